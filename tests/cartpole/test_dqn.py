"""Targets, ε and memory against a reference worked out transition by transition."""

import numpy as np
import pytest
import torch

from core.cartpole import environment, models, network
from core.cartpole.dqn import Learner, Replay, Settings, Transitions, epsilon_at, q_targets

QUICK = Settings(episodes=60, epsilon_steps=600, warm_up=100, seed=2)


def recorded(count: int = 60) -> Transitions:
    """Return a table of transitions of random play, with falls in it."""
    replay, state, seed, rng = Replay(count), environment.start(0), 0, np.random.default_rng(5)
    for _ in range(count):
        action = int(rng.integers(2))
        following = environment.step(state, action)
        fell = bool(environment.failed(following))
        replay.add(state, action, 1.0, following, fell)
        seed += fell
        state = environment.start(seed) if fell else following
    return replay.at(np.arange(count))


def as_torch(agent: network.QNetwork) -> torch.nn.Module:
    module = models.build()
    module.load_state_dict({name: torch.tensor(part) for name, part in agent.named().items()})
    return module


@pytest.mark.parametrize("double", [False, True])
def test_targets_are_r_plus_gamma_times_the_best_next_q(double: bool) -> None:
    rng, table = np.random.default_rng(7), recorded()
    online, target = network.fresh(rng), network.fresh(rng)
    online.parts[-1][:] = (0.3, -0.3)  # so that the two do not agree on the best next move
    assert 0 < table.terminated.sum() < 20
    judge, chooser = as_torch(target), as_torch(online if double else target)
    found = q_targets(table, 0.9, online, target, double)
    differ = 0
    for i, (reward, following, fell) in enumerate(zip(*table[2:], strict=True)):
        with torch.no_grad():
            after = torch.tensor(following)
            best = int(chooser(after).argmax())
            expected = reward if fell else reward + 0.9 * float(judge(after)[best])
            differ += best != int(judge(after).argmax())
        assert found[i] == pytest.approx(expected, abs=1e-5)
    assert bool(differ) == double


def test_targets_are_cut_at_the_largest_sum_there_can_be() -> None:
    table, agent = recorded(), network.fresh(np.random.default_rng(7))
    agent.parts[-1][:] = 150
    settings = Settings(gamma=0.99, bounded=True)
    free = q_targets(table, 0.99, agent, agent)
    cut = q_targets(table, 0.99, agent, agent, most=settings.most)
    assert settings.most == pytest.approx(100) and Settings().most == np.inf
    np.testing.assert_allclose(cut, np.minimum(free, 100), rtol=1e-6)
    assert free.max() > 140 and (cut[table.terminated] == 1).all()


def test_nothing_follows_a_fall_but_something_follows_the_500th_step() -> None:
    def learner_that_never_falls() -> Learner:
        learner = Learner(Settings(warm_up=10**9))
        learner.choose = lambda: (int(learner.state @ (0.01, 0.03, 1, 0.3) > 0), 1.0)
        return learner

    learner = learner_that_never_falls()
    while not learner.returns:
        learner.step()
    assert learner.returns == [500] and len(learner.memory) == 500
    last = learner.memory.at(np.array([499]))
    assert not last.terminated.any()
    assert learner.age == 0 and np.abs(learner.state).max() <= environment.FIRST
    falling = Learner(Settings(warm_up=10**9, epsilon=(1, 1)))
    while len(falling.returns) < 20:
        falling.step()
    ends = np.cumsum(falling.returns) - 1
    marks = falling.memory.at(np.arange(len(falling.memory))).terminated
    assert np.flatnonzero(marks).tolist() == ends.tolist()


def test_epsilon_falls_in_a_straight_line_and_stays() -> None:
    settings = Settings(epsilon=(0.9, 0.1), epsilon_steps=1000)
    steps = np.array([0, 1, 250, 500, 1000, 5000])
    expected = np.maximum(0.9 - 0.8 * steps / 1000, 0.1)
    assert [epsilon_at(int(s), settings) for s in steps] == pytest.approx(expected)


def test_share_of_random_moves_is_epsilon() -> None:
    learner = Learner(Settings(epsilon=(0.3, 0.3)))
    learner.online.flat[:] = 0
    learner.online.parts[-1][:] = (1, 0)  # its own move is always left
    right = np.mean([learner.choose()[0] for _ in range(20_000)])
    assert right == pytest.approx(0.15, abs=0.01)


def test_memory_forgets_the_oldest() -> None:
    replay = Replay(10)
    for i in range(25):
        replay.add(np.full(4, i), i % 2, i, np.full(4, i + 0.5), i == 20)
        assert len(replay) == min(i + 1, 10)
    kept = replay.at(np.arange(10))
    assert sorted(kept.rewards) == list(range(15, 25))
    np.testing.assert_array_equal(kept.states[:, 2], kept.rewards)
    np.testing.assert_array_equal(kept.following[:, 0], kept.rewards + 0.5)
    np.testing.assert_array_equal(kept.actions, kept.rewards.astype(int) % 2)
    np.testing.assert_array_equal(kept.terminated, kept.rewards == 20)


def test_all_that_is_remembered_is_drawn_equally_often() -> None:
    learner = Learner(Settings(memory=40, warm_up=0, epsilon=(1, 1)))
    for _ in range(40):
        learner.step()
    drawn = np.concatenate([learner.step().drawn for _ in range(800)])
    counts = np.bincount(drawn, minlength=40)
    assert len(counts) == 40 and counts.sum() == 800 * 64
    assert counts.min() > 1100 and counts.max() < 1460


def test_target_network_stands_still_between_copies() -> None:
    learner = Learner(Settings(target_every=50, warm_up=60))
    for _ in range(99):
        learner.step()
    before = learner.target.flat.copy()
    assert np.abs(before - learner.online.flat).max() > 0
    learner.step()
    np.testing.assert_array_equal(learner.target.flat, learner.online.flat)
    assert np.abs(before - learner.target.flat).max() > 0


def test_an_agent_learns() -> None:
    learner = Learner(QUICK)
    while not learner.done:
        learner.step()
    outcome = learner.outcome()
    assert outcome.complete and len(outcome.returns) == QUICK.episodes
    assert np.mean(outcome.returns[-10:]) > 2 * np.mean(outcome.returns[:10])


def test_the_same_seed_learns_the_same_in_slices_too() -> None:
    first, second = Learner(QUICK), Learner(QUICK)
    while len(first.returns) < 20:
        first.step()
    while len(second.returns) < 20:
        second.advance(0.01)
    assert first.returns[:20] == second.returns[:20]
    assert not second.outcome().complete
