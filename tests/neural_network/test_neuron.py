import numpy as np
import pytest

from core.i18n.catalog import LANGUAGES, labels
from core.neural_network import perceptron, points
from core.neural_network.perceptron import CORNERS, GATES, Neuron

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
    assert np.abs(xy).max() <= points.REACH and len(xy) == 160
    assert set(kinds) == set(range(3 if "three" in name else 2))
    assert not np.array_equal(xy, points.draw(name, 4)[0])


def test_points_come_back_from_a_link() -> None:
    xy, kinds = points.draw("moons", 0, 50)
    text = points.write((xy, kinds))
    back, same = points.read(text)
    np.testing.assert_allclose(back, xy, atol=points.REACH / points.STEPS + 1e-9)
    np.testing.assert_array_equal(same, kinds)
    assert points.write((back, same)) == text


@pytest.mark.parametrize("text", ["", "A12", "<script>", "D120120", "한글"])
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
        ("1,2,a\n3,4,b\n3,4,c\n5,6,d", "table_kinds", {"count": 4}),
        ("1,2,a\n3,4,b\n" * 100, "table_rows", {"limit": points.MOST_POINTS}),
    ],
)
def test_table_that_cannot_be_used_is_told_why(text: str, code: str, facts: dict) -> None:
    with pytest.raises(points.TableError) as caught:
        points.read_table(text)
    assert (caught.value.code, caught.value.facts) == (code, facts)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("code", points.TABLE_ERROR_CODES)
def test_every_error_has_its_sentence(lang: str, code: str) -> None:
    assert len(labels(lang)[f"errors.{code}"]) > 20
