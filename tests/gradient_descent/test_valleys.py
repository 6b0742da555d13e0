import numpy as np
import pytest

from core.gradient_descent import descent, optimizers, problems, rates, valleys

KNOWN = {
    "bowl": [(0, 0)],
    "valley": [(0, 0)],
    "saddle": [(0, 1), (0, -1)],
    "rosenbrock": [(1, 1)],
    "himmelblau": [(3, 2), (-2.805118, 3.131312), (-3.779310, -3.283186), (3.584428, -1.848126)],
    "beale": [(3, 0.5)],
    "styblinski": [(a, b) for a in (-2.903534, 2.746803) for b in (-2.903534, 2.746803)],
    "two_valleys": [(-1.035579,), (0.960150,)],
    "table": [(3,)],
}


@pytest.mark.parametrize("name", KNOWN)
def test_all_known_minima_are_found(name: str) -> None:
    found = valleys.minima(problems.build(name))
    assert len(found) == len(KNOWN[name])
    for place in KNOWN[name]:
        assert np.abs(found - np.array(place)).max(axis=1).min() < 1e-5


@pytest.mark.parametrize("name", [n for n in problems.NAMES if n != "own"])
def test_nothing_is_lower_than_the_lowest(name: str) -> None:
    problem = problems.build(name)
    lowest = valleys.lowest(problem)
    assert problem.loss(problem.grid(101)).min() >= lowest - 1e-9
    if name != "logistic":
        assert problem.loss(valleys.minima(problem)[0]) == pytest.approx(lowest, abs=1e-9)


def test_classes_that_a_threshold_parts_have_their_lowest_loss_far_away() -> None:
    apart = problems.build("logistic", points=np.array([[1.0, 0], [2, 0], [3, 1], [4, 1]]))
    assert valleys.lowest(apart) == 0.0


@pytest.mark.parametrize("name", ["two_valleys", "himmelblau", "styblinski"])
def test_basin_map_agrees_with_single_walks(name: str) -> None:
    problem, gd = problems.build(name), optimizers.build("gd")
    found = valleys.basins(problem, gd, 0.01, 300, side=9)
    starts = problem.grid(9).reshape(-1, problem.d)
    for start, reached in list(zip(starts, found.reached.ravel(), strict=True))[::3]:
        last = descent.run(problem, gd, 0.01, 300, start).params[-1]
        assert np.abs(last - found.minima[reached]).max() < 0.02
    assert len(set(found.reached.ravel())) == len(found.minima)


def test_a_start_that_diverges_or_does_not_arrive_is_told_apart() -> None:
    problem, gd = problems.build("himmelblau"), optimizers.build("gd")
    assert (valleys.basins(problem, gd, 10.0, 50, side=5).reached == valleys.LOST).all()
    assert (valleys.basins(problem, gd, 1e-4, 2, side=4).reached == valleys.ON_THE_WAY).all()


def test_forty_rates_from_small_to_large() -> None:
    assert len(set(rates.SWEPT)) == 40 and set(rates.SWEPT) <= set(rates.RATES)
    assert (rates.SWEPT[0], rates.SWEPT[-1]) == ("0.0001", "10")
    assert {"0.1", "0.13", "0.15", "0.01"} <= set(rates.RATES) and len(rates.RATES) == 121


@pytest.mark.parametrize("name", ["table", "line", "bowl", "valley"])
def test_sweep_diverges_exactly_above_the_critical_rate(name: str) -> None:
    problem, gd = problems.build(name), optimizers.build("gd")
    found = rates.sweep(problem, gd, 300, problem.start, valleys.lowest(problem), 0.01)
    critical = gd.critical(problem.curvature())
    for rate, outcome in zip(rates.SWEPT, found.outcomes, strict=True):
        assert (outcome == "diverges") == (float(rate) > critical)


def test_sweep_of_the_courses_example_has_all_four_outcomes() -> None:
    problem, gd = problems.build("table"), optimizers.build("gd")
    found = rates.sweep(problem, gd, 20, (0.0,), 0.0, 0.01)
    named = dict(zip(rates.SWEPT, found.outcomes, strict=True))
    assert (named["0.0011"], named["0.051"], named["0.12"], named["0.16"]) == rates.OUTCOMES
    assert found.arrived[rates.SWEPT.index("0.068")] == 2
    alone = descent.run(problem, gd, 0.051, 20, (0.0,))
    assert found.losses[rates.SWEPT.index("0.051")] == alone.losses[-1]
