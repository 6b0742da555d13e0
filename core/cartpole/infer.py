"""What an agent of some stage does: play an episode, value states, survive from many starts."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.cartpole import environment, models
from core.cartpole.environment import CARTPOLE, LEFT, RIGHT, Physics, beyond
from core.cartpole.network import QNetwork, from_named
from core.runtime import weights


@dataclass(frozen=True)
class Episode:
    """One attempt of T steps.

    `states` (T+1, 4): x in m, x′ in m/s, θ in rad, θ′ in rad/s · `actions` (T,) 0 left, 1 right ·
    `q_values` (T, 2): what the agent expected of left and right · `rewards` (T,): 1 a step.
    """

    states: NDArray[np.float64]
    actions: NDArray[np.int64]
    q_values: NDArray[np.float32]
    rewards: NDArray[np.float64]

    def __len__(self) -> int:
        """Return T."""
        return len(self.actions)


@cache
def _file() -> dict[str, NDArray[np.generic]]:
    from safetensors.numpy import load

    return load(weights.content(models.NAME))


def training_returns() -> NDArray[np.int16]:
    """Return how many steps every attempt of the bundled agent's training lasted (E,)."""
    return _file()["returns"]


@cache
def network(checkpoint: str) -> QNetwork:
    """Return the agent of a stage, for everybody and so read-only.

    Raises: KeyError for an unknown stage; WeightsUnavailable if the file is not here or not the right one.
    """
    if checkpoint not in models.stages():
        raise KeyError(checkpoint)
    agent = from_named(_file(), checkpoint)
    agent.flat.flags.writeable = False
    return agent


def discounted(steps: int, gamma: float = 0.99) -> float:
    """Return the discounted sum of a reward of 1 in each of so many steps: (1 − γⁿ)/(1 − γ)."""
    return (1 - gamma**steps) / (1 - gamma)


def play(
    checkpoint: str, seed: int, physics: Physics = CARTPOLE, pushes: Mapping[int, float] | None = None
) -> Episode:
    """Return one episode from gymnasium's start of that seed; raises as `network`.

    `pushes` are forces in N on the cart, to the right if positive, by the step in which they act.
    """
    return attempt(network(checkpoint), environment.start(seed, physics), physics, pushes)


def attempt(
    agent: QNetwork,
    state: NDArray[np.float64],
    physics: Physics = CARTPOLE,
    pushes: Mapping[int, float] | None = None,
) -> Episode:
    """Return the episode of an agent from a state (4,), always with the move of the larger Q."""
    states, actions, q_values = [tuple(state.tolist())], [], []
    while len(actions) < physics.longest and not beyond(states[-1][0], states[-1][2], physics):
        q = agent(np.array(states[-1], agent.flat.dtype))
        push = (pushes or {}).get(len(actions), 0.0)
        actions.append(int(q[RIGHT] > q[LEFT]))
        q_values.append(q)
        states.append(environment.step_one(states[-1], actions[-1], physics, push))
    q_table = np.array(q_values, np.float32).reshape(-1, 2)
    return Episode(np.array(states), np.array(actions, np.int64), q_table, np.ones(len(actions)))


def q_values(checkpoint: str, states: ArrayLike) -> NDArray[np.float32]:
    """Return Q of left and right (N, 2) in states (N, 4); raises as `network`."""
    return network(checkpoint)(np.asarray(states, np.float32))


def survival(
    checkpoint: str, angles: ArrayLike, speeds: ArrayLike, physics: Physics = CARTPOLE, steps: int = 500
) -> NDArray[np.int64]:
    """Return the steps survived (angles, speeds) from θ in rad and θ′ in rad/s, with the cart at rest."""
    tilt, turn = np.meshgrid(angles, speeds, indexing="ij")
    states = np.zeros((tilt.size, 4))
    states[:, 2], states[:, 3] = tilt.ravel(), turn.ravel()
    return environment.survive(network(checkpoint).moves, states, physics, steps).reshape(tilt.shape)
