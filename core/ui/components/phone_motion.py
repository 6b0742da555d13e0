"""The phone's own motion sensors: a recording of ten seconds, and answers while the phone moves."""

import base64
import binascii
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from core.ui.components import packed

_mount = st.components.v2.component(
    "phone_motion", js=packed.script("ribbon", "phone_motion"), css=packed.style("ribbon", "phone_motion")
)
STATES = ("idle", "opening", "ready", "counting", "recording", "sent", "refused", "none", "insecure")
WORDS = (
    *STATES,
    "live",
    "live_stop",
    "live_wait",
    "lines_alt",
    "dial_start",
    "dial_ready",
    "dial_counting",
    "dial_recording",
    "dial_again",
    "dial_none",
)
SIGNS = ("compared", "apple", "standard")
"""how the sign was found: from the phone's orientation, because it is an iPhone, or as the standard has it"""
SECONDS, DELAY_S, LIVE_S = 10, 5, 2.7
MOST_SAMPLES = 4000
"""of one message: 16 s at 250 Hz"""


@dataclass(frozen=True)
class Samples:
    """What a phone sent: times (N,) in s from 0, (N, 3) in m/s² and rad/s (None without a gyroscope)."""

    time_s: NDArray[np.float64]
    accel_ms2: NDArray[np.float64]
    gyro_rads: NDArray[np.float64] | None
    sign: str


def phone_motion(
    names: Sequence[str],
    shorts: Sequence[str],
    words: Mapping[str, str],
    key: str,
    *,
    answer: tuple[int, Sequence[float]] | None,
    on_recorded: Callable[[], None],
    on_window: Callable[[], None],
) -> None:
    """Draw the recorder; `answer` is the number of the last window and its probabilities (6,).

    After a recording `st.session_state[key].recorded` is a message for `unpack` and `on_recorded` is called;
    while the phone shows answers live, at most once a second `.window`, with its `id`, and `on_window`.
    """
    data = {
        "names": list(names),
        "shorts": list(shorts),
        "seconds": SECONDS,
        "delay": DELAY_S,
        "window": LIVE_S,
        "answer": answer and {"id": answer[0], "row": [float(p) for p in answer[1]]},
        "words": dict(words),
    }
    _mount(key=key, data=data, on_recorded_change=on_recorded, on_window_change=on_window)


def unpack(message: object) -> Samples | None:
    """Return what a message of the browser holds; None where it is not one of ours or holds too little."""
    try:
        data = base64.b64decode(message["samples"], validate=True)
        sign = message["how"] if message["how"] in SIGNS else "standard"
        values = np.frombuffer(data, "<f4").reshape(-1, 7).astype(float)
    except (TypeError, KeyError, ValueError, binascii.Error):
        return None
    felt = values[np.isfinite(values[:, :4]).all(1)]
    if not 32 <= len(felt) <= MOST_SAMPLES:
        return None
    spins = bool(np.isfinite(felt).all())
    return Samples(felt[:, 0], felt[:, 1:4], felt[:, 4:] if spins else None, sign)
