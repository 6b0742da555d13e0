"""A round is worth what its moves say."""

import pytest

from core.cartpole import environment, infer, rounds
from core.cartpole.environment import Physics


def written(moves: list[int]) -> str:
    return "".join("LR"[move] for move in moves)


@pytest.mark.parametrize("seed", [0, 7])
def test_the_agents_moves_last_as_long_as_the_agent(seed: int) -> None:
    for stage in ("0", "final"):
        moves = infer.play(stage, seed).actions.tolist()
        assert rounds.stayed_up(seed, written(moves)) == len(moves)
        assert rounds.stayed_up(seed, written(moves) + "LR" * 300) == (
            len(moves) if len(moves) < 500 else 500
        )


def test_unfinished_moves_count_as_far_as_they_go() -> None:
    assert rounds.stayed_up(0, "") == 0
    assert rounds.stayed_up(0, "RL") == 2


def test_letting_go_is_no_push() -> None:
    still = environment.start(3)
    for _ in range(20):
        still = environment.step(still, environment.LEFT, push=10.0)
    count = rounds.stayed_up(3, "-" * 500)
    assert not environment.failed(still)
    assert 20 < count < 200, "the pole falls by itself, but slowly"


def test_moves_that_are_none_are_refused() -> None:
    with pytest.raises(KeyError):
        rounds.stayed_up(0, "LX")


def test_a_weightless_world_never_ends_before_the_limit() -> None:
    floating = Physics(gravity=0.0, longest=120)
    assert rounds.stayed_up(0, "-" * 500, floating) == 120


def test_who_stays_up_longer_wins() -> None:
    assert rounds.Round("50", 0, 31, 30).won
    assert not rounds.Round("50", 0, 30, 30).won
