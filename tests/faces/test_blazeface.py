"""BlazeFace and the face mesh on their real weights, and faces that nobody knows any more."""

import numpy as np
import pytest

from core.faces import blazeface
from core.media import samples
from core.shared import boxes

FACES = {
    "astronaut": [(172, 66, 278, 172)],
    "bus": [(103, 416, 165, 478), (260, 400, 322, 461)],
    "zidane": [(914, 121, 1068, 274)],
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


@pytest.mark.parametrize("photo", ["coffee", "grass", "rocket"])
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


def test_blurred_faces_are_plain_and_the_rest_is_as_it_was() -> None:
    rgb = np.random.default_rng(0).integers(0, 256, (200, 300, 3), np.uint8)
    out = blazeface.blurred(rgb, np.float32([[100, 50, 160, 110]]))
    assert out[70:90, 120:140].std() < 0.2 * rgb[70:90, 120:140].std()
    assert (out[:30] == rgb[:30]).all() and (out[:, :80] == rgb[:, :80]).all()
    assert (blazeface.blurred(rgb, np.zeros((0, 4))) == rgb).all()
