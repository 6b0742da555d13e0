"""Whatever stands in a link: a sensible number, or the usual one."""

import numpy as np
import pytest

from core.activations import softmax
from core.backpropagation import graph
from core.cartpole import grid_world
from core.colorization import hints
from core.convolution import kernels, network
from core.detection import box_pair, truth
from core.explanation import masking
from core.gan import lab
from core.losses import functions
from core.neural_network import perceptron, points, setup
from core.pose import figure, regression
from core.segmentation import outline
from core.shared import link_values

HOSTILE = (
    *("1e999", "-1e999", "nan", "inf", "NaN", "-Infinity", "9" * 400, "9" * 5000, "1e400", "0x10", "1_000"),
    *("", " ", "[]", "{}", "null", "true", "[[[[", "[" * 9000, "[1e999]", "[[1e999,1],[2,3],[4,5]]"),
    *("[[" + "9" * 400 + ",1],[2,3],[4,5]]", "[[1],[2,3]]", '[["a",1],[2,3],[4,5]]', '{"a":1}', '"x"'),
    *("1,2,3", ",,,", "1e999,1e999", "nan,nan", "nan|nan|nan", ";".join(["1"] * 500), "²", "١", "\0", "٪"),
    *("../../etc/passwd", "<script>", "%00", "x" * 50_000, "0,0,0,0,nan", '[[0,0,1e999,1,"cat"]]'),
)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_give_the_usual_number(text: str) -> None:
    assert link_values.whole(text, 0, 999, 7) == 7
    assert link_values.number(text, 0.0, 9.0, 7.0) == 7.0 or text in ("1_000", "١")
    assert all(np.isfinite(value) for row in link_values.rows(text) if isinstance(row, list)
               for value in row if isinstance(value, int | float))  # fmt: skip


@pytest.mark.parametrize("other", [None, 3, ["1"], ("1", "2"), b"1", {"a": 1}])
def test_what_is_no_text_gives_the_usual_number(other: object) -> None:
    assert link_values.whole(other, 0, 9, 7) == 7
    assert link_values.number(other, 0, 9, 7.0) == 7.0
    assert link_values.rows(other) == []


def test_sensible_texts_are_read() -> None:
    assert [link_values.whole(text, -5, 99, 7) for text in ("42", "-5", "+3", "100")] == [42, -5, 3, 7]
    assert [link_values.number(text, 0, 9, 7.0) for text in ("2.5", "-1", "1e2", "1e-3")] == [2.5, 0, 9, 1e-3]
    assert link_values.rows("[[1, 2.5], []]") == [[1, 2.5], []]


READERS = {
    "softmax": softmax.read,
    "backpropagation": graph.read,
    "grid world": grid_world.read,
    "kernel": kernels.read,
    "layers": network.read,
    "two boxes": lambda text: box_pair.read(text, (640, 480)),
    "boxes": lambda text: truth.read(text, (640, 480)).xyxy,
    "mask": masking.read,
    "hints": hints.read,
    "gan": lab.read,
    "heights": functions.read,
    "neuron": perceptron.read,
    "playground": setup.read,
    "points": lambda text: points.read(text)[0],
    "outline": lambda text: outline.read(text, 640, 480),
    "body": figure.read,
    "doubt": regression.read,
}


@pytest.mark.parametrize("name", READERS)
def test_every_reader_takes_any_text(name: str) -> None:
    usual = READERS[name]("no such thing")
    for text in HOSTILE:
        found = READERS[name](text)
        if text in ("1e999", "nan", "inf", "9" * 5000, "[" * 9000, "[1e999]"):
            np.testing.assert_equal(found, usual)
