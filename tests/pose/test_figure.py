"""A drawn figure's angles and turns, and the poses to copy."""

import json

import numpy as np
import pytest

from core.pose import body, figure
from core.pose.body import ANGLES, POINTS


@pytest.mark.parametrize("text", ["", "[]", "[[1,2]]", "{}", json.dumps([[None, 1]] * 13)])
def test_what_is_no_figure_is_the_standing_one(text: str) -> None:
    np.testing.assert_array_equal(figure.read(text), figure.STANDING)


@pytest.mark.parametrize("points", [figure.STANDING, *figure.TARGETS.values()])
def test_a_figure_has_every_angle_and_its_left_on_the_right(points: tuple) -> None:
    found = body.angles(figure.as_body(np.array(points, float)))
    assert set(found) == set(ANGLES) and np.isfinite(list(found.values())).all()
    at = dict(zip(figure.NAMES, points, strict=True))
    assert at["left_shoulder"][0] > at["right_shoulder"][0]
    assert all(0 <= x <= figure.WH[0] and 0 <= y <= figure.WH[1] for x, y in points)


def test_turns_are_the_angles_with_a_sign_and_tell_an_arm_up_from_one_down() -> None:
    for points in figure.TARGETS.values():
        at = figure.as_body(np.array(points, float))
        assert {k: abs(v) for k, v in body.turns(at).items()} == pytest.approx(body.angles(at))
    up = figure.as_body(np.array(figure.TARGETS["cactus"], float))
    down = up.copy()
    for side in ("left", "right"):
        elbow, wrist = POINTS.index(f"{side}_elbow"), POINTS.index(f"{side}_wrist")
        down[wrist] = 2 * down[elbow] - down[wrist]
    assert body.angles(up) == pytest.approx(body.angles(down))
    off = body.differences(body.turns(down), body.turns(up))
    assert off["left_elbow"] == pytest.approx(180) and off["left_shoulder"] == 0


def test_differences_go_the_short_way_round() -> None:
    assert body.differences({"a": 178.0, "b": 10.0}, {"a": -179.0, "b": 25.0}) == {"a": 3.0, "b": 15.0}


def test_each_pose_is_copied_by_itself_alone_and_not_by_standing() -> None:
    poses = {"standing": figure.STANDING, **figure.TARGETS}
    for target in figure.TARGETS:
        for name, points in poses.items():
            off = body.differences(body.turns(figure.as_body(np.array(points, float))), figure.wanted(target))
            close = sum(value <= figure.CLOSE for value in off.values())
            assert (close == len(figure.JUDGED[target]) == 6) is (name == target), (target, name, off)


def test_in_picture() -> None:
    points = np.array([[0, 0], [9.9, 4.9], [10, 2], [-0.1, 2], [3, 5]])
    assert body.in_picture(points, (10, 5)).tolist() == [True, True, False, False, False]
