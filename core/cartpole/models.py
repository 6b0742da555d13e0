"""The bundled agent, and the same agent at earlier times of its training: all in one file of weights."""

from typing import TYPE_CHECKING

from core.cartpole.network import SIZES
from core.runtime import cards
from core.runtime.specs import bundled, register

if TYPE_CHECKING:
    from torch import nn

NAME = "dqn"


def build() -> "nn.Module":
    """Return the untrained Q-network as a torch module: states (B, 4) to Q of left and right (B, 2)."""
    from torch import nn

    state, wide, narrow, moves = SIZES
    return nn.Sequential(
        nn.Linear(state, wide), nn.ReLU(), nn.Linear(wide, narrow), nn.ReLU(), nn.Linear(narrow, moves)
    )


def stages() -> tuple[str, ...]:
    """Return the stages of the training in order: attempts made, "0" is untrained; the last is "final"."""
    return tuple(stage["name"] for stage in cards.read(NAME)["stages"])


register(__name__, bundled(NAME, "cartpole", "DQN CartPole", build, input_shape=(SIZES[0],)))
