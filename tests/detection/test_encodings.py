"""One box in three ways: each is what the network's own decoding undoes, and torchvision's coder agrees."""

import numpy as np
import pytest
import torch
from torchvision.models.detection._utils import BoxCoder

from core.detection import anchored, anchors, encodings, ssd
from core.shared import yolo
from core.shared.boxes import iou

BOXES = [(100.0, 60.0, 260.0, 330.0), (12.5, 8.0, 40.0, 33.5), (5.0, 100.0, 400.0, 180.0)]


@pytest.mark.parametrize("box", BOXES)
def test_an_anchors_move_is_what_the_decoder_reads(box: tuple[float, ...]) -> None:
    stride, anchor = 32, anchored.ANCHORS[32][1]
    column, row = (int((box[i] + box[i + 2]) / 2 // stride) for i in (0, 1))
    corner = (column * stride, row * stride)
    move = encodings.anchor_move(box, corner, anchor, stride)
    raw = np.full((2535, 85), -20, np.float32)
    place = (row * 13 + column) * 3 + 1
    raw[place, :4], raw[place, 4:6] = move, 20
    xyxy, _, _ = anchored.decode(raw, (416, 416), 0.1)
    np.testing.assert_allclose(xyxy[0], box, atol=1e-2)
    np.testing.assert_allclose(encodings.from_anchor(move, corner, anchor, stride), box, atol=1e-6)


@pytest.mark.parametrize("box", BOXES)
def test_distances_are_what_the_decoder_without_anchors_reads(box: tuple[float, ...]) -> None:
    middles, strides = yolo.cells(416, 416)
    cell = int(
        np.flatnonzero((strides == 32) & (np.abs(middles - np.mean([box[:2], box[2:]], 0)).max(1) <= 16))[0]
    )
    ltrb = np.array(encodings.distances(box, middles[cell], 32))
    np.testing.assert_allclose(encodings.from_distances(ltrb, middles[cell], 32), box, atol=1e-5)
    if (ltrb < 0).any():
        return  # the point lies outside: no distribution over 0 to 15 says that
    low, share = np.floor(ltrb).astype(int), ltrb % 1
    logits = np.full((4, yolo.BINS, len(strides)), -40.0, np.float32)
    for edge in range(4):  # two neighbouring bins whose mean is the distance
        logits[edge, low[edge], cell] = np.log(max(1 - share[edge], 1e-9))
        logits[edge, low[edge] + 1, cell] = np.log(max(share[edge], 1e-9))
    scores = np.full((1, len(strides)), -20, np.float32)
    scores[0, cell] = 5
    xyxy, _, _ = yolo.decode(logits.reshape(4 * yolo.BINS, -1), scores, (416, 416), 0.5)
    np.testing.assert_allclose(xyxy[0], box, atol=1e-2)


@pytest.mark.parametrize("box", BOXES)
def test_offsets_are_torchvisions_and_lead_back(box: tuple[float, ...]) -> None:
    default = (60.0, 40.0, 300.0, 280.0)
    move = encodings.offsets(box, default)
    coder = BoxCoder(weights=tuple(1 / v for v in ssd.VARIANCE))
    theirs = coder.encode_single(torch.tensor([box]), torch.tensor([default]))[0]
    np.testing.assert_allclose(move, theirs.numpy(), rtol=1e-4)
    np.testing.assert_allclose(encodings.from_offsets(move, default), box, atol=1e-6)
    assert encodings.offsets(default, default) == (0, 0, 0, 0)


def test_best_default_box_is_the_best_of_all() -> None:
    wh = (640, 480)
    for box in BOXES:
        level, at, overlap = encodings.best_default(ssd.SSD300, box, wh)
        every = np.concatenate([anchors.corners(ssd.SSD300, k, wh) for k in range(6)])
        assert overlap == pytest.approx(float(iou(every, np.float32([box])).max()))
        chosen = anchors.corners(ssd.SSD300, level, wh)[at]
        assert float(iou(chosen[None], np.float32([box]))[0, 0]) == pytest.approx(overlap)
