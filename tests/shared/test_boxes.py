import numpy as np
import pytest
import torch
from torchvision import ops

from core.shared import boxes


def some(count: int, seed: int, size: float = 60) -> np.ndarray:
    rng = np.random.default_rng(seed)
    corner = rng.uniform(0, 100, (count, 2))
    return np.hstack([corner, corner + rng.uniform(0.5, size, (count, 2))]).astype(np.float32)


@pytest.mark.parametrize("seed", range(5))
def test_overlaps_are_torchvisions(seed: int) -> None:
    a, b = some(17, seed), some(23, seed + 100)
    ta, tb = torch.from_numpy(a), torch.from_numpy(b)
    np.testing.assert_allclose(boxes.iou(a, b), ops.box_iou(ta, tb), atol=1e-6)
    np.testing.assert_allclose(boxes.giou(a, b), ops.generalized_box_iou(ta, tb), atol=1e-5)


def test_iou_of_a_known_pair() -> None:
    a, b = np.float32([[0, 0, 10, 10]]), np.float32([[5, 0, 15, 10]])
    assert boxes.iou(a, b)[0, 0] == pytest.approx(1 / 3)
    assert boxes.iou(a, a)[0, 0] == 1
    assert boxes.giou(a, np.float32([[20, 0, 30, 10]]))[0, 0] == pytest.approx(-1 / 3)


def test_empty_boxes_overlap_nothing() -> None:
    nothing = np.float32([[5, 5, 5, 5]])
    assert boxes.iou(nothing, nothing)[0, 0] == 0
    assert boxes.iou(boxes.EMPTY, some(3, 0)).shape == (0, 3)


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("threshold", [0.1, 0.45, 0.7])
def test_nms_keeps_what_torchvision_keeps(seed: int, threshold: float) -> None:
    found, rng = some(120, seed), np.random.default_rng(seed)
    scores, classes = rng.random(120, np.float32), rng.integers(0, 4, 120)
    t = torch.from_numpy
    assert boxes.nms(found, scores, threshold).tolist() == ops.nms(t(found), t(scores), threshold).tolist()
    ours = boxes.nms(found, scores, threshold, classes)
    assert ours.tolist() == ops.batched_nms(t(found), t(scores), t(classes), threshold).tolist()


def test_each_struck_box_names_a_better_kept_one_that_overlaps_it() -> None:
    found, scores = some(80, 3), np.random.default_rng(3).random(80, np.float32)
    done = boxes.strike(found, scores, 0.4)
    for box, by, overlap in zip(done.order, done.by, done.overlap, strict=True):
        if by < 0:
            assert box in done.kept and overlap == 0
        else:
            assert by in done.kept and scores[by] >= scores[box]
            assert overlap == pytest.approx(boxes.iou(found[[by]], found[[box]])[0, 0]) and overlap > 0.4


def test_soft_nms_lowers_a_neighbour_by_its_overlap_and_leaves_the_best() -> None:
    found = np.float32([[0, 0, 10, 10], [5, 0, 15, 10], [50, 50, 60, 60]])
    lowered = boxes.soft_nms(found, np.float32([0.9, 0.8, 0.3]), sigma=0.5)
    np.testing.assert_allclose(lowered, [0.9, 0.8 * np.exp(-((1 / 3) ** 2) / 0.5), 0.3], rtol=1e-5)
