"""Sentences as pieces of language: cut into words, words as numbers, and put together again."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

END, UNKNOWN = "<end>", "<unknown>"
"""stands at both ends of a sentence; stands for every rare word"""
LONGEST = 20
"""words of a sentence that are learnt and written at most"""
PIECE = re.compile(r"n't|'(?:s|re|ve|ll|d|m)\b|[a-z0-9]+?(?=n't)|[a-z0-9]+(?:[-/&.][a-z0-9]+)*")
"""a word, with the short forms apart from it as in the Penn Treebank; other signs are left out"""
SMALL_WORDS = frozenset(
    ("a", "an", "the", "of", "in", "on", "at", "to", "with", "and", "is", "are", "by", "for", "from", "his",
     "her", "its", "their", "some", "it", "that", "while", "into", "near", "next", "up", "down", "over",
     "out", "as", "two", "three", "several", "this", "there", "'s"),
)  # fmt: skip
"""words that say little of what a photo shows"""
CODAS = 28
"""places of a final consonant in a Hangul syllable of Unicode: 0 is none, 8 is ㄹ"""
FORMS = {
    "이": ("이", "가"),
    "을": ("을", "를"),
    "은": ("은", "는"),
    "과": ("과", "와"),
    "으로": ("으로", "로"),
    "이에요": ("이에요", "예요"),
}
"""Korean particles: behind a final consonant, behind a vowel"""


def tokenise(sentence: str) -> list[str]:
    """Return the lower-case words of an English sentence, without punctuation: man's is man and 's."""
    return PIECE.findall(sentence.lower().replace("’", "'"))


def has_coda(word: str) -> bool:
    """Return whether a word's last syllable ends with a consonant; Latin letters do not."""
    return "가" <= word[-1:] <= "힣" and (ord(word[-1]) - ord("가")) % CODAS > 0


def particle(word: str, kind: str) -> str:
    """Return a particle, named by its form behind a consonant, as it sounds behind `word`."""
    behind_consonant, behind_vowel = FORMS.get(kind, (kind, kind))
    if kind == "으로" and word and (ord(word[-1]) - ord("가")) % CODAS == 8:
        return behind_vowel  # 길로: ㄹ counts as a vowel here
    return behind_consonant if has_coda(word) else behind_vowel


def join(pieces: Sequence[str]) -> str:
    """Return a sentence; a piece that begins with + is a particle and is attached to what stands before."""
    text = ""
    for piece in pieces:
        text += particle(text, piece[1:]) if piece.startswith("+") else f" {piece}" * bool(piece)
    return text.strip()


@dataclass(frozen=True)
class Vocabulary:
    """The words a network can write, by number; `END` is 0, `UNKNOWN` is 1."""

    words: tuple[str, ...]

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each word."""
        return {word: number for number, word in enumerate(self.words)}

    @classmethod
    def of(cls, sentences: Iterable[Sequence[str]], least: int) -> "Vocabulary":
        """Return all words that stand at least `least` times in sentences, the commonest first."""
        counts = Counter(word for words in sentences for word in words)
        kept = sorted((word for word, n in counts.items() if n >= least), key=lambda w: (-counts[w], w))
        return cls((END, UNKNOWN, *kept))

    def encode(self, words: Sequence[str], longest: int = LONGEST) -> list[int]:
        """Return `longest` + 1 numbers: the words, and `END` as often as there is room, at least once."""
        known = [self.numbers.get(word, 1) for word in words[:longest]]
        return known + [0] * (longest + 1 - len(known))

    def decode(self, numbers: Iterable[int]) -> list[str]:
        """Return the words of numbers up to the first `END`."""
        found = []
        for number in numbers:
            if number == 0:
                break
            found.append(self.words[number])
        return found
