import time

import numpy as np
import pytest
import torch

from core.i18n.catalog import LANGUAGES, labels
from core.neural_network import perceptron, points, training
from core.neural_network.perceptron import CORNERS, GATES, Neuron
from core.runtime import gateway
from core.shared import activation_functions

GRID = np.arange(-2, 2.01, 0.25)


def most_right(gate: str) -> int:
    return max(Neuron(a, b, c).right(gate) for a in GRID for b in GRID for c in GRID)


@pytest.mark.parametrize(("gate", "best"), [("and", 4), ("or", 4), ("xor", 3)])
def test_a_line_solves_and_and_or_but_never_xor(gate: str, best: int) -> None:
    assert most_right(gate) == best


def test_the_threshold_is_the_bias_turned() -> None:
    neuron = Neuron(1, 1, -1.5)
    fires = (CORNERS.sum(axis=1) > 1.5).astype(int)
    np.testing.assert_array_equal(neuron.fires(CORNERS), fires)
    assert tuple(fires) == GATES["and"]


@pytest.mark.parametrize("text", ["", "1,2", "a,b,c", "nan,0,0"])
def test_broken_neuron_in_a_link_starts_anew(text: str) -> None:
    assert perceptron.read(text) == Neuron()


def test_neuron_comes_back_from_a_link() -> None:
    assert perceptron.read(perceptron.write(Neuron(1.25, -0.5, 1.95))) == Neuron(1.25, -0.5, 1.95)


@pytest.mark.parametrize("name", points.SETS)
def test_set_is_the_same_for_the_same_seed_and_inside_the_plane(name: str) -> None:
    (xy, kinds), (again, _) = points.draw(name, 3), points.draw(name, 3)
    np.testing.assert_array_equal(xy, again)
    assert np.abs(xy).max() <= points.REACH and set(kinds) == {0, 1} and len(xy) == 160
    assert not np.array_equal(xy, points.draw(name, 4)[0])


def test_points_come_back_from_a_link() -> None:
    xy, kinds = points.draw("moons", 0, 50)
    text = points.write((xy, kinds))
    back, same = points.read(text)
    np.testing.assert_allclose(back, xy, atol=points.REACH / points.STEPS + 1e-9)
    np.testing.assert_array_equal(same, kinds)
    assert points.write((back, same)) == text


@pytest.mark.parametrize("text", ["", "A12", "<script>", "C120120", "한글"])
def test_broken_points_in_a_link_are_left_out(text: str) -> None:
    assert points.read(text)[0].shape == (0, 2)


@pytest.mark.parametrize(
    "text",
    [
        "length\tweight\tkind\n1\t10\tcat\n3\t30\tdog\n2\t20\tcat",
        "1,10,cat\n3,30,dog\n2,20,cat\n",
        "1;10;0\n\n3;30;1\n2;20;0",
        "1 10 a\n3 30 b\n2 20 a",
    ],
)
def test_pasted_table_is_read_and_scaled(text: str) -> None:
    xy, kinds = points.read_table(text)
    assert xy.tolist() == [[-1, -1], [1, 1], [0, 0]] and kinds.tolist() == [0, 1, 0]


@pytest.mark.parametrize(
    ("text", "code", "facts"),
    [
        ("", "table_empty", {}),
        ("x,y,kind", "table_empty", {}),
        ("x,y,kind\n1,2,a\n1,2", "table_columns", {"line": 3}),
        ("1,2,a\n1,z,b", "table_columns", {"line": 2}),
        ("1,nan,a\n1,2,b\n3,nan,a", "table_columns", {"line": 3}),
        ("1,2,a\n3,4,a", "table_kinds", {"count": 1}),
        ("1,2,a\n3,4,b\n3,4,c", "table_kinds", {"count": 3}),
        ("1,2,a\n3,4,b\n" * 100, "table_rows", {"limit": points.MOST_POINTS}),
    ],
)
def test_table_that_cannot_be_used_is_told_why(text: str, code: str, facts: dict) -> None:
    with pytest.raises(points.TableError) as caught:
        points.read_table(text)
    assert (caught.value.code, caught.value.facts) == (code, facts)


def learnt(plan: training.Plan, name: str) -> training.Lapse:
    run = training.Run(plan, points.draw(name))
    while not run.done:
        gateway.call(run.advance, 0.2)
    return run.lapse()


def test_one_layer_cannot_learn_xor_and_two_can() -> None:
    assert learnt(training.Plan(()), "xor").right[-1] < 0.8
    assert learnt(training.Plan((4,)), "xor").right[-1] > 0.98


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "plan"),
    [("circles", training.Plan((4,))), ("spiral", training.Plan((8, 8), steps=1500, learning_rate=0.03))],
)
def test_small_network_learns(name: str, plan: training.Plan) -> None:
    assert learnt(plan, name).right[-1] > 0.97


def test_lapse_is_what_the_network_was() -> None:
    plan = training.Plan((3, 2), steps=40)
    run = training.Run(plan, points.draw("circles"))
    run.advance(60)
    lapse = run.lapse()
    assert lapse.steps[0] == 0 and lapse.steps[-1] == 40
    assert lapse.planes.shape == (len(lapse.steps), 48, 48) and lapse.maps.shape == (
        len(lapse.steps),
        5,
        16,
        16,
    )
    with torch.no_grad():
        corner = torch.tensor([[-points.REACH, points.REACH]]) * (1 - 1 / 48)
        expected = float(run._outputs(corner)[-1].sigmoid()) * 255
    assert lapse.planes[-1, 0, 0] == pytest.approx(expected, abs=1)


@pytest.mark.parametrize("hidden", [(), (4,), (8, 8)])
def test_pictures_of_a_training_stay_small(hidden: tuple[int, ...]) -> None:
    plan = training.Plan(hidden)
    assert len(plan.looks) * (48**2 + plan.neurons * 16**2) * 4 / 3 < 290_000
    assert len(plan.looks) >= 30


def test_parameters_of_a_layer_n_to_m_are_m_times_n_plus_1() -> None:
    assert training.Plan((4,)).parameters == 4 * 3 + 5
    assert training.Plan((8, 8)).parameters == 8 * 3 + 8 * 9 + 9


def test_training_stops_between_slices_and_keeps_what_there_is() -> None:
    run = training.Run(training.Plan((8, 8), steps=100_000), points.draw("spiral"))
    started = time.perf_counter()
    run.advance(0.1)
    assert time.perf_counter() - started < 5 and not run.done
    assert 0 < run.progress < 1 and len(run.lapse().steps) >= 1


def test_loss_that_is_no_number_ends_the_training() -> None:
    plan = training.Plan((2,), activation_functions.build("own", text="log(x)"), steps=500)
    run = training.Run(plan, points.draw("xor"))
    run.advance(5)
    assert run.done and run.step < 500
    assert run.lapse().planes.shape[1:] == (48, 48)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("code", points.TABLE_ERROR_CODES)
def test_every_error_has_its_sentence(lang: str, code: str) -> None:
    assert len(labels(lang)[f"errors.{code}"]) > 20
