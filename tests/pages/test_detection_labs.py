"""The labs of the detection lesson, with candidates made by hand: sentences, numbers and challenges."""

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from core.detection import box_pair, infer, metrics, truth
from core.detection.infer import Candidates
from core.i18n.catalog import Words, text
from core.shared import boxes
from core.ui import inputs
from core.ui.parts.detection import nms, score, thresholds

LABELS = ("cat", "bus", "person", "chair", "cup", "dog")
VIEWS = {"how": ("anchors", "grid", "boxes", "offsets", "loss"), "stages": ("rcnn", "window", "history")}


def made(name: str, network_ms: float = 12.0) -> Candidates:
    """Return boxes around the true ones of a sample, and a few that are somewhere."""
    height, width = inputs.sample(name).rgb().shape[:2]
    real, rng = truth.of_sample(name, (width, height), LABELS), np.random.default_rng(1)
    around = np.repeat(np.arange(len(real.labels)), 12)
    moved = real.xyxy[around] + rng.normal(0, 12, (len(around), 4))
    corner = rng.uniform(0, 200, (8, 2))
    xyxy = np.vstack([moved, np.hstack([corner, corner + rng.uniform(20, 90, (8, 2))])])
    scores = np.append(rng.uniform(0.3, 0.95, len(moved)), rng.uniform(0.02, 0.25, 8))
    ids = np.append([LABELS.index(real.labels[i]) for i in around], rng.integers(6, size=8)).astype(int)
    order = np.argsort(-scores, kind="stable")
    xyxy, scores = xyxy[order].astype(np.float32), scores[order].astype(np.float32)
    return Candidates(xyxy, scores, ids[order], LABELS, (width, height), network_ms)


def show(part: str, lang: str, name: str) -> None:
    from importlib import import_module

    from core.i18n.catalog import Words
    from core.ui import inputs
    from tests.pages.test_detection_labs import made

    say, picture = Words(lang, "detection"), inputs.sample(name)
    given = (say, picture) if part == "iou" else (say, picture, made(name))
    module = import_module(f"core.ui.parts.detection.{part}")
    (module.show if part == "iou" else module.explore)(*given)


def opened(part: str, lang: str = "en", name: str = "bus", **query: str) -> AppTest:
    app = AppTest.from_function(show, args=(part, lang, name), default_timeout=120)
    for key, value in query.items():
        app.query_params[key] = value
    app.run()
    assert not app.exception and not app.error and not app.warning, (app.exception, app.error, app.warning)
    return app


def words(app: AppTest) -> str:
    return " ".join(block.value for block in [*app.info, *app.markdown, *app.success])


