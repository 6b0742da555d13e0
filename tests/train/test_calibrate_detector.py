"""From which score on a detector's boxes are right more often than wrong, found on made-up boxes."""

import numpy as np
import pytest
from PIL import Image

from core.detection.metrics import Found
from core.train.official import calibrate_detector, measure_detector


@pytest.mark.parametrize("half", [0.3, 0.6])
def test_the_limit_is_where_half_of_the_boxes_are_right(half: float) -> None:
    rng = np.random.default_rng(0)
    scores = rng.uniform(0.05, 1, 20000)
    chance = np.clip(0.5 + 1.5 * (scores - half), 0, 1)
    assert calibrate_detector.limit(scores, rng.random(20000) < chance) == pytest.approx(half, abs=0.03)


def test_without_a_right_box_everything_is_in_doubt() -> None:
    assert calibrate_detector.limit(np.linspace(0.1, 0.9, 50), np.zeros(50, bool)) == 1


def test_a_box_is_right_once_and_only_for_a_class_that_counts(tmp_path, monkeypatch) -> None:
    Image.new("RGB", (100, 80)).save(tmp_path / "a.png")
    box = [10, 10, 50, 60]
    found = Found(np.float32([box, box, box, box]), np.array([0, 0, 1, 2]), np.float32([0.9, 0.8, 0.7, 0.01]))
    monkeypatch.setattr(measure_detector, "look", lambda rgb, model, classes: found)
    entry = {"file": "a.png", "boxes": [[*box, 0], [*box, 1]]}
    scores, right = calibrate_detector.judged("", tmp_path, [entry], ["a", "b", "c"], [0, 2])
    assert scores.tolist() == pytest.approx([0.9, 0.8]) and right.tolist() == [True, False]
