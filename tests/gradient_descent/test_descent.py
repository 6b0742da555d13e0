import re

import numpy as np
import pytest

from core.gradient_descent import by_hand, data, descent, optimizers, problems


def test_the_courses_example_to_the_digit() -> None:
    walk = descent.run(problems.build("table"), "gd", 0.1, 3, [0.0])
    assert walk.params.tolist() == [[0.0], [4.5], [2.25], [3.375]]
    assert walk.losses.tolist() == [67.5, 16.875, 4.21875, 1.0546875]
    assert walk.gradients.tolist() == [[-45.0], [22.5], [-11.25], [5.625]]


def test_the_courses_table_and_its_means() -> None:
    points = problems.build("table").points
    table = by_hand.examples(points, np.array([0.0]))
    assert table.tolist() == [
        [1, 3, 0, 3, 9, -6],
        [2, 6, 0, 6, 36, -24],
        [3, 9, 0, 9, 81, -54],
        [4, 12, 0, 12, 144, -96],
    ]
    assert table.mean(axis=0)[4:].tolist() == [67.5, -45.0]
    assert by_hand.examples(points, np.array([4.5])).mean(axis=0)[4:].tolist() == [16.875, 22.5]


@pytest.mark.parametrize("name", ["line", "logistic"])
def test_table_of_other_points_has_loss_and_slope_as_means(name: str) -> None:
    problem, place = problems.build(name), np.array([0.7, -0.4])
    means = by_hand.examples(problem.points, place, name == "logistic").mean(axis=0)
    assert means[4] == pytest.approx(problem.loss(place))
    assert means[5] == pytest.approx(problem.gradient(place)[0])


@pytest.mark.parametrize("name", optimizers.NAMES)
@pytest.mark.parametrize("of", ["table", "rosenbrock"])
def test_formula_with_its_numbers_gives_the_next_place(of: str, name: str) -> None:
    problem, optimizer, rate = problems.build(of), optimizers.build(name, beta=0.8), 0.001
    walk = descent.run(problem, optimizer, rate, 6)
    hand = by_hand.write_out(walk, optimizer, rate)
    for step in range(6):
        for d in range(problem.d):
            numbers = {key: rows[step, d] for key, rows in hand.numbers.items()}
            for result, formula in hand.lines:
                wanted = walk.params[step + 1, d] if result == "w1" else numbers[result]
                assert worked_out(formula, numbers) == pytest.approx(wanted, rel=1e-7, abs=1e-9)


def worked_out(formula: str, numbers: dict[str, float]) -> float:
    """Compute a line that a person would compute with a pocket calculator."""
    filled = formula.format(**{key: f"({float(value)!r})" for key, value in numbers.items()})
    for sign, python in {"−": "-", "×": "*", "÷": "/", "²": "**2", "^": "**"}.items():
        filled = filled.replace(sign, python)
    return eval(re.sub(r"√(\(.*?\))", r"\1**0.5", filled))


@pytest.mark.parametrize("of", problems.NAMES)
def test_shapes_and_never_a_nan(of: str) -> None:
    problem = problems.build(of, text="exp(x^2) * log(x)")
    walks = descent.race(problem, optimizers.NAMES, 10.0, 50)
    for walk in walks:
        assert walk.params.shape == walk.gradients.shape == (51, problem.d) and walk.losses.shape == (51,)
        assert all(np.isfinite(part).all() for part in (walk.params, walk.losses, walk.gradients))
        assert np.abs(walk.losses).max() <= descent.LARGEST
        if walk.lost_at is not None:
            assert (walk.params[walk.lost_at :] == walk.params[walk.lost_at]).all()
    assert any(walk.lost_at is not None for walk in walks) or of in ("logistic", "waves", "steps")


def test_race_equals_single_runs() -> None:
    problem = problems.build("himmelblau")
    names = ("gd", "adam", "nesterov")
    for name, walk in zip(names, descent.race(problem, names, 0.01, 40), strict=True):
        alone = descent.run(problem, name, 0.01, 40)
        assert (walk.params == alone.params).all() and (walk.losses == alone.losses).all()


@pytest.mark.parametrize("of", ["line", "rosenbrock"])
def test_stochastic_walks_repeat_with_their_seed(of: str) -> None:
    problem = problems.build(of)
    one, same, other = (descent.run(problem, "sgd", 0.001, 30, seed=seed).params for seed in (1, 1, 2))
    assert (one == same).all() and (one != other).any()


def test_every_example_is_seen_once_a_round() -> None:
    counts = descent.shares(7, 3, 9, np.random.default_rng(0))
    assert np.allclose(counts.sum(axis=1), 1)
    assert ((counts.reshape(3, 3, 7) > 0).sum(axis=1) == 1).all()


def test_steps_to_the_tolerance() -> None:
    losses = np.array([5.0, 1.0, 0.4, 0.6, 0.1])
    assert descent.steps_to(losses, 0.0, 0.5) == 2
    assert descent.steps_to(losses, 0.09, 0.02) == 4
    assert descent.steps_to(losses, 0.0, 0.01) is None


def test_points_travel_as_text() -> None:
    points = np.array(data.POINTS["line"], float)
    assert (data.read_points(data.write_points(points)) == points).all()
    assert data.read_points("3,0.9_4,0.2", classes=True).tolist() == [[3, 1], [4, 0]]
    assert data.read_points("99,-99_1,1").tolist() == [[10, -20], [1, 1]]
    for text in ("", "1,2", "1,2_3", "1,2_a,4", "nan,1_2,3", "1,2_inf,3", "1,1_" * 30 + "1,1"):
        assert data.read_points(text) is None
