"""What the page says of remedies holds on the very dots that it shows."""

import numpy as np
import pytest
import torch

from core.overfitting import dropout, flag, remedies


@pytest.mark.parametrize("scaled", [True, False])
@pytest.mark.parametrize("p", [0.0, 0.2, 0.5, 0.8])
def test_mean_and_deviation_are_those_of_torchs_dropout(p: float, scaled: bool) -> None:
    torch.manual_seed(0)
    shares = torch.tensor(dropout.SHARES, dtype=torch.float64).expand(40_000, -1)
    sums = torch.nn.functional.dropout(shares, p).sum(1).numpy() * (1 if scaled else 1 - p)
    assert dropout.mean(p, scaled) == pytest.approx(sums.mean(), abs=0.06)
    assert dropout.deviation(p, scaled) == pytest.approx(sums.std(), abs=0.06)


def test_a_sum_counts_those_that_are_left() -> None:
    kept = [1, 0, 1, 0, 0, 0, 0, 0, 0, 0]
    assert dropout.total(kept, 0.5) == pytest.approx((0.8 + 1.1) / 0.5)
    assert dropout.total(kept, 0.5, scaled=False) == pytest.approx(1.9)
    assert dropout.total(np.ones(10), 0) == pytest.approx(sum(dropout.SHARES))


def test_without_remedy_dots_are_known_by_heart_and_early_stopping_helps() -> None:
    bare = remedies.measure("moons", frozenset())
    early = remedies.measure("moons", frozenset(["early"]))
    assert np.median(bare.train) < 0.01 and bare.middle > 1
    assert early.spread[1] < bare.spread[0]
    assert (np.median(early.right)) > 0.8


def test_the_goal_is_beyond_one_remedy_and_within_two() -> None:
    alone = [remedies.measure("moons", frozenset([one])).middle for one in ("jitter", "decay", "early")]
    assert min(alone) > remedies.GOAL > remedies.measure("moons", frozenset(["jitter", "early"])).middle


def test_a_flag_is_early_good_late_or_not_needed() -> None:
    found = flag.study("moons", 50, 0.3, "16-16", 0)
    best = int(found.history.steps[found.history.best[0]])
    assert (found.kind(0), found.kind(best), found.kind(flag.STEPS)) == ("early", "good", "late")
    assert len(found.task.train.kind) == len(found.task.validation.kind) == 30
    kinds = {flag.study("clouds", 20, 0.1, "3", seed).kind(flag.STEPS) for seed in range(6)}
    assert "calm" in kinds


@pytest.mark.parametrize(("text", "step"), [("0", 0), ("120", 120), ("99999", 1000), ("", 1000), ("x", 1000)])
def test_any_link_gives_a_step(text: str, step: int) -> None:
    assert flag.read(text) == step
