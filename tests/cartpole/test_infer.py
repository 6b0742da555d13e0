import numpy as np
import pytest
import torch

from core.cartpole import environment, infer, models
from core.cartpole.environment import CARTPOLE, Physics
from core.runtime.registry import load_model


@pytest.mark.parametrize("seed", [0, 7])
def test_an_episode_is_what_gymnasium_plays(seed: int) -> None:
    import gymnasium

    episode = infer.play(models.stages()[2], seed)
    env = gymnasium.make("CartPole-v1")
    env.reset(seed=seed)
    for t, action in enumerate(episode.actions):
        np.testing.assert_allclose(env.unwrapped.state, episode.states[t], atol=1e-6)
        _, reward, terminated, truncated, _ = env.step(int(action))
        assert reward == episode.rewards[t]
        assert (terminated or truncated) == (t == len(episode) - 1)
    assert episode.states.shape == (len(episode) + 1, 4)


def test_moves_are_those_of_the_larger_q_of_the_registered_network() -> None:
    episode = infer.play("final", 3)
    with torch.no_grad():
        states = torch.tensor(episode.states[:-1], dtype=torch.float32)
        q = load_model("dqn").cpu()(states).numpy()
    np.testing.assert_allclose(episode.q_values, q, rtol=1e-4, atol=1e-4)
    np.testing.assert_array_equal(episode.actions, episode.q_values.argmax(1))
    np.testing.assert_allclose(infer.q_values("final", episode.states[:-1]), q, rtol=1e-4, atol=1e-4)


def test_stages_are_in_order_and_differ() -> None:
    stages = models.stages()
    assert stages[0] == "0" and stages[-1] == "final"
    assert [int(s) for s in stages[:-1]] == sorted(int(s) for s in stages[:-1])
    assert len({infer.network(stage).flat.tobytes() for stage in stages}) == len(stages)


def test_unknown_stage_is_a_key_error_and_a_shared_network_cannot_be_changed() -> None:
    with pytest.raises(KeyError):
        infer.play("99999", 0)
    with pytest.raises(ValueError, match="read-only"):
        infer.network("final").flat += 1


def test_survival_is_the_length_of_the_episode_from_that_state() -> None:
    angles, speeds = np.radians([-11, 0, 6, 13]), np.array([-1.5, 0.0, 2.5])
    found = infer.survival("final", angles, speeds)
    assert found.shape == (4, 3)
    for i, angle in enumerate(angles):
        for j, speed in enumerate(speeds):
            alone = infer.attempt(infer.network("final"), np.array([0, 0, angle, speed]))
            assert found[i, j] == len(alone)
    assert (found[3] == 0).all()
    assert infer.survival("final", angles, speeds, steps=5).max() == 5


def test_push_acts_in_its_step_only() -> None:
    calm, pushed = infer.play("final", 0), infer.play("final", 0, pushes={20: 60.0})
    np.testing.assert_array_equal(calm.states[:21], pushed.states[:21])
    after = environment.step(calm.states[20], calm.actions[20], CARTPOLE, 60.0)
    np.testing.assert_array_equal(pushed.states[21], after)
    assert pushed.states[21, 1] > calm.states[21, 1] + 1


def test_another_world_is_played_by_its_own_laws() -> None:
    moon = Physics(gravity=1.6, longest=40)
    episode = infer.play("final", 0, moon)
    assert len(episode) <= 40
    for t in range(len(episode)):
        expected = environment.step(episode.states[t], episode.actions[t], moon)
        np.testing.assert_array_equal(episode.states[t + 1], expected)


def test_the_discounted_sum_is_that_of_its_steps() -> None:
    assert infer.discounted(40) == pytest.approx(sum(0.99**k for k in range(40)))
    assert infer.discounted(10**6) == pytest.approx(100)
