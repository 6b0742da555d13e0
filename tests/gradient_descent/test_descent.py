"""Walks against torch: the same losses, gradients and steps, over all problems, optimizers and rates."""

from collections.abc import Callable

import numpy as np
import pytest
import torch

from core.gradient_descent import descent, problems
from core.gradient_descent.optimizers import OPTIMIZERS

POINTS = np.array([[0, 1], [1, 2.2], [2, 2.8], [3, 4.1], [4, 4.6]])
LABELLED = np.array([[0, 0], [1, 0], [2, 1], [3, 0], [4, 1], [5, 1]], float)
PROBLEMS = {
    **problems.SURFACES,
    "course": problems.course_example(),
    "line": problems.fit_line(POINTS),
    "logistic": problems.fit_logistic(LABELLED),
    "own": problems.own("x^2 + 3*sin(2*x) + exp(−x·x) * y² + abs(y) / 2"),
}
TORCH = {
    "gd": lambda w, rate: torch.optim.SGD(w, rate),
    "momentum": lambda w, rate: torch.optim.SGD(w, rate, momentum=0.9),
    "nesterov": lambda w, rate: torch.optim.SGD(w, rate, momentum=0.9, nesterov=True),
    "adagrad": torch.optim.Adagrad,
    "rmsprop": torch.optim.RMSprop,
    "adam": torch.optim.Adam,
    "adamw": torch.optim.AdamW,
}
TORCH["sgd"] = TORCH["minibatch"] = TORCH["gd"]


