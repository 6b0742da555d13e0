import numpy as np
import pytest

from core.captioning import lab, reasons
from core.captioning.infer import Caption
from core.captioning.reasons import Marked, Named, Pull

VOCABULARY = ("<end>", "<unknown>", "a", "man", "dog", "cat")
CHANCES = np.array([[0, 0, 0.7, 0.1, 0.1, 0.1], [0.05, 0, 0.05, 0.6, 0.2, 0.1]])


@pytest.fixture
def caption() -> Caption:
    maps = np.full((2, 7, 7), 1 / 49)
    return Caption(("a", "man"), np.array([0.7, 0.6]), maps, CHANCES, VOCABULARY, 0.5)


def test_the_words_that_were_likely_too(caption: Caption) -> None:
    assert [word for word, _ in caption.runners_up(1)][:2] == ["dog", "cat"]
    assert caption.rank(1, "man") == (1, pytest.approx(0.6)) and caption.rank(1, "cat")[0] == 3
    assert caption.rank(1, "rocket") is None and caption.rank(1, "<unknown>") is None
    assert caption.log_probability == pytest.approx(np.log(0.7 * 0.6 * 0.5), abs=1e-6)


def test_one_word_that_says_something_and_another_for_it_are_judged(caption: Caption) -> None:
    assert reasons.judge(caption, (1,), "cat") == Marked("man", 0.6, 3, pytest.approx(0.1))
    for marks, right in (((), "cat"), ((0, 1), "cat"), ((0,), "cat"), ((1,), ""), ((1,), "man")):
        assert reasons.judge(caption, marks, right) is None, (marks, right)


def test_the_strongest_habit_has_both_its_words_in_the_sentence() -> None:
    companions = {
        "tennis": [("court", 0.4), ("man", 0.3)],
        "man": [("tennis", 0.1)],
        "court": [("tennis", 0.9)],
    }
    assert reasons.pull(["a", "man", "who", "plays", "tennis"], companions) == Pull("tennis", "man", 0.3)
    assert reasons.pull(["tennis", "court"], companions) is None, "a phrase is no habit"
    assert reasons.pull(["a", "dog", "runs"], companions) is None


def test_what_a_photo_shows_is_said_or_was_never_learnt() -> None:
    assert reasons.named(["a", "kitten"], ("cat", "kitten"), {"kitten": 7}) == Named(True, "kitten", 7)
    assert reasons.named(["a", "man"], ("cat",), {"cat": 9}) == Named(False, "cat", 9)
    assert reasons.named(["a", "man"], ("rocket",), {}) == Named(False, "rocket", 0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a-man:1", (1,)),
        ("a-man:1,0,1", (0, 1)),
        ("a-dog:1", ()),
        ("a-man:7", ()),
        ("a-man:-1,x,²", ()),
        ("", ()),
        (":1", ()),
        ("a-man:" + "9" * 400, ()),
    ],
)
def test_marks_from_a_link(text: str, expected: tuple[int, ...]) -> None:
    assert reasons.read_marks(text, "a man", 2) == expected


def test_true_and_false_sentences_score_against_intuition() -> None:
    scored = {name: lab.score(sentence) for name, sentence in lab.TRIED.items()}
    assert scored["copied"].bleu4 == pytest.approx(1) and scored["true"].bleu1 < 0.01
    assert scored["false"].bleu4 > 0.5 > scored["commonest"].bleu1
    assert lab.TRUE.keys() == lab.TRIED.keys()
