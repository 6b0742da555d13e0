"""One step by hand: what a person works out with a pocket calculator is what the walk did."""

import re

import numpy as np
import pytest

from core.gradient_descent import descent, hand, problems
from core.gradient_descent.optimizers import OPTIMIZERS


def worked_out(formula: str, numbers: dict[str, float]) -> float:
    filled = formula.format(**{name: f"({float(value)!r})" for name, value in numbers.items()})
    for sign, python in {"−": "-", "×": "*", "÷": "/", "²": "**2", "^": "**"}.items():
        filled = filled.replace(sign, python)
    return eval(re.sub(r"√(\(.*?\))", r"\1**0.5", filled))


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("name", ["course", "rosenbrock"])
def test_every_line_with_its_numbers_gives_its_result(name: str, optimizer: str) -> None:
    problem = problems.SURFACES.get(name) or problems.course_example()
    walk = descent.run(problem, optimizer, 0.001, 8)
    numbers = hand.numbers(walk, optimizer, 0.001)
    assert np.array_equal(numbers["new"], walk.params[1:])
    for step in range(8):
        for d in range(len(problem.parameters)):
            here = {name: rows[step, d] for name, rows in numbers.items()}
            for result, formula in hand.LINES[optimizer]:
                assert worked_out(formula, here) == pytest.approx(here[result], rel=1e-6, abs=1e-9)


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_a_walk_that_diverges_has_numbers_and_no_nan(optimizer: str) -> None:
    walk = descent.run(problems.SURFACES["rosenbrock"], optimizer, 10.0, 20)
    for rows in hand.numbers(walk, optimizer, 10.0).values():
        assert np.isfinite(rows).all() and 1 <= len(rows) <= 20


def test_table_of_all_steps_has_loss_and_gradient_as_its_means() -> None:
    points = np.array([[0.0, 0], [1, 1], [2, 0], [3, 1]])
    for problem in (problems.fit_line(points), problems.fit_logistic(points)):
        params = descent.run(problem, "adam", 0.1, 5).params
        table = hand.table(problem, params[:, :1], params[:, 1:])
        assert table.y_hat.shape == (6, 4)
        np.testing.assert_allclose(table.loss.mean(1), problem.loss(*params.T), rtol=1e-12)
        slopes = np.stack(problem.gradient(*params.T))
        np.testing.assert_allclose([table.slope_w.mean(1), table.slope_b.mean(1)], slopes, atol=1e-12)
