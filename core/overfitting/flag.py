"""One network that learns sixty dots, some of them held back, looked at a hundred times on the way."""

from dataclasses import dataclass
from functools import lru_cache

from core.overfitting import dots, network
from core.overfitting.dots import Task
from core.overfitting.network import History

HIDDEN = {"3": (3,), "8": (8,), "16-16": (16, 16)}
ALL_DOTS, STEPS = 60, 1000
MUCH, SLIGHT = 1.1, 0.02
"""a loss so many times the lowest, and by so much above it, is called higher"""


@dataclass(frozen=True)
class Study:
    """What was learnt from, and how it went; one run."""

    task: Task
    hidden: tuple[int, ...]
    history: History

    def look(self, step: int) -> int:
        """Return the look that is nearest to a step."""
        return int(abs(self.history.steps - step).argmin())

    def kind(self, step: int) -> str:
        """Return how a stop at this step is: `calm` (no stop needed), `good`, `early` or `late`."""
        losses, best = self.history.validation[:, 0], int(self.history.best[0])
        low = max(MUCH * losses[best], losses[best] + SLIGHT)
        if losses[-1] <= low:
            return "calm"
        if losses[self.look(step)] <= low:
            return "good"
        return "early" if self.look(step) < best else "late"


@lru_cache(maxsize=64)
def study(name: str, held: int, noise: float, hidden: str, seed: int) -> Study:
    """Train once: `held` percent of the dots are held back to choose with, the network sees the others."""
    back = round(ALL_DOTS * held / 100)
    task = dots.task(name, ALL_DOTS - back, back, noise, seed)
    plan = network.Plan(hidden=HIDDEN[hidden], steps=STEPS, seed=seed)
    return Study(task, HIDDEN[hidden], network.train(plan, [task]))


def read(text: str) -> int:
    """Return the step that a link holds, 0..STEPS; STEPS where it holds anything else."""
    return min(int(text), STEPS) if text.isdecimal() and len(text) < 6 else STEPS
