"""One funnel: every part of the lesson tells the same numbers of boxes, and says what is in doubt."""

from collections import Counter

import numpy as np
import pytest

from core.detection import doubt, funnel, infer
from core.i18n.catalog import Words, text
from core.ui import inputs
from core.ui.parts.detection import thresholds

SIEVE = "0.05,0.40"


def test_parts_tell_the_same_numbers(open_lesson) -> None:
    found = infer.candidates(inputs.sample("wall").rgb(), "everyday_yolo").best(infer.LOOKED_AT)
    steps = funnel.count(found, 0.05, 0.4)
    numbers = {name: f"{n:,}" for name, n in vars(steps).items()}
    line = text("en", "detection.funnel", **{k: v for k, v in numbers.items() if k != "shown"})
    app = open_lesson("detection", "en", photo="wall", sieve=SIEVE)
    assert f"Left of {numbers['answers']} answers: {numbers['shown']}," in app.info[0].value
    nms = open_lesson("detection", "en", part="nms", photo="wall", sieve=SIEVE)
    assert f"Of {numbers['above']} boxes: {numbers['kept']} kept," in nms.info[0].value
    assert line in [caption.value for caption in nms.caption]
    score = open_lesson("detection", "en", part="score", photo="wall", sieve=SIEVE, score_at="0.05")
    assert line in [caption.value for caption in score.caption]
    how = open_lesson("detection", "en", part="how", photo="wall", how_view="grid")
    assert f"gives {numbers['given']} boxes" in how.info[0].value


def test_boxes_below_the_limit_are_said_with_doubt(open_lesson) -> None:
    say, rgb = Words("en", "detection"), inputs.sample("wall").rgb()
    kept = infer.detect(rgb, "everyday_yolo", 0.25, 0.25)
    sure, unsure = doubt.split(kept, "everyday_yolo")
    assert sure and unsure
    sentence = open_lesson("detection", "en", photo="wall", sieve="0.25,0.25").info[0].value
    found, rest = sentence.split("**In doubt:")
    assert all(say.thing(label) in found for label in set(sure))
    often = Counter(unsure).most_common(5)
    assert all(f"{say.thing(label)} {n}" in rest for label, n in often if n > 1)
    assert (" …" in rest) is (len(set(unsure)) > 5), "what is left out is not kept quiet"
    assert doubt.called(kept.labels, kept.scores, "everyday_yolo") == [
        label + ("?" if score < doubt.unsure_below("everyday_yolo") else "")
        for label, score in zip(kept.labels, kept.scores, strict=True)
    ]


@pytest.mark.parametrize("part", ["nms", "score", "film", "live"])
def test_every_part_explains_its_question_marks(open_lesson, part: str) -> None:
    app = open_lesson("detection", "en", part=part, photo="wall")
    why = text("en", "detection.doubt_measured", limit=f"{doubt.unsure_below('everyday_yolo'):.2f}")
    told = f"{text('en', 'detection.doubt_sign')} {why}"
    assert told in [caption.value for caption in app.caption]


def test_only_a_detector_that_was_measured_is_said_to_have_been() -> None:
    say = Words("en", "detection")
    assert "were wrong more often" in thresholds.why_doubt(say, "yolov3_tiny")
    assert "Nobody has measured" in thresholds.why_doubt(say, "yolo11n")


@pytest.mark.parametrize("limit", [0.45, 0.5])
def test_the_closest_call_differs_from_its_threshold(limit: float) -> None:
    from core.ui.parts.detection import nms

    for overlap in limit + np.float32([0.2, 0.004, 0.0004, 0.00004]):
        assert float(nms.closest(float(overlap), limit)) > limit


def test_the_two_boxes_of_the_iou_lab_begin_at_a_real_thing(open_lesson) -> None:
    from core.detection import box_pair, truth

    picture = inputs.sample("cat")
    h, w = picture.rgb().shape[:2]
    real = truth.of_sample("cat", (w, h), ("cat",)).xyxy[0]
    true, beside = box_pair.beside(tuple(map(float, real)), (w, h))
    np.testing.assert_allclose(true, real, atol=1)
    assert 0.1 < box_pair.compare(true, beside).iou < 0.45
    app = open_lesson("detection", "en", part="iou", photo="cat")
    assert f"IoU {box_pair.compare(true, beside).iou:.2f}" in app.info[0].value
    assert not any("Nobody has said" in caption.value for caption in app.caption)
    unknown = open_lesson("detection", "en", part="iou", photo="china")
    assert any("Nobody has said" in caption.value for caption in unknown.caption)
    moved = open_lesson("detection", "en", part="iou", photo="china", iou_boxes="10.10.90.90.30.30.120.120")
    assert not any("Nobody has said" in caption.value for caption in moved.caption), (
        "the learner put it there"
    )