@pytest.mark.parametrize(("part", "view"), [(part, view) for part, views in VIEWS.items() for view in views])
def test_every_view_tells_its_numbers(part: str, view: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from core.runtime import engine

    monkeypatch.setattr(engine, "measure", lambda name: 5.0)
    app = opened(part, **{f"{part}_view": view})
    said = words(app)
    tables = [part.value.split("\n") for part in app.markdown if part.value.startswith("|")]
    assert all(len({row.count("|") for row in table}) == 1 for table in tables)
    told = {
        "boxes": "of 3,234",
        "grid": "**1,470**",
        "window": "at 5.0\u00a0ms a call",
        "loss": "0.50 · ",
        "history": "1,880",
        "anchors": "**3,075 boxes**",
        "offsets": "**8,732 default boxes**",
        "rcnn": "2,000 runs",
    }
    assert told[view] in said


def test_challenge_of_the_iou_lab_is_met_by_overlap_alone() -> None:
    assert not opened("iou").success
    app = opened("iou", iou_boxes="100.100.400.400.200.100.500.400")
    assert "0.500" in app.success[0].value
    assert "0.50 ≥ 0.5" in app.info[0].value
    assert (
        "touch"
        in opened("iou", iou_boxes=box_pair.write(box_pair.preset("apart", (810, 1080)))).info[0].value
    )


def test_nms_tells_what_strike_does() -> None:
    found = made("bus")
    sure = found.scores > 0.3
    struck = boxes.strike(found.xyxy[sure], found.scores[sure], 0.6, found.class_ids[sure])
    sentence = opened("nms", sieve="0.30,0.60").info[0].value
    assert f"Of {sure.sum()} boxes: {len(struck.kept)} kept," in sentence
    loose = text("en", "detection.nms.verdict_loose").split("{")[0]
    assert loose in opened("nms", sieve="0.3,0.9").info[0].value
    assert opened("nms", sieve="nonsense").info and thresholds.read("9,9") == (0.95, 0.95)


@pytest.mark.parametrize(
    ("corner", "iou", "kind"),
    [(10, 0.9, "loose"), (40, 0.9, None), (80, 0.1, "strict"), (2, 0.1, None), (95, 0.1, None)],
)
def test_nms_warns_of_what_is_really_there(corner: float, iou: float, kind: str | None) -> None:
    xyxy = np.float32([[0, 0, 100, 100], [corner, 0, corner + 100, 100]])
    found = Candidates(xyxy, np.float32([0.9, 0.8]), np.zeros(2, int), LABELS, (200, 100))
    said = nms.verdict(Words("en", "detection"), nms.result(found, iou, 0.5), iou)
    warned = {name: text("en", f"detection.nms.verdict_{name}").split("{")[1] for name in ("loose", "strict")}
    assert [name for name, end in warned.items() if end.split("}")[1] in said] == ([kind] if kind else [])


def test_score_starts_from_known_truth_and_from_nothing() -> None:
    app = opened("score")
    assert app.metric and "mAP" in app.metric[2].label
    begin = text("en", "detection.score.state_given").rsplit(".", 2)[-2]
    assert begin in words(app) and not app.success, "nobody has solved what was drawn beforehand"
    nothing = opened("score", name="brick")
    assert "false alarm" in nothing.info[0].value
    assert text("en", "detection.score.state_empty") in words(nothing)


def test_models_own_boxes_as_truth_are_all_found() -> None:
    app = opened("score")
    app.button(key="copy_truth").click().run()
    assert not app.exception
    precision, recall, map50 = (float(metric.value) for metric in app.metric[:3])
    assert precision == recall == 1.0 and map50 > 0.95
    begin = text("en", "detection.score.state_copied").rsplit("{", 1)[1].split("}")[1]
    assert begin in words(app) and not app.success, "the model has marked its own work"
    own = app.session_state["own"]["truths"]
    mine = truth.read(own["bus"], made("bus").wh)
    own["bus"] = truth.write(truth.Drawn(mine.xyxy + np.float32([0, 0, 0, -3]), mine.labels))
    app.run()
    assert app.success, "corrected, every box is right: no threshold has a better F1"


def test_near_miss_is_told_with_its_iou() -> None:
    app = opened("score")
    found = made("bus")
    x1, y1, x2, y2 = (float(v) for v in found.xyxy[0])
    label = found.labels[found.class_ids[0]]
    tall = truth.Drawn(np.float32([[x1, y1, x2, y1 + (y2 - y1) * 0.31]]), (label,))
    app.session_state["own"] = {"truths": {"bus": truth.write(tall)}}
    app.run()
    sentence = app.info[0].value
    assert "< 0.5: counted as missed and as a false alarm" in sentence
    assert Words("en", "detection").thing(label) in sentence


def test_classes_that_were_not_drawn_change_neither_map_nor_ar() -> None:
    found = made("bus")
    everything = infer.choose(found, 0.0, 0.45)
    real = truth.of_sample("bus", found.wh, LABELS).as_found(LABELS)
    predicted = metrics.Found(everything.xyxy, everything.class_ids, everything.scores)
    whole, drawn = (metrics.evaluate([p], [real]) for p in (predicted, score.of_drawn(everything, real)))
    assert len(whole.class_ids) > len(drawn.class_ids)
    assert (whole.map, whole.map50, whole.ar) == (drawn.map, drawn.map50, drawn.ar)
