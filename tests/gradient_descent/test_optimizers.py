"""Every rule equals torch.optim, on every problem, at several rates."""

import numpy as np
import pytest
import torch

from core.gradient_descent import descent, optimizers, problems

STEPS = 12
ADAPTIVE = {"adagrad": torch.optim.Adagrad, "rmsprop": torch.optim.RMSprop, "adam": torch.optim.Adam}
OWN = "x^2 + 2sin(3x) + exp(-y) + abs(y)/2 + log(1 + y^2) * tanh(x)"


def in_torch(problem: problems.Problem, params: torch.Tensor, shares: np.ndarray | None) -> torch.Tensor:
    """Return the loss of a problem, written once more in torch."""
    if problem.points is not None:
        x, y = torch.tensor(problem.points).T
        shares = torch.full_like(x, 1 / len(x)) if shares is None else torch.tensor(shares)
        z = params[0] * x + (params[1] if len(params) > 1 else 0.0)
        if problem.name == "logistic":
            each = torch.nn.functional.binary_cross_entropy_with_logits(z, y, reduction="none")
        else:
            each = (y - z) ** 2
        return (shares * each).sum()
    x, y = params[0], params[-1]
    return {
        "two_valleys": lambda: (x**2 - 1) ** 2 + 0.3 * x,
        "waves": lambda: 0.1 * x**2 + 1 - torch.cos(2 * x),
        "steps": lambda: torch.log1p(x**2) + 0.3 * (1 - torch.cos(6 * x)),
        "bowl": lambda: x**2 + y**2,
        "valley": lambda: 0.02 * x**2 + 1.05 * y**2,
        "saddle": lambda: 0.5 * x**2 + 0.25 * (y**2 - 1) ** 2,
        "rosenbrock": lambda: (1 - x) ** 2 + 100 * (y - x**2) ** 2,
        "himmelblau": lambda: (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2,
        "beale": lambda: (1.5 - x + x * y) ** 2 + (2.25 - x + x * y**2) ** 2 + (2.625 - x + x * y**3) ** 2,
        "styblinski": lambda: 0.5 * sum(v**4 - 16 * v**2 + 5 * v for v in (x, y)),
        "own": lambda: (
            x**2 + 2 * torch.sin(3 * x) + torch.exp(-y) + abs(y) / 2 + torch.log(1 + y**2) * torch.tanh(x)
        ),
    }[problem.name]()


def torch_optimizer(name: str, params: torch.Tensor, rate: float) -> torch.optim.Optimizer:
    if name in ADAPTIVE:
        return ADAPTIVE[name]([params], lr=rate)
    if name == "adamw":
        return torch.optim.AdamW([params], lr=rate, weight_decay=0.01)
    beta = 0.9 if name in ("momentum", "nesterov") else 0.0
    return torch.optim.SGD([params], lr=rate, momentum=beta, nesterov=name == "nesterov")


def walked_by_torch(problem: problems.Problem, name: str, rate: float) -> tuple[np.ndarray, np.ndarray]:
    params = torch.tensor(problem.start, dtype=torch.float64, requires_grad=True)
    optimizer, places, slopes = torch_optimizer(name, params, rate), [params.detach().numpy().copy()], []
    for shares, noise in descent.draws(problem, [optimizers.build(name)], STEPS, seed=0, dimensions=1):
        optimizer.zero_grad()
        loss = in_torch(problem, params, None if shares is None else shares[0])
        (loss + (torch.tensor(np.asarray(noise)).reshape(-1) * params).sum()).backward()
        optimizer.step()
        slopes.append(params.grad.numpy().copy())
        places.append(params.detach().numpy().copy())
    return np.array(places), np.array(slopes)


@pytest.mark.slow
@pytest.mark.parametrize("name", optimizers.NAMES)
@pytest.mark.parametrize("of", problems.NAMES)
def test_walk_equals_torch(of: str, name: str) -> None:
    problem = problems.build(of, text=OWN)
    for rate in (1e-4, 0.01, 0.3):
        ours = descent.run(problem, name, rate, STEPS, seed=0)
        places, slopes = walked_by_torch(problem, name, rate)
        until = STEPS if ours.lost_at is None else ours.lost_at
        np.testing.assert_allclose(ours.params[: until + 1], places[: until + 1], rtol=1e-6, atol=1e-6)
        np.testing.assert_allclose(ours.gradients[:until], slopes[:until], rtol=1e-6, atol=1e-6)


@pytest.mark.parametrize("of", problems.NAMES)
def test_gradient_equals_autograd_anywhere(of: str) -> None:
    problem = problems.build(of, text=OWN)
    low, high = np.array(problem.view).T
    places = np.random.default_rng(1).uniform(low, high, (40, problem.d))
    ours = problem.gradient(places)
    for place, slope in zip(places, ours, strict=True):
        params = torch.tensor(place, requires_grad=True)
        in_torch(problem, params, None).backward()
        np.testing.assert_allclose(slope, params.grad.numpy(), rtol=1e-6, atol=1e-6)


def test_page_shows_the_lines_that_run() -> None:
    for name in optimizers.NAMES:
        lines = optimizers.build(name).source.splitlines()
        assert lines[0].startswith("def ") and lines[-1].strip().startswith("return w - rate")
        assert len(lines) <= 8


@pytest.mark.parametrize("name", ["gd", "momentum", "nesterov"])
@pytest.mark.parametrize("of", ["table", "line", "bowl", "valley"])
@pytest.mark.parametrize("beta", [0.5, 0.9])
def test_critical_rate_parts_arriving_from_diverging(of: str, name: str, beta: float) -> None:
    problem, optimizer = problems.build(of), optimizers.build(name, beta=beta)
    critical = optimizer.critical(problem.curvature())
    below = descent.run(problem, optimizer, 0.98 * critical, 3000, np.ones(problem.d))
    above = descent.run(problem, optimizer, 1.02 * critical, 3000, np.ones(problem.d))
    assert np.linalg.norm(below.gradients[-1]) < 1e-3 * np.linalg.norm(below.gradients[0])
    assert above.lost_at is not None


def test_adaptive_rules_have_no_critical_rate() -> None:
    assert all(optimizers.build(n).critical(2.0) is None for n in ("sgd", "minibatch", "adam", "rmsprop"))
