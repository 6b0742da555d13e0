"""Two boxes: what is counted from where they lie, and how they travel in a link."""

import numpy as np
import pytest
import torch
from torchvision.ops import box_iou, generalized_box_iou

from core.detection import lab


@pytest.mark.parametrize("seed", range(5))
def test_overlap_is_torchvisions(seed: int) -> None:
    corners = np.random.default_rng(seed).integers(0, 200, (2, 2))
    sides = np.random.default_rng(seed + 9).integers(8, 200, (2, 2))
    pair = tuple(tuple(map(int, [*a, *(a + s)])) for a, s in zip(corners, sides, strict=True))
    found, (a, b) = lab.compare(*pair), (torch.tensor([box], dtype=torch.float64) for box in pair)
    assert found.iou == pytest.approx(float(box_iou(a, b)))
    assert found.giou == pytest.approx(float(generalized_box_iou(a, b)))


def test_precision_and_recall_of_area_are_shares_of_the_two_boxes() -> None:
    found = lab.compare((0, 0, 10, 10), (5, 0, 25, 10))
    assert (found.shared, found.union) == (50, 250)
    assert (found.recall, found.precision) == (0.5, 0.25)


def test_presets_do_what_they_are_called() -> None:
    overlaps = {name: lab.compare(*lab.preset(name, (640, 480))) for name in lab.PRESETS}
    assert overlaps["apart"].iou == overlaps["touching"].iou == 0
    assert overlaps["apart"].giou < overlaps["touching"].giou <= 0
    assert overlaps["inside"].precision == 1 and overlaps["inside"].iou < 0.3
    assert overlaps["same"].iou == 1
    low, high = lab.GOAL
    assert not any(low <= found.iou <= high for found in overlaps.values())


def test_boxes_travel_in_a_link_and_nonsense_starts_over() -> None:
    pair = ((10, 20, 110, 220), (30, 40, 500, 300))
    assert lab.read(lab.write(pair), (640, 480)) == pair
    assert lab.read(lab.write(pair), (400, 480))[1] == (30, 40, 400, 300)
    start = lab.preset("start", (640, 480))
    for text in (
        "",
        "1.2.3",
        "a.b.c.d.e.f.g.h",
        "-1.0.9.9.0.0.9.9",
        "5.5.5.5.5.5.5.5",
        lab.write(pair) + ".7",
    ):
        assert lab.read(text, (640, 480)) == start
