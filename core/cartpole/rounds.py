"""Rounds that a person has driven: played again from the moves, so that a score is never taken on trust."""

from dataclasses import dataclass

from core.cartpole import environment
from core.cartpole.environment import CARTPOLE, LEFT, RIGHT, Physics

MOVES = {"L": LEFT, "R": RIGHT, "-": RIGHT}
"""what a letter does; "-" is no push, which the agent cannot choose"""


@dataclass(frozen=True)
class Round:
    """One attempt of a person against a stage of the agent, from the start of `seed`, in steps."""

    stage: str
    seed: int
    mine: int
    theirs: int

    @property
    def won(self) -> bool:
        """Whether the person stayed up longer."""
        return self.mine > self.theirs


def stayed_up(seed: int, moves: str, physics: Physics = CARTPOLE) -> int:
    """Return after how many of the moves the attempt has ended, or their number where it has not.

    `moves` has a letter of `MOVES` a step; raises KeyError for any other.
    """
    state = environment.start(seed, physics)
    for count, letter in enumerate(moves[: physics.longest]):
        if environment.failed(state, physics):
            return count
        push = -physics.force if letter == "-" else 0.0
        state = environment.step(state, MOVES[letter], physics, push)
    return min(len(moves), physics.longest)
