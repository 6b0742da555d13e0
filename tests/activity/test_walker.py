import numpy as np
import pytest

from core.activity import walker
from core.activity.recording import ACTIVITIES, GRAVITY
from core.activity.walker import Walker


def test_the_same_seed_gives_the_same_recording() -> None:
    one, same, other = (walker.simulate(Walker(), 5, seed) for seed in (1, 1, 2))
    np.testing.assert_array_equal(one.accel_ms2, same.accel_ms2)
    assert np.abs(one.accel_ms2 - other.accel_ms2).max() > 1


@pytest.mark.parametrize("cadence", [1.4, 1.8, 2.2])
def test_steps_come_at_the_cadence(cadence: float) -> None:
    up = walker.simulate(Walker(cadence=cadence, wobble=0.1, impact=0, lean=0, roll=0), 20).accel_ms2[:, 0]
    power = np.abs(np.fft.rfft(up - up.mean()))
    assert np.fft.rfftfreq(len(up), 1 / walker.RATE)[power.argmax()] == pytest.approx(cadence, abs=0.1)


def test_at_rest_there_is_gravity_alone_along_the_tilted_axes() -> None:
    still = walker.simulate(Walker(cadence=0, lean=0, roll=90), 20)
    np.testing.assert_allclose(still.accel_ms2.mean(0), [0, GRAVITY, 0], atol=0.05)
    assert np.abs(still.gyro_rads).max() < 0.3


def test_bounce_and_impact_and_turning_do_what_they_say() -> None:
    usual, higher, harder = (
        walker.simulate(Walker(wobble=0.1, lean=0, roll=0, **change), 10)
        for change in ({}, {"bounce": 2.0}, {"impact": 3.0})
    )
    power = [np.abs(np.fft.rfft(r.accel_ms2[:, 0] - GRAVITY)) ** 2 for r in (usual, higher, harder)]
    hertz = np.fft.rfftfreq(500, 1 / walker.RATE)
    slow, fast = [p[(hertz > 1.4) & (hertz < 2.1)].sum() for p in power], [p[hertz > 3].sum() for p in power]
    assert slow[1] > 3 * slow[0] and fast[2] > 3 * fast[0] and slow[2] == pytest.approx(slow[0], rel=0.3)
    winding = walker.simulate(Walker(turning=0.5, lean=0, roll=0, wobble=0.1), 30)
    assert winding.gyro_rads[:, 0].mean() == pytest.approx(0.5, abs=0.05)


def test_slope_lies_between_what_was_measured() -> None:
    level, up, down = (walker.harmonics(slope)[0] for slope in (0.0, 1.0, -1.0))
    np.testing.assert_allclose(walker.harmonics(0.25)[0], 0.75 * level + 0.25 * up)
    np.testing.assert_allclose(walker.harmonics(-0.5)[0], 0.5 * level + 0.5 * down)
    assert set(walker.gaits()) == set(ACTIVITIES) == set(walker.POSTURES)


def test_a_day_holds_its_parts_without_jumps() -> None:
    plan = (("sitting", 4.0), ("lying", 5.0), ("walking", 6.0))
    day = walker.day(plan, seed=3)
    assert len(day.time_s) == 15 * walker.RATE
    seam = day.accel_ms2[int(3.5 * walker.RATE) : int(4.5 * walker.RATE)]
    assert np.abs(np.diff(seam, axis=0)).max() < 1.5
