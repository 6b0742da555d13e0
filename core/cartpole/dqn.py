"""Deep Q-learning (Mnih et al., 2015; in the shape of CleanRL's dqn.py), written to be read and to be fast.

Every step: choose a move (ε-greedy), see what happens, remember it; then draw 64 memories, and pull Q(s, a)
towards the target r + γ · max Q(s′, ·), where the last Q is that of a copy which stands still for a while.
"""

import time
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.cartpole import environment, network
from core.cartpole.environment import CARTPOLE, Physics
from core.cartpole.network import Adam, QNetwork

BATCH = 64


@dataclass(frozen=True)
class Settings:
    """How an agent learns."""

    episodes: int = 150
    """attempts until the end of the training"""
    gamma: float = 0.99
    """discount factor γ: what a reward one step later is worth now"""
    learning_rate: float = 1e-3
    """of Adam"""
    memory: int = 20_000
    """transitions remembered; with 1 there is only the newest: no replay memory"""
    target_every: int = 100
    """steps between two copies into the target network; with 1 there is no target network"""
    epsilon: tuple[float, float] = (1.0, 0.02)
    """share of random moves at first and at last"""
    epsilon_steps: int = 2_500
    """steps in which ε falls in a straight line"""
    warm_up: int = 200
    """steps of random collecting before the first update"""
    double: bool = False
    """Double DQN (van Hasselt et al., 2016): one network chooses the best next move, the other judges it"""
    bounded: bool = False
    """whether a target is cut at the largest sum of rewards there can be (Andrychowicz et al., 2017)"""
    seed: int = 0

    @property
    def most(self) -> float:
        """Above which a target is cut: 1/(1 − γ) with a reward of 1 a step, if at all."""
        return 1 / (1 - self.gamma) if self.bounded else np.inf


@dataclass(frozen=True)
class Outcome:
    """What a training came to: the return of every finished attempt (E,), the agent, and if all was done."""

    returns: NDArray[np.int64]
    agent: QNetwork
    complete: bool


class Transitions(NamedTuple):
    """What is remembered of B steps.

    `terminated` says that the pole fell: there is no next reward. The end after 500 steps does not count as
    that; the pole still stands, and a target of r alone would teach that standing for long is worth nothing.
    """

    states: NDArray[np.float32]
    """(B, 4)"""
    actions: NDArray[np.int64]
    """(B,)"""
    rewards: NDArray[np.float32]
    """(B,)"""
    following: NDArray[np.float32]
    """(B, 4), the states one step later"""
    terminated: NDArray[np.bool_]
    """(B,)"""


class Step(NamedTuple):
    """What one step of the training did.

    `state` (4,) · `dice`: the number in 0..1 that decided for a random move if it was below ε · `action` ·
    `following` (4,) · `fell` · `drawn` (B,): which memories it learnt from, None before the warm-up is over.
    """

    state: NDArray[np.float64]
    dice: float
    action: int
    following: NDArray[np.float64]
    fell: bool
    drawn: NDArray[np.int64] | None


class Replay:
    """The newest `size` transitions; a place in the table is used again when all are full."""

    def __init__(self, size: int) -> None:
        self.rows = np.zeros((size, 11), np.float32)  # one table: a draw is one look-up
        self.added = 0

    def __len__(self) -> int:
        """Return how many transitions are remembered."""
        return min(self.added, len(self.rows))

    def add(self, state: ArrayLike, action: int, reward: float, following: ArrayLike, fell: bool) -> None:
        """Remember one transition; the oldest makes room."""
        row = self.rows[self.added % len(self.rows)]
        row[:4], row[4], row[5], row[6:10], row[10] = state, action, reward, following, fell
        self.added += 1

    def at(self, indices: NDArray[np.integer]) -> Transitions:
        """Return the transitions at these places of the table."""
        rows = self.rows[indices]
        return Transitions(
            rows[:, :4], rows[:, 4].astype(np.int64), rows[:, 5], rows[:, 6:10], rows[:, 10] > 0
        )


