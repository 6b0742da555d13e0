"""Which boxes of two detectors mean the same thing."""

import numpy as np
import pytest

from core.detection.agreement import SAME, agreement, doubled
from core.detection.infer import Detections
from core.shared import boxes


def found(*rows: tuple[float, float, float, float, str]) -> Detections:
    xyxy = np.float32([row[:4] for row in rows]).reshape(-1, 4)
    return Detections(
        xyxy, np.ones(len(rows), np.float32), np.zeros(len(rows), int), tuple(r[4] for r in rows)
    )


def test_same_name_and_enough_overlap_pair_once() -> None:
    a = found((0, 0, 10, 10, "cat"), (0, 0, 10, 9, "cat"), (50, 50, 60, 60, "dog"))
    b = found((0, 0, 10, 10, "cat"), (50, 50, 60, 60, "cat"), (90, 90, 99, 99, "dog"))
    agreed = agreement(a, b)
    assert agreed.pairs.tolist() == [[0, 0]] and agreed.iou.tolist() == [1.0]
    assert agreed.counts == (3, 3) and agreed.share == pytest.approx(1 / 5)


def test_the_closest_pair_is_taken_first() -> None:
    a, b = found((0, 0, 10, 8, "cat"), (0, 0, 10, 10, "cat")), found((0, 0, 10, 10, "cat"))
    assert agreement(a, b).pairs.tolist() == [[1, 0]]


def test_two_boxes_of_one_class_on_one_thing_are_doubles() -> None:
    xyxy = np.float32([[0, 0, 10, 10], [0, 0, 10, 8], [0, 0, 10, 4]])
    assert doubled(xyxy, np.array([1, 1, 1]))
    assert not doubled(xyxy, np.array([1, 2, 1])), "0.8 with another class, 0.4 with its own"
    assert not doubled(xyxy[:1], np.array([1])) and not doubled(xyxy[:0], np.array([], int))


def test_nothing_agrees_with_nothing() -> None:
    assert np.isnan(agreement(found(), found()).share)
    assert agreement(found((0, 0, 9, 9, "cat")), found()).share == 0


@pytest.mark.parametrize("seed", range(5))
def test_pairs_are_one_to_one_and_none_is_left_out(seed: int) -> None:
    rng = np.random.default_rng(seed)
    corner = rng.uniform(0, 60, (2, 25, 2))
    a, b = (
        found(*((*c, *(c + 30), str(rng.integers(3))) for c in corners.tolist() for c in [np.array(c)]))
        for corners in corner
    )
    agreed = agreement(a, b)
    assert len(set(agreed.pairs[:, 0])) == len(set(agreed.pairs[:, 1])) == len(agreed.pairs) > 0
    overlap = boxes.iou(a.xyxy, b.xyxy)
    for i in set(range(25)) - set(agreed.pairs[:, 0]):
        for j in set(range(25)) - set(agreed.pairs[:, 1]):
            assert a.labels[i] != b.labels[j] or overlap[i, j] < SAME
