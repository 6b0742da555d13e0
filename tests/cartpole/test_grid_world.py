import numpy as np
import pytest

from core.cartpole import grid_world as world


@pytest.mark.parametrize(
    "text", ["", "x", "0|1|1|1", "1" * 35 + "|0.5|0.9|0.2", f"{'0' * 35}|nan|0.9|2", "|||"]
)
def test_a_broken_link_is_the_first_world(text: str) -> None:
    assert world.write(world.read(text)) == world.FIRST


def test_a_world_travels_as_text() -> None:
    for cells in world.WORLDS.values():
        setup = world.Setup(cells, 0.25, 1.0, 0.0)
        assert world.read(world.write(setup)) == setup


def test_walls_and_edges_hold_one_back_and_prizes_end_the_attempt() -> None:
    cells = world.WORLDS["maze"]
    assert world.move(cells, (4, 0), 2) == ((4, 0), 0.0, False)
    assert world.move(cells, (3, 0), 1) == ((3, 1), 0.0, False)
    assert world.move(cells, (1, 0), 1) == ((1, 0), 0.0, False)  # a wall
    assert world.move(cells, (0, 5), 1) == ((0, 6), 1.0, True)
    assert world.move(cells, (2, 6), 0) == ((1, 6), -1.0, True)


def test_update_is_watkins_rule() -> None:
    setup, q = world.Setup("0" * 35, alpha=0.25, gamma=0.8), np.zeros((35, 4))
    q[7] = (0.1, 0.5, -1, 0)
    q[3, 2] = 0.2
    world.update(q, 3, 2, 0.0, 7, False, setup)
    assert q[3, 2] == pytest.approx(0.2 + 0.25 * (0 + 0.8 * 0.5 - 0.2))
    world.update(q, 3, 2, -1.0, 7, True, setup)
    assert q[3, 2] == pytest.approx(0.25 + 0.25 * (-1 - 0.25))


@pytest.mark.parametrize("name", world.WORLDS)
def test_values_become_gamma_to_the_steps_left(name: str) -> None:
    """In a world without chance Q-learning finds the shortest way: Q = γ^(steps − 1)."""
    setup = world.Setup(world.WORLDS[name], alpha=1.0, gamma=0.9, epsilon=1.0)
    q, _ = world.learn(setup, 400, seed=0)
    shortest = {"maze": 10, "cliff": 8, "open": 10}[name]
    assert q[world.START[0] * world.COLUMNS].max() == pytest.approx(0.9 ** (shortest - 1))
    assert q.max() == 1.0 and q.min() >= -1.0


def test_random_numbers_are_even() -> None:
    draw = world.chance(1)
    found = np.array([draw() for _ in range(20_000)])
    assert found.min() >= 0 and found.max() < 1
    np.testing.assert_allclose(np.histogram(found, 10, (0, 1))[0] / 20_000, 0.1, atol=0.01)
