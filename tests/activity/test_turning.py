"""The phone turned by every angle: the same answers as to a recording that is turned."""

import numpy as np
import pytest

from core.activity import infer, signals, turning, walker, windows
from core.activity.turning import ANGLES, AXES

RECORDING = walker.day((("walking", 8.0), ("lying", 8.0)))


@pytest.mark.parametrize(("axis", "angle"), [("x", 90), ("y", -45), ("z", 180)])
def test_answers_are_those_to_the_turned_recording(axis: str, angle: int) -> None:
    cut = windows.cut(windows.resample(RECORDING))
    found = turning.answers(cut, "activity_cnn").probabilities[AXES.index(axis), ANGLES.index(angle)]
    turned = signals.turned(RECORDING, signals.turn(**{axis: angle}))
    np.testing.assert_allclose(found, infer.recognise(turned, "activity_cnn").probabilities, atol=0.02)


def test_unturned_is_the_same_about_each_axis_and_shares_count_the_expected() -> None:
    found = turning.answers(windows.cut(windows.resample(RECORDING)), "activity_cnn")
    flat = found.tops[:, ANGLES.index(0)]
    assert (flat == flat[0]).all()
    shares = found.shares(found.unturned)
    assert shares.shape == (3, len(ANGLES))
    assert (shares[:, ANGLES.index(0)] == 1).all()
    assert shares.min() < 0.5, "a network that learnt where gravity points fails when the phone is turned"


def test_long_recordings_are_looked_at_in_places() -> None:
    cut = windows.Windows(np.arange(500.0), np.zeros((500, 6, 128), np.float32))
    few = turning.some(cut)
    assert len(few.start_s) == len(few.values) == turning.MOST_WINDOWS
    assert few.start_s[0] == 0 and few.start_s[-1] == 499
    assert turning.some(few) is few
