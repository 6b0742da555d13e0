import numpy as np
import pytest

from core.pose import body, figure, live
from core.pose.live import Squats


def counted(knees: list[float | None]) -> Squats:
    squats = Squats()
    for knee in knees:
        squats = squats.step({} if knee is None else {"left_knee": knee, "right_knee": knee})
    return squats


@pytest.mark.parametrize("deep", [60, 90])
def test_squats_are_counted_once_each_however_noisy(deep: float) -> None:
    rng = np.random.default_rng(0)
    rhythm = (170 + deep) / 2 + (170 - deep) / 2 * np.cos(np.linspace(0, 2 * np.pi * 5, 200))
    assert counted([*(rhythm + rng.normal(0, 4, 200)), 172]).count == 5


def test_a_bow_and_knees_that_are_not_seen_count_nothing() -> None:
    assert counted([170, 120, 170, 110, 170]).count == 0
    assert counted([170, 80, None, None, 80, 170]).count == 1
    assert counted([170, 80]) == Squats(0, True, 80)


@pytest.mark.parametrize("target", figure.TARGETS)
def test_a_pose_is_copied_when_each_joint_is_seen_and_close(target: str) -> None:
    wanted = figure.wanted(target)
    near = {name: angle - 10 for name, angle in wanted.items()}
    assert live.copied(near, target)[1]
    first, *_ = wanted
    assert not live.copied(near | {first: wanted[first] - 30}, target)[1]
    del near[first]
    assert not live.copied(near, target)[1]


def test_the_figure_at_first_is_none_of_the_poses() -> None:
    waving = body.turns(figure.as_body(np.array(figure.STANDING, float)))
    assert not any(live.copied(waving, target)[1] for target in figure.TARGETS)
