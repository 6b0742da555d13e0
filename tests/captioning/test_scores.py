import numpy as np
import pytest

from core.captioning import scores

REFERENCES = [
    ["a man holding a tennis racket on a court", "a man in a white shirt playing tennis",
     "the tennis player swings his racket at the ball"],
    ["a dog runs through the snow", "two dogs play in the snow", "a brown dog running in deep snow"],
    ["a group of people sitting around a table", "people eat pizza at a table",
     "a family having dinner together"],
    ["a boy rides a skateboard down a ramp", "a skateboarder doing a trick on a ramp"],
]  # fmt: skip
MADE = [
    "a man holding a tennis racket on a tennis court",
    "a dog runs in the snow",
    "a group of people sitting at a table with pizza",
    "a boy",
]
# pycocoevalcap 1.2, Cider().compute_score and Bleu(4).compute_score on the sentences above
CIDER = [3.089603918585478, 2.6985668476756293, 2.4096193965348527, 0.6256197478415909]
BLEU = [0.8342260840493357, 0.749733192167697, 0.6716521229512623, 0.5786123320483886]


def words(sentences: list) -> list:
    return [words(s) if isinstance(s, list) else s.split() for s in sentences]


def test_cider_is_that_of_pycocoevalcap() -> None:
    assert scores.cider(words(MADE), words(REFERENCES)) == pytest.approx(CIDER, rel=1e-12)


@pytest.mark.parametrize("longest", [1, 2, 3, 4])
def test_bleu_is_that_of_pycocoevalcap(longest: int) -> None:
    assert scores.bleu(words(MADE), words(REFERENCES), longest) == pytest.approx(BLEU[longest - 1], rel=1e-12)


def test_a_person_s_own_sentence_is_best_and_none_is_worth_nothing() -> None:
    references = words(REFERENCES)
    copied = [theirs[0] for theirs in references]
    assert (scores.cider(copied, references) > scores.cider(words(MADE), references)).sum() >= 3
    assert scores.bleu(copied, references) == pytest.approx(1)
    assert scores.cider([[]] * 4, references).tolist() == [0, 0, 0, 0]
    assert scores.bleu([[]] * 4, references) == 0


def test_a_word_said_twice_counts_once() -> None:
    references = words(REFERENCES)
    stuttered = [["snow"] * 6] * 4
    assert scores.bleu(stuttered, references, 1) < 0.06
    assert np.all(scores.cider(stuttered, references) < 1.2)
