"""Two boxes: what is counted from where they lie, and how they travel in a link."""

import numpy as np
import pytest
import torch
from torchvision.ops import box_iou, generalized_box_iou

from core.detection import box_pair


@pytest.mark.parametrize("seed", range(5))
def test_overlap_is_torchvisions(seed: int) -> None:
    corners = np.random.default_rng(seed).integers(0, 200, (2, 2))
    sides = np.random.default_rng(seed + 9).integers(8, 200, (2, 2))
    pair = tuple(tuple(map(int, [*a, *(a + s)])) for a, s in zip(corners, sides, strict=True))
    found, (a, b) = box_pair.compare(*pair), (torch.tensor([box], dtype=torch.float64) for box in pair)
    assert found.iou == pytest.approx(float(box_iou(a, b)))
    assert found.giou == pytest.approx(float(generalized_box_iou(a, b)))


def test_precision_and_recall_of_area_are_shares_of_the_two_boxes() -> None:
    found = box_pair.compare((0, 0, 10, 10), (5, 0, 25, 10))
    assert (found.shared, found.union) == (50, 250)
    assert (found.recall, found.precision) == (0.5, 0.25)


def test_presets_do_what_they_are_called() -> None:
    overlaps = {name: box_pair.compare(*box_pair.preset(name, (640, 480))) for name in box_pair.PRESETS}
    assert overlaps["apart"].iou == overlaps["touching"].iou == 0
    assert overlaps["apart"].giou < overlaps["touching"].giou <= 0
    assert overlaps["inside"].precision == 1 and overlaps["inside"].iou < 0.3
    assert overlaps["same"].iou == 1
    low, high = box_pair.GOAL
    assert not any(low <= found.iou <= high for found in overlaps.values())


def test_boxes_travel_in_a_link_and_nonsense_starts_over() -> None:
    pair = ((10, 20, 110, 220), (30, 40, 500, 300))
    assert box_pair.read(box_pair.write(pair), (640, 480)) == pair
    assert box_pair.read(box_pair.write(pair), (400, 480))[1] == (30, 40, 400, 300)
    start = box_pair.preset("start", (640, 480))
    for text in (
        "",
        "1.2.3",
        "a.b.c.d.e.f.g.h",
        "-1.0.9.9.0.0.9.9",
        "5.5.5.5.5.5.5.5",
        box_pair.write(pair) + ".7",
    ):
        assert box_pair.read(text, (640, 480)) == start
