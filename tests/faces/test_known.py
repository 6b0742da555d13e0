"""Finds judged by what is known, and four ways timed on one photo."""

import numpy as np
import pytest

from core.faces import blazeface, comparison, figures, known, methods, sliding_window_detector
from core.media import samples

ASTRONAUT = np.float32(known.SAMPLES["astronaut"])
NOWHERE = np.float32([[0.7, 0.7, 0.9, 0.9]])


def test_known_faces_tell_right_from_wrong() -> None:
    found = known.judge(np.concatenate([NOWHERE, ASTRONAUT, ASTRONAUT + 0.02]), "astronaut")
    assert found.states == ("wrong", "right", "right") and (found.found, found.known) == (1, 1)
    nobody = known.judge(NOWHERE, "cat")
    assert nobody.states == ("wrong",) and (nobody.found, nobody.known) == (0, 0)
    nothing = known.judge(NOWHERE[:0], "zidane")
    assert nothing.states == () and (nothing.found, nothing.known) == (0, 2)


def test_where_nobody_knows_a_second_finder_agrees_or_all_is_doubtful() -> None:
    both = np.concatenate([NOWHERE, ASTRONAUT])
    assert known.judge(both, "mine", ASTRONAUT).states == ("doubtful", "agreed")
    assert known.judge(both, "mine", ASTRONAUT[:0]).states == ("doubtful", "doubtful")
    alone = known.judge(both, "mine")
    assert alone.states == ("doubtful", "doubtful") and alone.known is None and alone.count("doubtful") == 2


@pytest.mark.parametrize("photo", known.SAMPLES)
def test_blazeface_finds_the_known_faces_and_no_other(photo: str, needs) -> None:
    needs("blazeface")
    rgb = samples.load(photo)
    h, w = rgb.shape[:2]
    found = known.judge(blazeface.find(rgb)[0].xyxy / [w, h, w, h], photo)
    assert found.found == found.known and not found.count("wrong")


def test_a_sign_stands_at_each_find_and_the_rest_is_the_photo() -> None:
    rgb = np.full((300, 300, 3), 90, np.uint8)
    boxes = np.float32([[0.1, 0.1, 0.4, 0.4], [0.5, 0.5, 0.9, 0.9]])
    out = figures.judged(rgb, boxes, ("right", "wrong"))
    changed = (out != 90).any(-1)
    assert changed[30:120, 30].all(), "a right box is a whole line"
    assert changed[180:270, 150].any() and not changed[180:270, 150].all(), "a wrong one is dashed"
    assert not changed[60:90, 60:90].any() and not changed[:20].any()
    assert (figures.judged(rgb, boxes[:0], ()) == rgb).all()


@pytest.fixture(scope="module")
def detectors() -> dict[str, methods.Detector]:
    data = methods.split(40, 0)
    return {"hog": [d for _, d in methods.train("hog", data, 0)][-1]}


def test_ways_are_timed_on_the_same_photo(detectors, needs) -> None:
    needs("blazeface")
    rgb = samples.load("astronaut")
    steps = list(comparison.race(rgb, detectors, 0.2, 6, 0.6, 2, blazeface.FLOOR))
    shares, runs = [share for share, _ in steps], steps[-1][1]
    assert shares == sorted(shares) and shares[-1] == 1
    assert [run.method for run in runs] == ["hog", "blazeface"] and all(run.seconds > 0 for run in runs)
    cut = sliding_window_detector.windows(rgb, 0.2, 6, comparison.QUESTIONS)
    assert [run.questions for run in runs] == [len(cut.boxes), 48 * 48]
    scan = sliding_window_detector.Scan(cut.boxes, detectors["hog"].scores(cut.patches), cut.sizes, 0)
    np.testing.assert_array_equal(runs[0].boxes, scan.faces(0.6, 2).boxes)


def test_without_blazeface_the_others_race_alone(detectors) -> None:
    *_, (_, runs) = comparison.race(samples.load("cat"), detectors, 0.3, 8, 0.6, 2, None)
    assert [run.method for run in runs] == ["hog"]
