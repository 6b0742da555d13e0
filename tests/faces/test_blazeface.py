"""BlazeFace and the face mesh on their real weights."""

import cv2
import numpy as np
import pytest

from core.faces import blazeface
from core.media import samples
from core.shared import boxes

FACES = {
    "astronaut": [(172, 66, 278, 172)],
    "bus": [(103, 416, 165, 478), (260, 400, 322, 461)],
    "zidane": [(914, 121, 1068, 274), (542, 266, 684, 408)],
    "cameraman": [(196, 121, 277, 202)],
}


@pytest.mark.parametrize("photo", FACES)
def test_faces_of_known_photos(photo: str, needs) -> None:
    needs("blazeface")
    found, milliseconds = blazeface.find(samples.load(photo))
    assert boxes.iou(np.float32(FACES[photo]), found.xyxy).max(1).min() > 0.7 and milliseconds > 0
    for xyxy, points in zip(found.xyxy, found.points, strict=True):
        named = dict(zip(blazeface.POINTS, points, strict=True))
        assert named["right_eye"][0] < named["left_eye"][0] and named["mouth"][1] > named["nose_tip"][1]
        assert (points[:4] >= xyxy[:2]).all() and (points[:4] <= xyxy[2:]).all()


@pytest.mark.parametrize("photo", ["coffee", "cat", "brick", "grass", "rocket"])
def test_no_face_where_there_is_none(photo: str, needs) -> None:
    needs("blazeface")
    assert len(blazeface.find(samples.load(photo))[0].scores) == 0


def test_mesh_lies_on_the_face(needs) -> None:
    needs("blazeface", "face_mesh")
    rgb = samples.load("astronaut")
    found, _ = blazeface.find(rgb)
    mesh, _ = blazeface.mesh(rgb, blazeface.upright(found.xyxy[0], found.points[0]))
    assert mesh.points.shape == (468, 2) and mesh.score > 0.9
    nose = found.points[0][blazeface.POINTS.index("nose_tip")]
    assert np.hypot(*(mesh.points[1] - nose)) < 12, "point 1 is the tip of the nose"
    assert boxes.iou(np.float32([[*mesh.points.min(0), *mesh.points.max(0)]]), found.xyxy).max() > 0.5
    empty, _ = blazeface.mesh(samples.load("grass"), blazeface.Square(200, 200, 200))
    assert empty.score < 0.5


def test_level_eyes_need_no_turn() -> None:
    points = np.float32([[40, 50], [60, 50], [50, 60], [50, 70], [30, 55], [70, 55]])
    square = blazeface.upright(np.float32([30, 40, 70, 80]), points)
    assert (square.x, square.y, square.side, square.angle) == (50, 60, 60, 0)
    points[1] = [40, 70]
    assert blazeface.upright(np.float32([30, 40, 70, 80]), points).angle == pytest.approx(np.pi / 2)


def test_a_closer_look_finds_what_is_small_in_a_large_photo(needs) -> None:
    needs("blazeface")
    rgb = np.full((1000, 1280, 3), 120, np.uint8)
    rgb[700:760, 900:960] = cv2.resize(samples.load("astronaut")[40:200, 150:310], (60, 60))
    place = np.float32([[908, 710, 948, 750]])
    assert not (boxes.iou(place, blazeface.find(rgb)[0].xyxy) > 0.3).any()
    closer = blazeface.find_closer(rgb, blazeface.FLOOR)
    assert boxes.iou(place, closer.xyxy).max() > 0.5
    assert (np.diff(closer.scores) <= 0).all()
    large = blazeface.find_closer(samples.load("astronaut"), blazeface.FLOOR)
    assert len(large.scores) == 1 and boxes.iou(np.float32(FACES["astronaut"]), large.xyxy).max() > 0.7


@pytest.mark.parametrize("wh", [(1280, 720), (300, 1200), (512, 512), (90, 80), (40, 1000)])
def test_parts_cover_the_photo_and_overlap(wh: tuple[int, int]) -> None:
    squares = blazeface.parts(*wh)
    covered = np.zeros(wh[::-1], int)
    for x, y, side in squares:
        assert min(x, y) >= 0 and x + side <= wh[0] and y + side <= wh[1]
        covered[y : y + side, x : x + side] += 1
    assert not squares or covered.min() >= 1
    assert bool(squares) is (min(wh) >= 96), "a part of so few pixels shows nothing new"


def test_time_is_that_of_a_look_that_has_been_prepared(needs) -> None:
    needs("blazeface")
    look = blazeface.look(samples.load("astronaut"))
    assert 0 < look.network_ms <= look.whole_ms < 500
    assert (look.above(0.5).scores > 0.5).all() and len(look.above(0.5).scores) == 1
