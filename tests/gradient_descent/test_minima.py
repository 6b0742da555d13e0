import numpy as np
import pytest

from core.gradient_descent import minima, problems


@pytest.mark.parametrize("name", problems.SURFACES)
def test_all_known_minima_are_found_and_no_others(name: str) -> None:
    problem = problems.SURFACES[name]
    found = np.array(minima.find(problem.loss, problem.gradient, problem.view))
    assert len(found) == len(problem.minima)
    for place in problem.minima:
        assert np.abs(found - np.array(place)).max(1).min() < 1e-5
    values = problem.loss(*found.T)
    assert np.all(np.diff(values) >= -1e-9) and values[0] == pytest.approx(problem.floor, abs=1e-6)


@pytest.mark.parametrize(
    ("text", "count"), [("x^2 + 3*sin(3*x)", 5), ("cos(x) + cos(y)", 4), ("x", 0), ("log(x)", 0)]
)
def test_minima_of_the_learners_own_formula(text: str, count: int) -> None:
    problem = problems.own(text)
    assert len(problem.minima) == count
    axes = np.meshgrid(*(np.linspace(low, high, 301) for low, high in problem.view))
    with np.errstate(all="ignore"):
        assert np.nanmin(problem.loss(*axes)) >= problem.floor - 1e-3 or text == "log(x)"
    slopes = [problem.gradient(*place) for place in problem.minima]
    assert np.abs(slopes).max(initial=0) < 1e-6
