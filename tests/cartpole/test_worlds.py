"""Worlds with one quantity changed, and how long the agent lasts there."""

import numpy as np
import pytest

from core.cartpole import infer, worlds
from core.cartpole.environment import CARTPOLE


@pytest.mark.parametrize("quantity", worlds.QUANTITIES)
def test_one_quantity_changes_and_no_other(quantity: str) -> None:
    changed = worlds.with_value(CARTPOLE, quantity, 1.5)
    assert worlds.value_of(changed, quantity) == 1.5
    assert worlds.with_value(changed, quantity, worlds.value_of(CARTPOLE, quantity)) == CARTPOLE
    assert all(
        worlds.value_of(changed, other) == worlds.value_of(CARTPOLE, other)
        for other in worlds.QUANTITIES
        if other != quantity
    )


@pytest.mark.parametrize("quantity", worlds.QUANTITIES)
def test_the_world_of_the_training_is_among_the_values(quantity: str) -> None:
    assert np.isclose(worlds.QUANTITIES[quantity], worlds.value_of(CARTPOLE, quantity)).any()


def test_mean_is_that_of_single_episodes() -> None:
    moon = worlds.with_value(CARTPOLE, "gravity", 1.6)
    lengths = [len(infer.play("0", seed, moon)) for seed in range(worlds.STARTS)]
    assert worlds.mean_steps("0", moon) == pytest.approx(np.mean(lengths))


def test_sweep_holds_the_training_world() -> None:
    found = worlds.sweep("0", "pole")
    at = int(np.abs(worlds.QUANTITIES["pole"] - 1).argmin())
    assert found.shape == worlds.QUANTITIES["pole"].shape
    assert found[at] == pytest.approx(worlds.mean_steps("0"))
