"""Sixty steps in the life of a learner, written down with every number that went into them."""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from core.cartpole.dqn import Learner, Settings, epsilon_at, q_targets

FIRST, COUNT = 1_660, 60
"""the step of the training from which on it is written down, and how many steps"""


@dataclass(frozen=True)
class Memory:
    """One transition drawn from the memory, and what the update did with it.

    `place`: which one of the memory · `state`, `following` (4,) · `q_next` (2,): Q(s′, ·) of the target
    network · `target` · `before`, `after`: Q(s, a) of the learning network.
    """

    place: int
    state: NDArray[np.float64]
    action: int
    reward: float
    following: NDArray[np.float64]
    fell: bool
    q_next: NDArray[np.float64]
    target: float
    before: float
    after: float


@dataclass(frozen=True)
class Turn:
    """One step: what was seen, chosen and got, and what was learnt from the memory.

    `number` of the step, `attempt` and `age` in it, from 1 · `state`, `following` (4,) · `q` (2,) of the
    learning network · `epsilon`, and `dice` below it if the move was random · `remembered` transitions ·
    `since_copy` steps, this one included; `copied` if this step ended with a copy.
    """

    number: int
    attempt: int
    age: int
    state: NDArray[np.float64]
    q: NDArray[np.float64]
    epsilon: float
    dice: float
    action: int
    following: NDArray[np.float64]
    fell: bool
    remembered: int
    memory: Memory
    since_copy: int
    copied: bool

    @property
    def random(self) -> bool:
        """Whether chance chose the move."""
        return self.dice < self.epsilon


def observe(learner: Learner) -> Turn:
    """Let a learner that is past its warm-up make one step, and write it down."""
    online, target = learner.online.copy(), learner.target.copy()
    attempt, age, epsilon = len(learner.returns), learner.age, epsilon_at(learner.steps, learner.settings)
    step = learner.step()
    drawn = learner.memory.at(step.drawn[:1])
    before, after = (float(net(drawn.states)[0, drawn.actions[0]]) for net in (online, learner.online))
    how = learner.settings
    wanted = q_targets(drawn, how.gamma, online, target, how.double, how.most)
    memory = Memory(
        place=int(step.drawn[0]),
        state=drawn.states[0].astype(float),
        action=int(drawn.actions[0]),
        reward=float(drawn.rewards[0]),
        following=drawn.following[0].astype(float),
        fell=bool(drawn.terminated[0]),
        q_next=target(drawn.following)[0].astype(float),
        target=float(wanted[0]),
        before=before,
        after=after,
    )
    since_copy = learner.steps % learner.settings.target_every
    return Turn(
        number=learner.steps,
        attempt=attempt + 1,
        age=age + 1,
        state=step.state,
        q=online(step.state).astype(float),
        epsilon=epsilon,
        dice=step.dice,
        action=step.action,
        following=step.following,
        fell=step.fell,
        remembered=len(learner.memory),
        memory=memory,
        since_copy=since_copy or learner.settings.target_every,
        copied=since_copy == 0,
    )


@cache
def record(settings: Settings, first: int = FIRST, count: int = COUNT) -> tuple[Turn, ...]:
    """Return the turns `first` + 1 to `first` + `count` of a training (`first` ≥ its warm-up)."""
    learner = Learner(settings)
    for _ in range(first):
        learner.step()
    return tuple(observe(learner) for _ in range(count))
