import numpy as np
import pytest

from core.cartpole import environment
from core.cartpole.environment import CARTPOLE, Physics, failed, start, step, survive


def reference(physics: Physics = CARTPOLE):
    from gymnasium.envs.classic_control.cartpole import CartPoleEnv

    env = CartPoleEnv()
    env.gravity, env.masscart, env.masspole = physics.gravity, physics.cart_mass, physics.pole_mass
    env.length, env.force_mag, env.tau = physics.half_length, physics.force, physics.tau
    env.total_mass = env.masscart + env.masspole
    env.polemass_length = env.masspole * env.length
    return env


@pytest.mark.parametrize("seed", [0, 1, 42, 123456])
def test_start_is_gymnasiums(seed: int) -> None:
    env = reference()
    env.reset(seed=seed)
    np.testing.assert_array_equal(start(seed), env.state)


@pytest.mark.parametrize(
    "physics", [CARTPOLE, Physics(gravity=1.6, half_length=1.2, pole_mass=0.4, cart_mass=2.0, force=6.0)]
)
def test_500_steps_are_gymnasiums(physics: Physics) -> None:
    env = reference(physics)
    env.reset(seed=3)
    state, balancing = start(3), np.random.default_rng(0)
    for _ in range(500):
        # pushes under the falling pole, so that all 500 steps are in the range that lessons show
        action = (
            int(state[2] + 0.3 * state[3] > 0) if balancing.random() < 0.9 else int(balancing.integers(2))
        )
        state = step(state, action, physics)
        env.step(action)
        np.testing.assert_allclose(state, env.state, rtol=0, atol=1e-6)
        assert bool(failed(state)) == bool(
            abs(env.state[0]) > env.x_threshold or abs(env.state[2]) > env.theta_threshold_radians
        )


def test_many_carts_are_each_as_alone() -> None:
    rng = np.random.default_rng(1)
    states, actions, pushes = rng.normal(size=(50, 4)), rng.integers(0, 2, 50), rng.normal(size=50)
    together = step(states, actions, push=pushes)
    for i in range(50):
        np.testing.assert_allclose(together[i], step(states[i], actions[i], push=pushes[i]), rtol=1e-14)


def test_limits_are_gymnasiums() -> None:
    env = reference()
    assert (CARTPOLE.farthest, CARTPOLE.steepest) == (env.x_threshold, env.theta_threshold_radians)


def test_push_to_the_right_is_force_to_the_right() -> None:
    state = start(0)
    pushed = step(state, environment.LEFT, push=20.0)
    np.testing.assert_allclose(pushed, step(state, environment.RIGHT), rtol=1e-15)


def test_survive_counts_the_steps_of_each_cart() -> None:
    def to_the_right(states: np.ndarray) -> np.ndarray:
        return np.ones(len(states), int)

    states = np.stack([start(seed) for seed in range(20)] + [np.array([0, 0, 0.3, 0])])
    found = survive(to_the_right, states)
    for state, count in zip(states[:20], found[:20], strict=True):
        alone = 0
        while not failed(state):
            state, alone = step(state, 1), alone + 1
        assert count == alone
    assert found[20] == 0  # has failed before the first step
    assert survive(to_the_right, states[:1], steps=4).tolist() == [4]
