"""What a phone's browser sends becomes a recording, whatever it sends."""

import base64

import numpy as np
import pytest

from core.activity.recording import GRAVITY
from core.ui.components.activity.phone_motion import unpack


def message(values: np.ndarray, turned: bool = False) -> dict[str, object]:
    return {"samples": base64.b64encode(values.astype("<f4").tobytes()).decode(), "turned": turned}


def felt(count: int = 160) -> np.ndarray:
    """Return (count, 7): a phone at rest on its right edge, read 60 times a second."""
    rows = np.zeros((count, 7))
    rows[:, 0] = 3 + np.arange(count) / 60
    rows[:, 1] = GRAVITY
    rows[:, 4] = 0.1
    return rows


def test_message_becomes_a_recording() -> None:
    found = unpack(message(felt()))
    assert found.time_s[0] == 0 and found.rate_hz == pytest.approx(60, rel=1e-3)
    assert found.accel_ms2.shape == found.gyro_rads.shape == (160, 3)
    assert [note.code for note in found.notes] == ["rate"]


def test_missing_gyroscope_and_turned_signs_are_noted() -> None:
    values = felt()
    values[:, 4:] = np.nan
    found = unpack(message(values, turned=True))
    assert found.gyro_rads is None
    assert [note.code for note in found.notes] == ["rate", "no_gyro", "sign"]


def test_readings_without_a_number_or_out_of_order_are_left_out() -> None:
    values = felt()
    values[5, 1] = np.nan
    values[9, 0] = values[8, 0]
    assert len(unpack(message(values)).time_s) == 158


@pytest.mark.parametrize(
    "hostile",
    [
        None,
        "text",
        [],
        {},
        {"samples": None, "turned": False},
        {"samples": "%%%", "turned": False},
        {"samples": base64.b64encode(b"12345").decode(), "turned": False},
        message(felt(10)),
        message(felt(5000)),
        message(np.full((200, 7), np.nan)),
        message(felt() * 1e6),
    ],
)
def test_anything_else_is_nothing(hostile: object) -> None:
    assert unpack(hostile) is None
