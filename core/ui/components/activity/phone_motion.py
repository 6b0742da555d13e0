"""The phone's own motion sensors: a recording of ten seconds, and answers while the phone moves."""

import base64
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from core.activity.reading import times
from core.activity.reading.sensors import STRONGEST
from core.activity.recording import Note, Recording
from core.ui.components import courier, packed

_mount = packed.component("activity/phone_motion", "courier", "activity/ribbon")
SECONDS, DELAY_S, LIVE_S = 10, 5, 2.7
FEWEST_SAMPLES, MOST_SAMPLES = 26, 4000
"""of one message: 2.6 s at 10 Hz, 16 s at 250 Hz"""


def phone_motion(
    names: Sequence[str],
    shorts: Sequence[str],
    words: Mapping[str, str],
    key: str,
    *,
    answer: tuple[int, Sequence[float]] | None,
    on_recorded: Callable[[], None],
    on_window: Callable[[], None] | None = None,
) -> None:
    """Draw the recorder; `answer` is the number of the last window and its probabilities (6,).

    After a recording comes the message `recorded` of `courier`, for `unpack`, and `on_recorded` is called;
    with `on_window` the learner may watch answers live: at most once a second `.window`, with its `id`.
    """
    data = {
        "names": list(names),
        "shorts": list(shorts),
        "seconds": SECONDS,
        "delay": DELAY_S,
        "window": LIVE_S,
        "live": on_window is not None,
        "done": courier.last(key),
        "answer": answer and {"id": answer[0], "row": [float(p) for p in answer[1]]},
        "words": dict(words),
    }
    _mount(key=key, data=data, on_recorded_change=on_recorded, on_window_change=on_window or (lambda: None))


def unpack(message: object) -> Recording | None:
    """Return the recording in a message of the browser; None for one that is not ours or holds too little."""
    try:
        data = base64.b64decode(message["samples"], validate=True)
        turned = bool(message["turned"])
        values = np.frombuffer(data, "<f4").reshape(-1, 7)
    except (TypeError, KeyError, ValueError):
        return None
    felt = values[np.isfinite(values[:, :4]).all(1) & (np.diff(values[:, 0], prepend=-1) > 0)]
    if not FEWEST_SAMPLES <= len(felt) <= MOST_SAMPLES or np.abs(felt[:, 1:4]).max() > STRONGEST:
        return None
    time = felt[:, 0].astype(float) - felt[0, 0]
    rate = times.rate_of(time)
    spins = bool(np.isfinite(felt).all())
    notes = [Note("rate", {"rate": round(rate, 1)})]
    notes += [] if spins else [Note("no_gyro")]
    notes += [Note("sign")] if turned else []
    return Recording(time, felt[:, 1:4], felt[:, 4:] if spins else None, rate, tuple(notes))
