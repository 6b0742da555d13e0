"""What all live cameras send to the browser and get back from it."""

import base64
import binascii
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from core.ui.components import packed

MOST_BYTES = 600_000
"""of one picture that the browser may send"""


@dataclass(frozen=True)
class Example:
    """What is shown before a camera is open: a picture (its name and JPEG) and the answer to it."""

    key: str
    jpeg: bytes
    answer: Mapping[str, Any]


@dataclass(frozen=True)
class Camera:
    """One live camera of a page.

    A picture that it sends is `st.session_state[key].frame`, one to keep is `.shot`, both for `unpack`; then
    `on_frame` or `on_shot` is called. `answer` is the last picture's, with its `id`.
    """

    key: str
    answer: Mapping[str, Any] | None
    on_frame: Callable[[], None]
    on_shot: Callable[[], None]
    example: Example | None = None


def mount(
    component: Callable[..., Any],
    camera: Camera,
    words: Mapping[str, str],
    facts: Mapping[str, Any] | None = None,
    **callbacks: Callable[[], None],
) -> None:
    """Draw a camera with what its kind needs to know.

    With an answer goes nothing else that is large: the browser keeps the example.
    """
    example = None if camera.answer else camera.example
    data = {
        "answer": camera.answer,
        "example": example
        and {"key": example.key, "src": packed.jpeg(example.jpeg), "answer": dict(example.answer)},
        "words": dict(words),
        **(facts or {}),
    }
    callbacks |= {"on_frame_change": camera.on_frame, "on_shot_change": camera.on_shot}
    component(key=camera.key, data=data, **callbacks)


def unpack(message: object) -> tuple[int, bytes] | None:
    """Return number and JPEG of a picture in a message of the browser; None for one that is not ours."""
    try:
        number, text = message["id"], message["jpeg"]
        if not isinstance(number, int) or not isinstance(text, str) or len(text) > MOST_BYTES * 4 / 3:
            return None
        return number, base64.b64decode(text, validate=True)
    except (TypeError, KeyError, ValueError, binascii.Error):
        return None
