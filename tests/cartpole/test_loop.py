import numpy as np
import pytest

from core.cartpole import environment, loop
from core.cartpole.dqn import Learner, Settings, epsilon_at

SETTINGS = Settings(warm_up=100, epsilon_steps=600)


@pytest.fixture(scope="module")
def turns() -> tuple[loop.Turn, ...]:
    return loop.record(SETTINGS, 150, 120)


def test_writing_down_changes_nothing(turns) -> None:
    learner = Learner(SETTINGS)
    while learner.steps < 150:
        learner.step()
    for turn in turns:
        step = learner.step()
        assert (turn.action, turn.dice, turn.number) == (step.action, step.dice, learner.steps)
        np.testing.assert_array_equal(turn.following, step.following)


def test_numbers_of_a_turn_belong_together(turns) -> None:
    for turn in turns:
        assert turn.epsilon == epsilon_at(turn.number - 1, SETTINGS)
        assert turn.random or turn.action == turn.q.argmax()
        np.testing.assert_array_equal(turn.following, environment.step(turn.state, turn.action))
        assert turn.fell == environment.failed(turn.following)
        drawn = turn.memory
        expected = drawn.reward if drawn.fell else drawn.reward + SETTINGS.gamma * drawn.q_next.max()
        assert drawn.target == pytest.approx(expected, abs=1e-4)
        assert 0 <= drawn.place < turn.remembered
        assert turn.copied == (turn.number % SETTINGS.target_every == 0)
    assert any(t.random for t in turns) and any(not t.random for t in turns)
    assert any(t.fell for t in turns) and any(t.copied for t in turns)


def test_updates_mostly_go_towards_their_targets(turns) -> None:
    nearer = [abs(t.memory.target - t.memory.after) < abs(t.memory.target - t.memory.before) for t in turns]
    assert np.mean(nearer) > 0.6
