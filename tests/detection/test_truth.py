"""What the learner draws, and boxes measured against it."""

import numpy as np
import pytest

from core.detection import metrics, truth
from core.detection.infer import Detections

NAMES = ("cat", "dog")


def detections(*rows: tuple[float, float, float, float, int, float]) -> Detections:
    table = np.array(rows, np.float32).reshape(-1, 6)
    ids = table[:, 4].astype(int)
    return Detections(table[:, :4], table[:, 5], ids, tuple(NAMES[i] for i in ids))


def drawn(*rows: tuple[float, float, float, float, str]) -> truth.Drawn:
    return truth.Drawn(
        np.array([row[:4] for row in rows], np.float32).reshape(-1, 4), tuple(r[4] for r in rows)
    )


def test_boxes_survive_writing_and_reading() -> None:
    mine = drawn((1, 2, 30, 40, "cat"), (5.5, 6, 70, 80, '"개"'))
    again = truth.read(truth.write(mine), (100, 100))
    np.testing.assert_array_equal(again.xyxy, mine.xyxy)
    assert again.labels == mine.labels


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "{}",
        "7",
        '[[1,2,3,"cat"]]',
        "[[0,0,9,9,7]]",
        '[["a",0,9,9,"cat"]]',
        '[[0,0,NaN,9,"cat"]]',
        '[[0,0,2,2,"cat"]]',
        '[[500,500,900,900,"cat"]]',
        "[null]",
    ],
)
def test_what_makes_no_sense_is_left_out(text: str) -> None:
    assert truth.read(text, (100, 100)).labels == ()


def test_boxes_are_cut_to_the_photo_and_counted() -> None:
    assert truth.read('[[-5,-5,300,300,"cat"]]', (100, 80)).xyxy.tolist() == [[0, 0, 100, 80]]
    many = "[" + ",".join(['[0,0,9,9,"cat"]'] * 99) + "]"
    assert len(truth.read(many, (100, 80)).labels) == truth.MOST


def test_samples_have_the_labels_that_a_model_knows() -> None:
    assert truth.of_sample("bus", (810, 1080), ("bus",)).labels == ("bus",)
    assert truth.of_sample("bus", (810, 1080), ("bus", "person")).xyxy.shape == (5, 4)
    assert truth.of_sample("no such photo", (10, 10), NAMES).xyxy.shape == (0, 4)


def test_near_miss_is_missed_and_a_false_alarm() -> None:
    found = detections((0, 0, 100, 31, 0, 0.9), (0, 0, 100, 100, 1, 0.8))
    out = truth.outcome(found, drawn((0, 0, 100, 100, "cat")).as_found(NAMES), 0.5)
    assert out.counts == (0, 2, 1)
    assert out.overlap.tolist() == pytest.approx([0.31, 0]) and out.nearest.tolist() == [0, -1]


def test_second_box_on_one_thing_is_a_false_alarm() -> None:
    found = detections((0, 0, 100, 90, 0, 0.9), (0, 0, 100, 100, 0, 0.8))
    out = truth.outcome(found, drawn((0, 0, 100, 100, "cat")).as_found(NAMES), 0.5)
    assert out.takes.tolist() == [0, -1] and out.counts == (1, 1, 0)


def test_label_that_the_model_does_not_know_is_missed() -> None:
    found = detections((0, 0, 100, 100, 0, 0.9))
    out = truth.outcome(found, drawn((0, 0, 100, 100, "zebra")).as_found(NAMES), 0.5)
    assert out.counts == (0, 1, 1)


@pytest.mark.parametrize("seed", range(4))
def test_f1_at_a_threshold_is_that_of_the_counts(seed: int) -> None:
    rng = np.random.default_rng(seed)
    corner, side = rng.uniform(0, 60, (30, 2)), rng.uniform(10, 60, (30, 2))
    boxes = np.hstack([corner, corner + side])
    mine = drawn(*((*box, NAMES[i % 2]) for i, box in enumerate(boxes[:8]))).as_found(NAMES)
    scores = np.sort(rng.uniform(0, 1, 30))[::-1]
    found = detections(*((*box, i % 2, s) for i, (box, s) in enumerate(zip(boxes, scores, strict=True))))
    trade = truth.trade(found, mine, 0.5)
    for score in (0.1, 0.4, 0.7, 0.99):
        sure = scores > score
        part = Detections(found.xyxy[sure], found.scores[sure], found.class_ids[sure], ())
        hits, alarms, missed = truth.outcome(part, mine, 0.5).counts
        assert trade.at(score) == pytest.approx(2 * hits / (2 * hits + alarms + missed))
    assert trade.best >= max(trade.at(s) for s in np.linspace(0, 1, 50))
    curve = metrics.curve([metrics.Found(found.xyxy, found.class_ids, found.scores)], [mine], 0, 0.5)
    assert len(trade.scores) == 30 and len(curve.scores) == 15


def test_without_truth_or_boxes_f1_is_nought() -> None:
    nothing = drawn().as_found(NAMES)
    assert truth.trade(detections(), nothing, 0.5).best == 0
    assert truth.trade(detections((0, 0, 9, 9, 0, 0.5)), nothing, 0.5).best == 0


def test_boxes_copied_from_the_model_are_told_from_corrected_ones() -> None:
    found = detections((0.04, 0, 9, 9, 0, 0.5), (10, 10, 20, 20, 1, 0.4))
    rows = [(0.0, 0, 9, 9, "cat"), (10, 10, 20, 20, "dog")]
    assert truth.only_copies(drawn(*rows), found) and truth.only_copies(drawn(rows[0]), found)
    assert not truth.only_copies(drawn(rows[0], (10, 10, 20, 21, "dog")), found)
    assert not truth.only_copies(drawn(rows[0], (10, 10, 20, 20, "cat")), found)
    assert not truth.only_copies(drawn(), found) and not truth.only_copies(drawn(*rows), detections())
