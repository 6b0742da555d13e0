import numpy as np
import pytest

from core.gradient_descent import descent, hand, maps, problems

RATES = np.logspace(-4, 1, 40)


def test_a_sweep_of_the_course_example_changes_at_the_critical_rate() -> None:
    course = problems.course_example()
    sweep = maps.sweep(course, "gd", RATES, 50, course.start)
    critical = 2 / course.curvature
    assert {v for v, r in zip(sweep.verdicts, RATES, strict=True) if r > critical} == {"diverges"}
    assert "diverges" not in {v for v, r in zip(sweep.verdicts, RATES, strict=True) if r < critical}
    assert sweep.verdicts[0] == "slow" and "good" in sweep.verdicts


def test_swinging_for_ever_is_told_from_going_slowly() -> None:
    course = problems.course_example()
    rates = np.array([0.001, 0.1331])
    assert maps.sweep(course, "gd", rates, 30, course.start).verdicts == ("slow", "oscillates")


@pytest.mark.parametrize("optimizer", ["gd", "adam"])
def test_steps_of_a_sweep_are_those_of_single_walks(optimizer: str) -> None:
    bowl = problems.SURFACES["bowl"]
    sweep = maps.sweep(bowl, optimizer, RATES, 80, bowl.start)
    for rate, steps in zip(RATES, sweep.steps, strict=True):
        reached = descent.run(bowl, optimizer, float(rate), 80).reached
        assert (None if steps < 0 else steps) == reached
    assert np.isfinite(sweep.losses).all()


def test_a_walk_belongs_to_the_valley_it_falls_into() -> None:
    himmelblau = problems.SURFACES["himmelblau"]
    found = maps.basins(himmelblau, "gd", 0.01, 300, across=9)
    assert found.minimum.shape == (9, 9) and set(found.minimum.ravel()) == {0, 1, 2, 3}
    for row, column in ((0, 0), (8, 0), (2, 7)):
        start = found.axes[0][column], found.axes[1][row]
        end = descent.run(himmelblau, "gd", 0.01, 300, start=start).params[-1]
        np.testing.assert_allclose(end, himmelblau.minima[found.minimum[row, column]], atol=0.05)


def test_two_valleys_are_told_apart_and_too_large_a_rate_reaches_none() -> None:
    valleys = problems.SURFACES["two_valleys"]
    found = maps.basins(valleys, "gd", 0.05, 300)
    assert found.minimum[0, 0] == 0 and found.minimum[0, -1] == 1
    assert (maps.basins(valleys, "gd", 5.0, 50).minimum == -1).any()


def test_the_table_of_the_course_example() -> None:
    table = hand.table(problems.course_example(), 0.0)
    assert table.error.tolist() == [3, 6, 9, 12]
    assert table.loss.tolist() == [9, 36, 81, 144] and table.loss.mean() == 67.5
    assert table.slope_w.tolist() == [-6, -24, -54, -96] and table.slope_w.mean() == -45
