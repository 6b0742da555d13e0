"""The mesh: every point used, groups mirrored, turning is a rotation, measures of a face that is known."""

from itertools import pairwise

import numpy as np
import pytest

from core.faces import blazeface, landmarks
from core.faces.landmarks import View
from core.media import samples
from core.shared.blaze import Square


def test_triangles_join_all_points_into_one_sheet() -> None:
    triangles = landmarks.triangles()
    assert triangles.shape == (852, 3) and set(triangles.ravel()) == set(range(468))
    sides = np.sort(np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]]), 1)
    _, counts = np.unique(sides, axis=0, return_counts=True)
    assert set(counts) <= {1, 2}, "no side belongs to three triangles"
    # With one part and three holes (two eyes, the mouth) and the rim: V − E + F = 1 − 3.
    assert 468 - len(counts) + 852 == 1 - 3


def test_lines_run_along_sides_of_triangles() -> None:
    sides = {frozenset(pair) for a, b, c in landmarks.triangles() for pair in ((a, b), (b, c), (c, a))}
    for name, lines in landmarks.LINES.items():
        for line in lines:
            loose = [pair for pair in pairwise(line) if frozenset(pair) not in sides]
            assert not loose, (name, loose)


@pytest.mark.parametrize("group", landmarks.LINES)
def test_groups_lie_where_their_names_say(group: str) -> None:
    near = landmarks.example().near
    mine = near[list(landmarks.points_of(group))]
    order = {"brows": 0, "eyes": 1, "nose": 2, "lips": 3}
    heights = {name: near[list(landmarks.points_of(name)), 1].mean() for name in order}
    assert sorted(heights, key=heights.get) == list(order)
    assert abs(np.median(mine[:, 0]) - near[landmarks.NOSE_TIP, 0]) < 25, (
        "as much to the left as to the right"
    )
    if group == "oval":
        assert mine[:, 0].min() == pytest.approx(near[:, 0].min(), abs=2)


def test_turning_keeps_lengths_and_comes_back() -> None:
    near = landmarks.example().near
    turned = landmarks.turned(near, 37, -20)
    lengths = [np.linalg.norm(points[10] - points[152]) for points in (near, turned)]
    assert lengths[0] == pytest.approx(lengths[1], rel=1e-5)
    np.testing.assert_allclose(landmarks.turned(near, 0, 0), near, atol=1e-4)
    np.testing.assert_allclose(landmarks.turned(landmarks.turned(near, 50, 0), -50, 0), near, atol=1e-3)
    nose = landmarks.turned(near, 60, 0)[landmarks.NOSE_TIP]
    assert nose[0] < near[landmarks.NOSE_TIP, 0] - 10, "what is in front moves to the left"
    assert landmarks.turned(near, 0, 60)[landmarks.NOSE_TIP, 1] > near[landmarks.NOSE_TIP, 1] + 10


def test_the_kept_example_is_what_the_network_says(needs) -> None:
    needs("blazeface", "face_mesh")
    kept = landmarks.example()
    mesh, _ = blazeface.mesh(samples.load("astronaut"), kept.square)
    np.testing.assert_allclose(mesh.near, kept.near, atol=0.5)
    np.testing.assert_allclose(mesh.points, kept.points, atol=0.5)
    assert mesh.score == pytest.approx(kept.score, abs=0.01)


def test_measures_of_the_example() -> None:
    kept = landmarks.example()
    found = landmarks.measure(kept.near, kept.square)
    assert 0 < found.mouth < 0.5 and all(0.1 < eye < 0.5 for eye in found.eyes)
    assert found.nearest in landmarks.points_of("nose") and abs(found.tilt) < 15
    turned = landmarks.measure(kept.near, Square(0, 0, 100, kept.square.angle + np.pi / 2))
    assert turned.tilt == pytest.approx(found.tilt + 90, abs=1e-3)


def test_an_open_mouth_is_open() -> None:
    near = landmarks.example().near.copy()
    upper, lower, one, other = landmarks.MOUTH
    near[[one, other], :2], near[upper, :2], near[lower, :2] = [[0, 0], [20, 0]], [10, -4], [10, 6]
    assert landmarks.measure(near, Square(0, 0, 1)).mouth == pytest.approx(0.5)


@pytest.mark.parametrize(("photo", "least", "most"), [("astronaut", 0.9, 1), ("cameraman", 0, 0.3)])
def test_the_score_tells_a_face_from_a_half_that_is_seen(
    photo: str, least: float, most: float, needs
) -> None:
    needs("blazeface", "face_mesh")
    rgb = samples.load(photo)
    found, _ = blazeface.find(rgb)
    mesh, _ = blazeface.mesh(rgb, blazeface.upright(found.xyxy[0], found.points[0]))
    assert least <= mesh.score <= most


@pytest.mark.parametrize("view", [View(), View(-30, 15, "lips", 61), View(90, -90, "oval", 467)])
def test_a_view_comes_back(view: View) -> None:
    assert landmarks.read_view(landmarks.write_view(view)) == view


@pytest.mark.parametrize(
    "text", ["", "x", "1_2_all", "1_2_hair_3", "a_2_all_3", "²_0_all_1", "1_2_all_99999"]
)
def test_any_other_text_is_the_plain_view(text: str) -> None:
    assert landmarks.read_view(text) == View()
    assert landmarks.read_view("900_-900_all_468") == View(90, -90, "all", -1)
