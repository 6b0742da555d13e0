"""The detection lesson from Home: situations, two detectors, switched-off classes, a video."""

import io
import json

import numpy as np
import pytest

from core.detection import agreement, infer
from core.i18n.catalog import Words, text
from core.media import video
from core.ui import inputs
from core.ui.parts.detection import SITUATIONS, detect, thresholds


def told(app) -> str:
    return " ".join(block.value for block in [*app.info, *app.markdown, *app.success])


@pytest.mark.parametrize(("part", "own"), [("iou", True), ("nms", False)])
def test_a_part_has_its_own_challenge_or_none(open_lesson, part: str, own: bool) -> None:
    app = open_lesson("detection", "en", part=part, photo="cat")
    assert (text("en", "common.challenge") in told(app)) is own


def test_verdict_counts_what_the_thresholds_leave(open_lesson) -> None:
    app = open_lesson("detection", "en", sieve="0.05,0.45", photo="wall")
    found = infer.candidates(inputs.sample("wall").rgb(), "everyday_yolo")
    kept = infer.shown(found, 0.05, 0.45)
    assert f"Left of {found.answers:,} answers: {len(kept.labels)}," in app.info[0].value
    common = max(set(kept.labels), key=kept.labels.count)
    app.session_state["classes_off"] = common
    app.run()
    left = sum(label != common for label in kept.labels)
    assert f"Left of {found.answers:,} answers: {left}," in app.info[0].value
    assert f"{Words('en', 'detection').thing(common)} " not in app.info[0].value.split(":", 1)[1]


def test_two_detectors_are_compared(open_lesson) -> None:
    app = open_lesson("detection", "en", photo="wall", sieve="0.05,0.45")
    app.toggle(key="compare").set_value(True).run()
    assert not app.exception and not app.error
    rgb = inputs.sample("wall").rgb()
    ours = ("everyday_yolo", "everyday_ssd")
    a, b = (infer.shown(infer.candidates(rgb, name), 0.05, 0.45) for name in ours)
    agreed = agreement.agreement(a, b)
    sentence = app.info[0].value
    assert f"found {len(a.labels)}," in sentence and f"found {len(b.labels)};" in sentence
    assert f"{len(agreed.pairs)} of {len(a.labels) + len(b.labels) - len(agreed.pairs)} things" in sentence


def test_who_is_faster_is_told_only_where_one_is() -> None:
    def said(*milliseconds: float) -> str:
        empty = np.zeros((0, 4), np.float32)
        one = infer.Detections(empty, empty[:, 0], empty[:, 0], ())
        found = {
            name: infer.Candidates(empty, empty[:, 0], empty[:, 0], (), (9, 9), ms)
            for name, ms in zip(("everyday_yolo", "everyday_ssd"), milliseconds, strict=True)
        }
        kept = dict.fromkeys(found, one)
        return detect.verdict_both(Words("en", "detection"), *found, kept, found)

    alike = text("en", "detection.verdict_as_fast")
    assert said(50, 51).endswith(alike) and alike not in said(50, 75)
    assert "Everyday YOLO took less time: 1.5 times" in said(50, 75)


@pytest.mark.parametrize("name", SITUATIONS["detect"])
def test_situations_say_something_of_their_own(open_lesson, name: str) -> None:
    app = open_lesson("detection", "en")
    app.button(key=f"preset_{name}").click().run()
    assert not app.exception and not app.error
    assert app.session_state["picture"] == SITUATIONS["detect"][name]["picture"]
    assert thresholds.read(app.session_state["sieve"]) == thresholds.read(SITUATIONS["detect"][name]["sieve"])
    wanted = {
        "low": "verdict_low",
        "high": "verdict_nothing",
        "doubles": "verdict_loose",
        "duel": "verdict_both",
    }
    if name in wanted:
        begin = text("en", f"detection.{wanted[name]}").split("{")[0]
        assert app.info[0].value.startswith(begin) or "only" in app.info[0].value


def test_official_detector_that_is_not_here_is_named_and_ours_answers(
    open_lesson, tmp_path, monkeypatch
) -> None:
    from core.runtime import weights

    monkeypatch.setattr(weights.platformdirs, "user_cache_dir", lambda app: str(tmp_path))
    app = open_lesson("detection", "ko", photo="cat")
    app.selectbox(key="detector").select("yolo11n").run()
    names = {"name": "YOLO11n", "instead": "Everyday YOLO"}
    assert text("ko", "common.official_missing", **names) in [i.value for i in app.info] and not app.error


@pytest.mark.slow
def test_a_video_is_looked_at_frame_by_frame_and_kept(open_lesson) -> None:
    app = open_lesson("detection", "en", part="film", photo="cat", sieve="0.05,0.45")
    app.button(key="film_start").click().run()
    assert not app.exception and not app.error
    film = app.session_state["own"]["film"]
    assert (
        film.missing == ""
        and video.facts(film.mp4).wh == (640, 480)
        and len(film.found) == len(film.times) == 36
    )
    assert "36 frames" in app.info[0].value
    next(b for b in app.button if b.label == text("en", "common.delete_all")).click().run()
    assert "film" not in app.session_state["own"], "the button that deletes pictures deletes it too"


def test_json_and_png_hold_the_boxes() -> None:
    from PIL import Image

    picture = inputs.sample("cat")
    kept = {"everyday_yolo": infer.detect(picture.rgb(), "everyday_yolo", 0.05)}
    read = json.loads(detect.json_of(picture, kept))
    assert len(read["boxes"]) == len(kept["everyday_yolo"].labels) > 0
    png = detect.png_of(Words("ko", "detection"), picture, kept["everyday_yolo"], "everyday_yolo")
    drawn = np.asarray(Image.open(io.BytesIO(png)))
    assert drawn.shape == picture.rgb().shape and (drawn != picture.rgb()).any()
