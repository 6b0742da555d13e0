"""Why a sentence came out as it did, as far as the training sentences tell; and what marking a word shows."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from core.captioning.infer import Caption
from core.captioning.lexicon import entries
from core.captioning.words import SMALL_WORDS

LEAST = 5
"""times a word stood in the training sentences, at least, if the network has it"""
SHOWN: dict[str, tuple[str, ...]] = {
    "cat": ("cat", "kitten"),
    "coffee": ("coffee", "cup", "mug"),
    "bus": ("bus",),
    "zidane": ("men", "man"),
    "astronaut": ("astronaut", "woman"),
    "rocket": ("rocket",),
    "flower": ("flower", "flowers"),
    "cameraman": ("camera", "photographer"),
    "clock": ("clock", "clocks"),
    "drawing": ("banana", "bananas"),
    "china": ("temple", "pavilion", "building"),
    "brick": ("wall", "brick"),
    "wall": ("pictures", "photos"),
}
"""by sample the words of which one, at least, names what it shows; the first is the best one"""


@dataclass(frozen=True)
class Pull:
    """Of the training sentences with `word`, the share that also has `other`."""

    word: str
    other: str
    share: float


@dataclass(frozen=True)
class Named:
    """Whether a sentence names what a photo shows, by which `word` (the best one if by none).

    `times` is how often that word stood in the training sentences; of words it has too seldom, 0.
    """

    said: bool
    word: str
    times: int


@dataclass(frozen=True)
class Marked:
    """One word called wrong, and the one that is right, as the network had them.

    `rank` is the right word's place in its order there, 1 the likeliest; None: it cannot write that word.
    """

    word: str
    probability: float
    rank: int | None
    right_probability: float


def pull(words: Sequence[str], companions: Mapping[str, Sequence[tuple[str, float]]]) -> Pull | None:
    """Return the two words of a sentence that the training sentences bind most; None if they bind none.

    Words next to each other, or with one between, do not count: "cell phone" and "group of people" are
    phrases.
    `companions` are those of the model card: by word, others and in which share of its sentences they stand.
    """
    here = set(words) - SMALL_WORDS
    near = [(words[i], words[i + gap]) for gap in (1, 2) for i in range(len(words) - gap)]
    beside = {*near, *((b, a) for a, b in near)}
    pairs = [
        Pull(a, b, share)
        for a in here
        for b, share in companions.get(a, ())
        if b in here and (a, b) not in beside
    ]
    return max(pairs, key=lambda pair: (pair.share, pair.word), default=None)


def named(words: Collection[str], wanted: Sequence[str], counts: Mapping[str, int]) -> Named:
    """Tell whether one of the `wanted` words is said; `counts` are those of the words it has."""
    found = next((word for word in wanted if word in words), None)
    word = found or wanted[0]
    return Named(found is not None, word, counts.get(word, 0))


def judge(caption: Caption, marks: Sequence[int], right: str) -> Marked | None:
    """Return what the network had for the one marked word and the right one.

    None unless exactly one word is marked that says something of the photo, and another one is given for it.
    """
    if len(marks) != 1 or not right:
        return None
    word = caption.words[marks[0]]
    if word in SMALL_WORDS or right == word:
        return None
    rank, share = caption.rank(marks[0], right) or (None, 0.0)
    return Marked(word, float(caption.probabilities[marks[0]]), rank, share)


def gloss(word: str) -> str:
    """Return an English word in Korean by the dictionary, or "" for small and unknown words."""
    ways = entries().get((word,), {})
    known = (ways[part].korean for part in ("noun", "verb", "adjective", "quantity") if part in ways)
    return "" if word in SMALL_WORDS else next(known, "")


def read_marks(text: str, sentence: str, count: int) -> tuple[int, ...]:
    """Return which of a sentence's `count` words are marked in `text`, "sentence:2,5" without its blanks.

    Marks of another sentence are none.
    """
    whose, _, numbers = text.rpartition(":")
    if whose != sentence.replace(" ", "-"):
        return ()
    found = {int(n) for n in numbers.split(",") if n.isdecimal() and len(n) < 4}
    return tuple(sorted(n for n in found if n < count))
