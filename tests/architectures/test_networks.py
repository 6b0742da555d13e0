import numpy as np
import pytest
import torch

from core.architectures import digits, shifts
from core.architectures.networks import fashion_cnn, fashion_mlp, lenet5
from core.shared import confusion


@pytest.mark.parametrize(
    ("build", "parameters"), [(fashion_mlp, 104_938), (fashion_cnn, 242_570), (lenet5, 61_706)]
)
def test_parameter_counts_are_the_published_ones(build, parameters: int) -> None:
    net = build().eval()
    assert sum(p.numel() for p in net.parameters()) == parameters
    assert net(torch.zeros(2, 1, 28, 28)).shape == (2, 10)


def test_layers_of_lenet_have_the_papers_sizes() -> None:
    net, x, shapes = lenet5().eval(), torch.zeros(1, 1, 28, 28), {}
    for name, layer in net.named_children():
        x = layer(x)
        shapes[name] = tuple(x.shape[1:])
    paper = {"C1": (6, 28, 28), "S2": (6, 14, 14), "C3": (16, 10, 10), "S4": (16, 5, 5), "C5": (120, 1, 1)}
    assert {name: shapes[name] for name in paper} == paper
    assert shapes["F6"] == (84,) and shapes["output"] == (10,)
    assert set(digits.MAPS.values()) | set(digits.ROWS.values()) <= set(shapes)


def test_counts_of_confusion_are_scikit_learns() -> None:
    from sklearn.metrics import accuracy_score, confusion_matrix, recall_score

    rng = np.random.default_rng(0)
    truth, answers = rng.integers(0, 10, 500), rng.integers(0, 10, 500)
    counts = confusion.matrix(truth, answers, 10)
    np.testing.assert_array_equal(counts, confusion_matrix(truth, answers))
    np.testing.assert_allclose(confusion.by_class(counts), recall_score(truth, answers, average=None))
    assert confusion.accuracy(counts) == pytest.approx(accuracy_score(truth, answers))


def test_mistakes_come_most_frequent_first() -> None:
    counts = np.array([[8, 2, 0], [5, 4, 1], [0, 0, 10]])
    found = confusion.mistakes(counts)
    assert [(m.truth, m.answer, m.count) for m in found] == [(1, 0, 5), (0, 1, 2), (1, 2, 1)]
    assert found[0].share == 0.5


@pytest.mark.parametrize(("right", "down"), [(0, 0), (1, 0), (-2, 0), (0, 3), (0, -4), (4, -1)])
def test_a_shift_moves_and_brings_black_in(right: int, down: int) -> None:
    from scipy import ndimage

    picture = np.random.default_rng(1).random((28, 28))
    expected = ndimage.shift(picture, (down, right), order=0, cval=0)
    np.testing.assert_array_equal(shifts.shifted(picture, right, down), expected)
    at = shifts.everywhere(picture)[shifts.MOST + down, shifts.MOST + right]
    np.testing.assert_array_equal(at, expected)


def test_changed_ink_is_a_share_of_what_was_there() -> None:
    before = np.zeros((16, 16), np.uint8)
    before[:4] = 200
    after = before.copy()
    after[0], after[8] = 0, 200
    assert digits.changed(after, before) == pytest.approx(0.5)
    assert digits.changed(before, before) == 0


def test_the_sums_of_the_layers_are_the_courses() -> None:
    from core.architectures import layer_tables
    from core.ui.parts.architectures.garment_layers import worked_out

    learnt = {
        name: [layer for layer in layer_tables.table(name) if layer.parameters]
        for name in ("fashion_mlp", "fashion_cnn")
    }
    numbers = {name: [layer.parameters for layer in layers] for name, layers in learnt.items()}
    assert numbers["fashion_mlp"] == [100_480, 4_128, 330] and sum(numbers["fashion_mlp"]) == 104_938
    assert numbers["fashion_cnn"] == [320, 18_496, 18_464, 200_832, 4_128, 330]
    assert sum(numbers["fashion_cnn"]) == 242_570
    for layer in (*learnt["fashion_mlp"], *learnt["fashion_cnn"]):
        assert eval(worked_out(layer).replace("·", "*")) == layer.parameters
