"""Cell by cell the anchors answer what the decoder says of all of them; the funnel counts the same boxes."""

import numpy as np
import pytest

from core.detection import anchor_answers, anchored, doubt, funnel, infer, two_stage
from core.detection.infer import Candidates, Detections
from core.media import samples


def network(seed: int, side: int) -> np.ndarray:
    """Return numbers as a network gives them for a square of `side`: most cells hold nothing."""
    rng = np.random.default_rng(seed)
    raw = rng.normal(0, 1, (len(anchored.starts(side, side)[0]), 85)).astype(np.float32)
    raw[:, 4] -= 3
    raw[:, 5:] -= 4
    return raw


@pytest.mark.parametrize("side", [416, 192])
def test_answers_of_all_cells_are_the_decoders(side: int) -> None:
    raw, view = network(0, side), (0.5, 12, 40)
    grids = anchor_answers.grids(raw, (side, side), view)
    assert sum(g.columns * g.rows * len(g.sizes) for g in grids) == len(raw)
    xyxy, scores, ids = anchored.decode(raw, (side, side), 0.0)
    best = {}  # of each box the name with the highest score
    for place, score, class_id in zip(map(tuple, xyxy.round(3)), scores, ids, strict=True):
        best[place] = max(best.get(place, (0, 0)), (float(score), int(class_id)))
    answers = [
        a
        for g in grids
        for row in range(g.rows)
        for column in range(g.columns)
        for a in anchor_answers.cell(g, column, row)
    ]
    wanted = sorted(best.values())
    assert len(answers) == len(wanted) == len(raw)
    found = sorted((a.score, a.class_id) for a in answers)
    np.testing.assert_allclose(found, wanted, rtol=1e-4)
    strongest = anchor_answers.strongest(grids)
    answer = anchor_answers.cell(grids[strongest[0]], *strongest[1:3])[strongest[3]]
    assert answer.score == pytest.approx(found[-1][0])
    i = int(np.argmax(scores))
    in_photo = (xyxy[i] - np.float32([12, 40, 12, 40])) / 0.5
    np.testing.assert_allclose(answer.xyxy, in_photo, rtol=1e-4, atol=1e-2)


def test_anchors_at_rest_stand_in_the_middle_of_their_cells_and_answer_nothing() -> None:
    grids = anchor_answers.empty((640, 480))
    assert [(g.look, g.columns, g.rows) for g in grids] == [(0, 13, 13), (0, 26, 26), (1, 6, 6), (1, 12, 12)]
    for grid in grids:
        answer = anchor_answers.cell(grid, 2, 3)[1]
        middle = (answer.xyxy[:2] + answer.xyxy[2:]) / 2
        wanted = np.array([grid.left + 2.5 * grid.cell, grid.top + 3.5 * grid.cell])
        np.testing.assert_allclose(middle, wanted, rtol=1e-5)
        np.testing.assert_allclose(answer.xyxy[2:] - answer.xyxy[:2], grid.sizes[1], rtol=1e-5)
        assert answer.score < 1e-6
    for text in ("", "9.0.0.0", "0.13.0.0", "0.1.1.3", "a.b.c.d", "0.1.1"):
        assert anchor_answers.place(text, grids) == "0.0.0.0"
    assert anchor_answers.place("2.5.1.2", grids) == "2.5.1.2"


def test_funnel_counts_what_each_step_leaves() -> None:
    xyxy = np.float32([[0, 0, 10, 10], [1, 0, 11, 10], [0, 0, 10, 10], [30, 30, 50, 50], [60, 60, 70, 70]])
    found = Candidates(
        xyxy,
        np.float32([0.9, 0.8, 0.7, 0.4, 0.05]),
        np.array([0, 0, 1, 0, 1]),
        ("cat", "dog"),
        (80, 80),
        1.0,
        99,
    )
    assert funnel.count(found, 0.3, 0.45) == funnel.Funnel(99, 5, 4, 3, 3)
    assert funnel.count(found, 0.3, 0.45, {"dog"}) == funnel.Funnel(99, 5, 4, 3, 2)
    cut = found.best(2)
    assert (cut.given, cut.answers, len(cut.scores)) == (99, 5, 2)


@pytest.mark.parametrize(("model", "given"), [("everyday_ssd", 9620), ("yolov3_tiny", 3075)])
def test_a_network_gives_the_same_boxes_for_any_photo(model: str, given: int, needs) -> None:
    needs(model)
    found = infer.candidates(samples.load("coffee"), model)
    assert found.given == given > found.answers == len(found.scores) > 0


def test_known_photo_has_its_answer_in_the_cell_of_its_middle(needs) -> None:
    needs("yolov3_tiny")
    rgb = samples.load("cat")
    grids = anchor_answers.ask(rgb, "yolov3_tiny")
    best = infer.candidates(rgb, "yolov3_tiny")
    scores = [anchored.sigmoid(g.raw[..., 4]) * anchored.sigmoid(g.raw[..., 5]) for g in grids]
    level, column, row, anchor = anchor_answers.strongest(grids)
    answer = anchor_answers.cell(grids[level], column, row)[anchor]
    assert answer.score == pytest.approx(max(float(s.max()) for s in scores), rel=1e-4)
    assert best.labels[answer.class_id] == "cat" and answer.score > 0.5


def test_what_is_below_the_limit_is_in_doubt() -> None:
    found = Detections(
        np.zeros((3, 4), np.float32), np.float32([0.9, 0.58, 0.2]), np.arange(3), ("cat", "dog", "cup")
    )
    assert doubt.split(found, "yolov3_tiny") == (("cat", "dog"), ("cup",))
    assert doubt.split(found, "yolo11n") == (("cat", "dog"), ("cup",))
    lower = Detections(found.xyxy, np.float32([0.9, 0.42, 0.2]), found.class_ids, found.labels)
    assert doubt.split(lower, "everyday_ssd") == (("cat", "dog"), ("cup",))
    assert doubt.split(lower, "everyday_yolo") == (("cat",), ("dog", "cup")), "each has its own limit"


def test_only_the_first_of_the_family_runs_its_network_for_every_proposal() -> None:
    runs = {name: network.trunk_runs for name, network in two_stage.NETWORKS.items()}
    assert runs == {"rcnn": 2000, "fast": 1, "faster": 1, "mask": 1}
    assert two_stage.read("mask.4") == ("mask", 4)
    for text in ("", "rcnn", "rcnn.4", "mask.9", "yolo.0", "fast.x"):
        assert two_stage.read(text) == ("rcnn", 0)
