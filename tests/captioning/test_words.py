import pytest

from core.captioning.words import END, UNKNOWN, Vocabulary, join, tokenise


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("A man's dog, running .", ["a", "man", "'s", "dog", "running"]),
        ("Two T-shirts; 3 o’clock!", ["two", "t-shirts", "3", "o", "clock"]),
        ('He doesn\'t "look" up', ["he", "does", "n't", "look", "up"]),
        ("...", []),
    ],
)
def test_words_are_apart_from_signs(sentence: str, expected: list[str]) -> None:
    assert tokenise(sentence) == expected


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        (["남자", "+이", "공", "+을", "차고", "있어요"], "남자가 공을 차고 있어요"),
        (["개", "+과", "소년", "+이"], "개와 소년이"),
        (["길", "+으로", "칼", "+으로", "손", "+으로"], "길로 칼로 손으로"),
        (["부엌", "+이에요"], "부엌이에요"),
        (["거리", "+이에요"], "거리예요"),
        (["a", "man", "'s", "dog"], "a man 's dog"),
        (["+이"], "가"),
        ([], ""),
    ],
)
def test_particles_sound_right_behind_their_words(pieces: list[str], expected: str) -> None:
    assert join(pieces) == expected


def test_rare_words_are_unknown_and_sentences_end() -> None:
    vocabulary = Vocabulary.of([["a", "dog"], ["a", "dog"], ["a", "cat"]], least=2)
    assert vocabulary.words == (END, UNKNOWN, "a", "dog")
    assert vocabulary.encode(["a", "cat"], longest=4) == [2, 1, 0, 0, 0]
    assert vocabulary.encode(["a"] * 9, longest=4) == [2, 2, 2, 2, 0]
    assert vocabulary.decode([2, 3, 0, 3]) == ["a", "dog"]