def torch_loss(name: str) -> Callable[..., torch.Tensor]:
    """Return the loss of a problem in torch, from its textbook formula; (w, rows) for those with data."""

    def fitted(points: np.ndarray, form: str) -> Callable[..., torch.Tensor]:
        x, y = torch.tensor(points).T

        def loss(*w: torch.Tensor, rows: np.ndarray | None = None) -> torch.Tensor:
            some = slice(None) if rows is None else torch.as_tensor(rows)
            z = w[0] * x[some] + (w[1] if len(w) > 1 else 0)
            if form == "logistic":
                return torch.nn.functional.binary_cross_entropy_with_logits(z, y[some])
            return torch.nn.functional.mse_loss(z, y[some])

        return loss

    with_data = {
        "course": fitted(np.array([[1, 3], [2, 6], [3, 9], [4, 12]], float), "line"),
        "line": fitted(POINTS, "line"),
        "logistic": fitted(LABELLED, "logistic"),
    }
    formulas = {
        "two_valleys": lambda x: x**4 / 4 - x**2 + 0.3 * x + 1.4349731299903377,
        "many_valleys": lambda x: 0.05 * x**2 + 1 - torch.cos(2 * x),
        "bowl": lambda x, y: (x**2 + y**2) / 2,
        "valley": lambda x, y: 0.1 * x**2 + 9.5 * y**2,
        "saddle": lambda x, y: x**2 / 2 + y**4 / 4 - y**2 / 2 + 0.25,
        "rosenbrock": lambda x, y: (1 - x) ** 2 + 100 * (y - x**2) ** 2,
        "himmelblau": lambda x, y: (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2,
        "beale": lambda x, y: (
            (1.5 - x + x * y) ** 2 + (2.25 - x + x * y**2) ** 2 + (2.625 - x + x * y**3) ** 2
        ),
        "styblinski_tang": lambda x, y: (
            (x**4 - 16 * x**2 + 5 * x + y**4 - 16 * y**2 + 5 * y) / 2 + 78.33233140754284
        ),
        "own": lambda x, y: x**2 + 3 * torch.sin(2 * x) + torch.exp(-(x**2)) * y**2 + torch.abs(y) / 2,
    }
    return with_data.get(name) or (lambda *w, rows=None: formulas[name](*w))


@pytest.mark.parametrize("name", PROBLEMS)
def test_losses_and_gradients_are_torchs(name: str) -> None:
    problem, reference = PROBLEMS[name], torch_loss(name)
    draw = np.random.default_rng(0)
    low, high = np.array(problem.view).T
    for point in draw.uniform(low, high, (50, len(low))):
        w = [torch.tensor(value, dtype=torch.float64, requires_grad=True) for value in point]
        loss = reference(*w)
        loss.backward()
        assert float(problem.loss(*point)) == pytest.approx(loss.item(), rel=1e-9, abs=1e-9)
        wanted = [float(value.grad) for value in w]
        np.testing.assert_allclose(np.array(problem.gradient(*point), float), wanted, rtol=1e-8, atol=1e-8)


def torch_steps(name: str, optimizer: str, rate: float, ours: np.ndarray) -> np.ndarray:
    """Return where torch goes from each place of our walk, with the memory of all steps before.

    It starts each step where we are: on a wavy landscape the last digit of a place decides where a long walk
    ends.
    """
    loss = torch_loss(name)
    w = [torch.tensor(value, dtype=torch.float64, requires_grad=True) for value in ours[0]]
    moving = TORCH[optimizer](w, rate)
    batches = descent.draw_batches(PROBLEMS[name], OPTIMIZERS[optimizer], len(ours), seed=3)
    path = []
    for place, rows in zip(ours, batches, strict=True):
        for value, here in zip(w, place, strict=True):
            value.data.fill_(here)
        moving.zero_grad()
        loss(*w, rows=rows).backward()
        moving.step()
        path.append([value.item() for value in w])
    return np.array(path)


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("name", PROBLEMS)
def test_every_step_is_that_of_torch(name: str, optimizer: str) -> None:
    steps = 25
    for rate in (1e-4, 1e-3, 0.01, 0.05, 0.1, 0.5, 2.0, 10.0):
        ours = descent.run(PROBLEMS[name], optimizer, rate, steps, seed=3)
        until = steps + 1 if ours.diverged is None else ours.diverged
        theirs = torch_steps(name, optimizer, rate, ours.params[:until])
        np.testing.assert_allclose(ours.params[1:until], theirs[: until - 1], rtol=1e-6, atol=1e-6)
        if ours.diverged is not None:
            assert not np.all(np.abs(theirs[-1]) < descent.FAR)


def test_the_course_example_to_the_digit() -> None:
    walk = descent.run(problems.course_example(), "gd", 0.1, 3)
    assert walk.params[:, 0].tolist() == [0, 4.5, 2.25, 3.375]
    assert walk.losses[:3].tolist() == [67.5, 16.875, 4.21875]
    assert walk.gradients[:3, 0].tolist() == [-45, 22.5, -11.25]


@pytest.mark.parametrize("name", ["course", "bowl", "valley", "line"])
def test_plain_descent_converges_below_two_over_the_curvature_and_not_above(name: str) -> None:
    problem = PROBLEMS[name]
    critical = 2 / problem.curvature
    assert descent.run(problem, "gd", 0.95 * critical, 3000).reached is not None
    assert descent.run(problem, "gd", 1.05 * critical, 3000).diverged is not None


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("name", PROBLEMS)
def test_no_walk_ever_holds_nan_or_infinity(name: str, optimizer: str) -> None:
    for rate in (10.0, 1e3):
        walk = descent.run(PROBLEMS[name], optimizer, rate, 60)
        assert walk.params.shape == (61, len(PROBLEMS[name].parameters)) == walk.gradients.shape
        assert walk.losses.shape == (61,)
        for numbers in (walk.params, walk.losses, walk.gradients):
            assert np.isfinite(numbers).all()


def test_a_formula_that_is_not_defined_everywhere_gives_numbers_too() -> None:
    walk = descent.run(problems.own("log(x)"), "gd", 5.0, 40, start=(3.0,))
    assert np.isfinite(walk.losses).all() and np.isfinite(walk.params).all()


@pytest.mark.parametrize(
    "name", [name for name, problem in PROBLEMS.items() if problem.minima and name != "own"]
)
def test_minima_are_where_the_gradient_is_nothing_and_the_lowest_is_the_floor(name: str) -> None:
    problem = PROBLEMS[name]
    losses = [float(problem.loss(*place)) for place in problem.minima]
    assert min(losses) == pytest.approx(problem.floor, abs=1e-6)
    for place in problem.minima:
        assert np.abs(np.array(problem.gradient(*place), float)).max() < 1e-3


def test_every_data_point_is_seen_once_an_epoch() -> None:
    batches = descent.draw_batches(PROBLEMS["line"], OPTIMIZERS["sgd"], 10, seed=0)
    assert sorted(int(row) for rows in batches[:5] for row in rows) == [0, 1, 2, 3, 4]
    again = descent.draw_batches(PROBLEMS["line"], OPTIMIZERS["sgd"], 10, seed=0)
    assert all(np.array_equal(a, b) for a, b in zip(batches, again, strict=True))


@pytest.mark.parametrize("optimizer", ["gd", "momentum", "adam"])
def test_many_walks_at_once_are_the_same_walks(optimizer: str) -> None:
    problem = PROBLEMS["himmelblau"]
    starts = np.random.default_rng(1).uniform(-4, 4, (2, 6))
    many = descent.walk_many(problem, optimizer, 0.01, 30, starts)
    for i in range(6):
        one = descent.run(problem, optimizer, 0.01, 30, start=tuple(starts[:, i]))
        np.testing.assert_allclose(many[:, :, i], one.params, rtol=1e-9, atol=1e-9)


def test_what_makes_no_sense_is_refused() -> None:
    with pytest.raises(KeyError):
        descent.run(PROBLEMS["bowl"], "nonsense", 0.1, 3)
    with pytest.raises(ValueError, match="2 parameters"):
        descent.run(PROBLEMS["bowl"], "gd", 0.1, 3, start=(1.0,))
