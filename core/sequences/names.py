"""Given names, letter by letter: what comes next is learnt from a list, and new names are made of it.

Korean syllables are taken apart into their letters (NFD) and put together again (NFC): 민 = ㅁ + ㅣ + ㄴ.
"""

import time
import unicodedata
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np

from core.sequences import nets
from core.shared.adam import Adam

LANGUAGES = ("ko", "en")
HIDDEN, RATE = 64, 0.01
HELD_OUT = 5
"""every fifth name is not learnt from"""
LONGEST = 12
"""letters of a name that is made"""
END = "·"
"""before the first letter and after the last"""


@dataclass(frozen=True)
class Plan:
    """Whose names, with which cell, how many passes over them, the seed."""

    language: str = "ko"
    kind: str = "lstm"
    passes: int = 80
    seed: int = 0


@cache
def listed(language: str) -> tuple[str, ...]:
    """Return the names of the list, as people write them."""
    return tuple(Path(__file__).with_name(f"names_{language}.txt").read_text(encoding="utf8").split())


def letters(name: str) -> str:
    """Return the single letters of a name: Korean ones as they are drawn, Latin ones small."""
    return unicodedata.normalize("NFD", name.lower())


def spelled(text: str) -> str:
    """Return letters as people write them."""
    return unicodedata.normalize("NFC", text)


def shown(letter: str) -> str:
    """Return one letter as it can be shown alone: Korean ones as typed, a final consonant with a dash."""
    if "ᄀ" <= letter <= "ᇿ":
        name = unicodedata.name(letter).rsplit(" ", 1)
        alone = unicodedata.lookup(f"HANGUL LETTER {name[1]}")
        return f"-{alone}" if "JONGSEONG" in name[0] else alone
    return letter


def well_formed(name: str) -> bool:
    """Whether every Korean letter of a name found its place in a syllable."""
    return bool(name) and not any("ᄀ" <= c <= "ᇿ" for c in spelled(name))


@cache
def alphabet(language: str) -> str:
    """Return END and all letters of the list."""
    return END + "".join(sorted({c for name in listed(language) for c in letters(name)}))


def parted(begun: str, language: str) -> tuple[str, str]:
    """Return the letters of a beginning that are in names of the list, and what is written with others."""
    known = set(alphabet(language)[1:])
    read = "".join(c for c in letters(begun) if c in known)
    return read, "".join(c for c in spelled(begun) if not c.isspace() and not known.issuperset(letters(c)))


@cache
def sets(language: str) -> tuple[np.ndarray, np.ndarray]:
    """Return names to learn from and to test on, each (T, N) numbers of letters: END, name, END, −1 …"""
    known, every = alphabet(language), [letters(n) for n in listed(language)]
    longest = max(map(len, every)) + 2
    table = np.full((longest, len(every)), -1)
    for i, name in enumerate(every):
        table[: len(name) + 2, i] = [known.index(c) for c in END + name + END]
    test = np.arange(len(every)) % HELD_OUT == HELD_OUT - 1
    return table[:, ~test], table[:, test]


@cache
def pairs_loss(language: str) -> float:
    """Return the test loss of a table of pairs of letters: what is to be beaten.

    Each pair is counted a little more than it came; how much, is chosen in the table's favour.
    """
    train, test = sets(language)
    size = len(alphabet(language))
    counts = np.zeros((size, size))
    seen = train[1:] >= 0
    np.add.at(counts, (train[:-1][seen], train[1:][seen]), 1)
    known = test[1:] >= 0
    before, after = test[:-1][known], test[1:][known]
    losses = []
    for more in (1, 0.5, 0.3, 0.2, 0.1, 0.05, 0.02):
        shares = (counts + more) / (counts + more).sum(1, keepdims=True)
        losses.append(float(-np.log(shares[before, after]).mean()))
    return min(losses)


@dataclass
class Learner:
    """A network while it learns what comes next; `advance` it for a while at a time."""

    plan: Plan
    losses: list[float] = field(default_factory=list)
    tests: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Build it untrained."""

        self._known = alphabet(self.plan.language)
        size = len(self._known)
        self._net = nets.build(self.plan.kind, size, HIDDEN, size, self.plan.seed)
        self._optimiser = Adam(self._net.parameters(), RATE)

    @property
    def done(self) -> bool:
        """Whether it has seen the names as often as planned."""
        return len(self.losses) >= self.plan.passes

    def advance(self, seconds: float) -> None:
        """Learn for about so long, in whole passes, or to the end."""
        import torch

        train, test = sets(self.plan.language)
        until = time.perf_counter() + seconds
        while not self.done and time.perf_counter() < until:
            self.losses.append(nets.step(self._net, self._optimiser, self._loss(train)))
            with torch.inference_mode():
                self.tests.append(self._loss(test).item())

    def _loss(self, table: np.ndarray):
        import torch
        from torch.nn import functional as F

        seen = F.one_hot(torch.from_numpy(table[:-1]).clamp(min=0), len(self._known)).float()
        told = self._net["out"](self._net["cell"](seen)[0])
        return F.cross_entropy(told.flatten(0, 1), torch.from_numpy(table[1:]).flatten(), ignore_index=-1)

    def next_letter(self, begun: str) -> dict[str, float]:
        """Return the probability of each letter after a beginning, the likeliest first; END: it is over.

        Letters that are in no name of the list are passed over.
        """
        told = self._scores(list(parted(begun, self.plan.language)[0]))
        shares = np.exp(told - told.max())
        order = np.argsort(-shares)
        return {self._known[i]: float(shares[i] / shares.sum()) for i in order}

    def _scores(self, begun: list[str]) -> np.ndarray:
        import torch
        from torch.nn import functional as F

        at = torch.tensor([[0], *([self._known.index(c)] for c in begun)])
        with torch.inference_mode():
            return self._net["out"](
                self._net["cell"](F.one_hot(at, len(self._known)).float())[0][-1, 0]
            ).numpy()

    def make(self, count: int, temperature: float, seed: int) -> list[str]:
        """Return names it makes, letter after letter drawn at a temperature > 0, as people write them."""
        rng, made = np.random.default_rng(seed), []
        for _ in range(count):
            name: list[str] = []
            while len(name) < LONGEST:
                scores = self._scores(name).astype(float) / temperature
                shares = np.exp(scores - scores.max())
                letter = self._known[int(rng.choice(len(shares), p=shares / shares.sum()))]
                if letter == END:
                    break
                name.append(letter)
            made.append(spelled("".join(name)))
        return made


def judged(name: str, language: str) -> str:
    """Return "broken", "listed" or "new" for a name that was made."""
    if not well_formed(letters(name)):
        return "broken"
    return "listed" if name in {spelled(n.lower()) for n in listed(language)} else "new"
