"""Schedules and β against torch, batches, costs and proposals against counting."""

from collections import defaultdict

import numpy as np
import pytest
import torch
from torch.optim import lr_scheduler

from core.gradient_descent import descent, maps, problems, tuning
from core.gradient_descent.optimizers import ADAPTIVE, OPTIMIZERS
from core.gradient_descent.tuning import Tuning
from core.shared import formula

POINTS = np.array([[0, 1], [1, 2.2], [2, 2.8], [3, 4.1], [4, 4.6], [5, 6.3]])
LINE = problems.fit_line(POINTS)


def warm_up(steps: int):
    rise = -(-steps // 10)

    def make(optimizer):
        waves = lr_scheduler.CosineAnnealingLR(optimizer, steps - rise + 1)
        if rise == 1:
            return waves
        up = lr_scheduler.LinearLR(optimizer, 1 / rise, total_iters=rise - 1)
        return lr_scheduler.SequentialLR(optimizer, [up, waves], [rise - 1])

    return make


@pytest.mark.parametrize("steps", [10, 50, 200])
@pytest.mark.parametrize("schedule", tuning.SCHEDULES[1:])
@pytest.mark.filterwarnings("ignore")
def test_schedules_are_torchs(schedule: str, steps: int) -> None:
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], 1.0)
    makers = {
        "step": lambda o: lr_scheduler.StepLR(o, -(-steps // 4), 0.5),
        "cosine": lambda o: lr_scheduler.CosineAnnealingLR(o, steps),
        "warmup": warm_up(steps),
    }
    scheduler, rates = makers[schedule](optimizer), []
    for _ in range(steps):
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step()
    ours = [tuning.factor(schedule, t, steps) for t in range(1, steps + 1)]
    np.testing.assert_allclose(ours, rates, atol=1e-9)


def test_a_schedule_that_nobody_knows_is_refused() -> None:
    with pytest.raises(KeyError):
        tuning.factor("steep", 1, 10)


@pytest.mark.parametrize("nesterov", [False, True])
@pytest.mark.parametrize("beta", [0.0, 0.5, 0.97])
def test_beta_is_torchs_momentum(beta: float, nesterov: bool) -> None:
    x, y = torch.tensor(POINTS).T
    w = torch.tensor(LINE.start, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.SGD([w], 0.01, momentum=beta, nesterov=nesterov and beta > 0)
    places = [w.detach().numpy().copy()]
    for _ in range(30):
        optimizer.zero_grad()
        torch.mean((w[0] * x + w[1] - y) ** 2).backward()
        optimizer.step()
        places.append(w.detach().numpy().copy())
    name = "nesterov" if nesterov else "momentum"
    ours = descent.run(LINE, name, 0.01, 30, tuning=Tuning(beta=beta))
    np.testing.assert_allclose(ours.params, places, rtol=1e-9, atol=1e-12)


def test_a_batch_of_all_points_is_plain_descent_and_of_one_is_stochastic() -> None:
    def walk(name: str, batch: int) -> np.ndarray:
        return descent.run(LINE, name, 0.01, 25, seed=3, tuning=Tuning(batch=batch)).params

    np.testing.assert_allclose(walk("minibatch", 6), walk("gd", 6), rtol=1e-12)
    np.testing.assert_allclose(walk("minibatch", 1), walk("sgd", 6), rtol=1e-12)
    assert not np.allclose(walk("minibatch", 4), walk("minibatch", 2))


def test_what_a_step_costs_is_counted() -> None:
    for batch, epoch in ((1, 6), (2, 3), (4, 2), (6, 1)):
        some = OPTIMIZERS["minibatch"]
        rows = descent.draw_batches(LINE, some, epoch, 0, batch)
        assert sorted(np.concatenate(rows)) == list(range(6))
        assert descent.passes(LINE, some, batch) == pytest.approx(len(rows[0]) / 6)
    assert descent.passes(LINE, OPTIMIZERS["adam"]) == 1 == descent.passes(problems.SURFACES["bowl"], some)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_a_rule_keeps_as_many_numbers_as_it_says(name: str) -> None:
    memory: dict = defaultdict(float)
    OPTIMIZERS[name].rule(1.0, 2.0, memory, 0.1, 1)
    assert len(memory) == OPTIMIZERS[name].keeps


@pytest.mark.parametrize("rule", ADAPTIVE)
def test_a_proposed_rate_arrives_when_it_says_and_the_shared_one_is_lame(rule: str) -> None:
    course, rates = problems.course_example(), np.logspace(-4, 1, 40)
    found = maps.propose(
        maps.sweep(course, rule, rates, 50, course.start), descent.run(course, rule, 0.01, 50)
    )
    walk = descent.run(course, rule, found.rate, 50)
    assert walk.reached == found.steps
    others = [descent.run(course, rule, float(r), 50).reached for r in rates]
    assert found.steps == min(n for n in others if n is not None)
    assert maps.propose(maps.sweep(course, rule, rates, 50, course.start), walk) is None


@pytest.mark.parametrize(
    ("beta", "batch", "schedule", "read"),
    [
        ("0.5", "3", "cosine", Tuning(0.5, 3, "cosine")),
        ("7", "9", "x", Tuning(0.99, 2, "constant")),
        ("nan", "-1", "", Tuning()),
    ],
)
def test_any_link_gives_settings(beta: str, batch: str, schedule: str, read: Tuning) -> None:
    assert tuning.read(beta, batch, schedule, 6) == read


@pytest.mark.parametrize("name", problems.SURFACES)
def test_what_a_browser_follows_is_the_landscape(name: str) -> None:
    problem = problems.SURFACES[name]
    places = np.random.default_rng(0).uniform(*np.array(problem.view).T, (50, len(problem.view))).T
    value, slopes = formula.parse(problem.written, problem.parameters)(*places)
    np.testing.assert_allclose(value, problem.loss(*places), rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(slopes, problem.gradient(*places), rtol=1e-9, atol=1e-9)