def epsilon_at(step: int, settings: Settings) -> float:
    """Return the share of random moves in a step."""
    first, last = settings.epsilon
    return first + (last - first) * min(1.0, step / settings.epsilon_steps)


def q_targets(
    batch: Transitions,
    gamma: float,
    online: QNetwork,
    target: QNetwork,
    double: bool = False,
    most: float = np.inf,
) -> NDArray[np.float32]:
    """Return r + γ · max Q_target(s′, ·) (B,), and r alone where the pole fell.

    With `double`: r + γ · Q_target(s′, argmax Q_online(s′, ·)). None is above `most`.
    """
    judged = target(batch.following)  # (B, 2)
    chooser = online(batch.following) if double else judged
    best = np.take_along_axis(judged, chooser.argmax(1)[:, None], 1)[:, 0]
    return np.minimum(batch.rewards + np.float32(gamma) * best * ~batch.terminated, np.float32(most))


class Learner:
    """A training that goes on for as long as it is told, one step or one slice of time after another."""

    def __init__(self, settings: Settings, physics: Physics = CARTPOLE) -> None:
        self.settings, self.physics = settings, physics
        self.rng = np.random.default_rng(settings.seed)
        self.online = network.fresh(self.rng)
        self.target = self.online.copy()
        self.adam = Adam(self.online.flat, settings.learning_rate)
        self.memory = Replay(settings.memory)
        self.steps = 0
        self.returns: list[int] = []
        """the return of every finished episode, in steps"""
        self.state, self.age = self._start(), 0

    @property
    def done(self) -> bool:
        """Whether the last episode is over."""
        return len(self.returns) >= self.settings.episodes

    def advance(self, seconds: float) -> None:
        """Train for about so long."""
        until = time.perf_counter() + seconds
        while not self.done and time.perf_counter() < until:
            self.step()

    def outcome(self) -> Outcome:
        """Return what the training has come to so far."""
        return Outcome(np.array(self.returns, np.int64), self.online.copy(), self.done)

    def play_attempt(self) -> None:
        """Train until the end of the attempt that is going on."""
        finished = len(self.returns)
        while len(self.returns) == finished:
            self.step()

    def step(self) -> Step:
        """Act once, remember it, learn from the memory, and now and then copy the network."""
        state, (action, dice) = self.state, self.choose()
        following = environment.step(state, action, self.physics)
        fell = bool(environment.failed(following, self.physics))
        self.memory.add(state, action, 1.0, following, fell)
        self.steps, self.age, self.state = self.steps + 1, self.age + 1, following
        if fell or self.age >= self.physics.longest:
            self.returns.append(self.age)
            self.state, self.age = self._start(), 0
        drawn = None
        if self.steps > self.settings.warm_up:
            drawn = self.rng.integers(0, len(self.memory), BATCH)
            self.learn(self.memory.at(drawn))
        if self.steps % self.settings.target_every == 0:
            self.target.flat[:] = self.online.flat
        return Step(state, dice, action, following, fell, drawn)

    def choose(self) -> tuple[int, float]:
        """Return a random move with probability ε, else the one with the larger Q; and the number drawn."""
        dice = float(self.rng.random())
        if dice < epsilon_at(self.steps, self.settings):
            return int(self.rng.integers(2)), dice
        return int(self.online.moves(self.state)), dice

    def learn(self, batch: Transitions) -> None:
        """Pull Q(s, a) of a batch one step towards its targets."""
        how = self.settings
        targets = q_targets(batch, how.gamma, self.online, self.target, how.double, how.most)
        gradient, _ = self.online.gradient(batch.states, batch.actions, targets)
        self.adam.step(gradient)

    def _start(self) -> NDArray[np.float64]:
        return environment.start(int(self.rng.integers(2**31)), self.physics)
