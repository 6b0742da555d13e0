"""Remember the first of a row of symbols until the end: an RNN, an LSTM and a GRU learn it side by side.

The task is that of Hochreiter & Schmidhuber 1997 in its simplest form. What was measured beforehand is made
again by `python -m core.sequences.remembering`: `remembered.json`.
"""

import json
import time
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np

from core.sequences import nets
from core.sequences.cells import KINDS
from core.shared.adam import Adam

SYMBOLS = 4
"""symbols to be remembered, and as many others that come between"""
LENGTHS = (5, 10, 20, 30, 40, 60, 80)
HIDDEN, BATCH, RATE = 24, 32, 0.005
STEPS = 300
"""batches that each may learn from"""
LEARNT = 0.02
"""mean loss of ten batches at which a network has learnt it"""
TEST = 500
"""rows that each is asked about at the end"""
FAILS, HOLDS = 0.60, 0.95
"""what the challenge asks: an RNN below, an LSTM above"""
CHANCE = 1 / SYMBOLS
FILE = Path(__file__).with_name("remembered.json")


@dataclass(frozen=True)
class Plan:
    """How many other symbols come behind the first, whether gates begin open, the seed."""

    between: int = 20
    gates_open: bool = True
    seed: int = 0


def rows(between: int, count: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Return rows (between + 1, count) of symbols 0..7 and what is asked: the first symbol (count,), 0..3."""
    first = rng.integers(0, SYMBOLS, (1, count))
    return np.concatenate([first, rng.integers(SYMBOLS, 2 * SYMBOLS, (between, count))]), first[0]


@dataclass
class Learner:
    """Three networks that take turns, a batch each; `advance` them for a while at a time."""

    plan: Plan
    losses: dict[str, list[float]] = field(default_factory=lambda: {kind: [] for kind in KINDS})

    def __post_init__(self) -> None:
        """Build them untrained."""

        span = self.plan.between + 1 if self.plan.gates_open else 0
        self._nets = {k: nets.build(k, 2 * SYMBOLS, HIDDEN, SYMBOLS, self.plan.seed, span) for k in KINDS}
        self._optimisers = {k: Adam(net.parameters(), RATE) for k, net in self._nets.items()}
        self._rng = np.random.default_rng(self.plan.seed)

    def learnt(self, kind: str) -> bool:
        """Whether a network needs no more."""
        return len(self.losses[kind]) >= 10 and float(np.mean(self.losses[kind][-10:])) < LEARNT

    def _over(self, kind: str) -> bool:
        return self.learnt(kind) or len(self.losses[kind]) >= STEPS

    @property
    def done(self) -> bool:
        """Whether all three have learnt it or used up their batches."""
        return all(map(self._over, KINDS))

    @property
    def share(self) -> float:
        """How far the slowest is, 0..1."""
        return min(1.0 if self._over(k) else len(self.losses[k]) / STEPS for k in KINDS)

    def advance(self, seconds: float) -> None:
        """Learn for about so long, or to the end."""
        until = time.perf_counter() + seconds
        while not self.done and time.perf_counter() < until:
            symbols, first = rows(self.plan.between, BATCH, self._rng)
            for kind in KINDS:
                if not self._over(kind):
                    self._learn(kind, symbols, first)

    def _learn(self, kind: str, symbols: np.ndarray, first: np.ndarray) -> None:
        import torch
        from torch.nn import functional as F

        loss = F.cross_entropy(self._answer(kind, symbols), torch.from_numpy(first))
        self.losses[kind].append(nets.step(self._nets[kind], self._optimisers[kind], loss))

    def _answer(self, kind: str, symbols: np.ndarray):
        import torch
        from torch.nn import functional as F

        net, seen = self._nets[kind], F.one_hot(torch.from_numpy(symbols), 2 * SYMBOLS).float()
        return net["out"](net["cell"](seen)[0][-1])

    def accuracy(self) -> dict[str, float]:
        """Return the share of TEST new rows that each network tells right."""
        import torch

        symbols, first = rows(self.plan.between, TEST, np.random.default_rng(10_000 + self.plan.seed))
        with torch.inference_mode():
            return {k: float((self._answer(k, symbols).argmax(1).numpy() == first).mean()) for k in KINDS}


def met(accuracy: dict[str, float]) -> bool:
    """Whether a length is one at which the RNN fails and the LSTM holds."""
    return accuracy["rnn"] < FAILS and accuracy["lstm"] > HOLDS


@cache
def measured(gates_open: bool) -> dict[str, np.ndarray]:
    """Return what was measured beforehand: by kind, accuracies (lengths, seeds) in 0..1 at LENGTHS."""
    kept = json.loads(FILE.read_text(encoding="utf8"))["open" if gates_open else "usual"]
    return {kind: np.array(kept[kind]) for kind in KINDS}


def fails_at(accuracies: np.ndarray, level: float = FAILS) -> int | None:
    """Return the first of LENGTHS whose median of (lengths, seeds) is below a level; None if none is."""
    below = np.median(accuracies, axis=1) < level
    return LENGTHS[int(below.argmax())] if below.any() else None


def main(seeds: int = 5) -> None:
    """Measure every length with both beginnings and write the file."""
    found = {}
    for name in ("open", "usual"):
        each = [[_trained(Plan(n, name == "open", s)) for s in range(seeds)] for n in LENGTHS]
        found[name] = {k: [[round(run[k], 3) for run in row] for row in each] for k in KINDS}
        FILE.write_text(json.dumps(found, indent=1), encoding="utf8")


def _trained(plan: Plan) -> dict[str, float]:
    learner = Learner(plan)
    while not learner.done:
        learner.advance(10.0)
    print(plan, found := learner.accuracy(), flush=True)
    return found


if __name__ == "__main__":
    main()
