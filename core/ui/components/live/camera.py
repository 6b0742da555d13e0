"""What all live cameras send to the browser and get back from it."""

import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from core.ui.components import courier, packed

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

    A picture that it sends is `st.session_state[key].frame`, for `unpack`; one to keep is the message `shot`
    of `courier`, for `jpeg_of`; then `on_frame` or `on_shot` is called. `answer` is the last picture's, with
    its `id`.
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
        "done": courier.last(camera.key),
        "example": example
        and {"key": example.key, "src": packed.jpeg(example.jpeg), "answer": dict(example.answer)},
        "words": dict(words),
        **(facts or {}),
    }
    callbacks |= {"on_frame_change": camera.on_frame, "on_shot_change": camera.on_shot}
    component(key=camera.key, data=data, **callbacks)


def unpack(message: object) -> tuple[int, bytes] | None:
    """Return number and JPEG of a picture in a message of the browser; None for one that is not ours."""
    jpeg = jpeg_of(message)
    number = jpeg and message.get("id")
    return (number, jpeg) if jpeg and isinstance(number, int) else None


def jpeg_of(message: object) -> bytes | None:
    """Return the JPEG in a message of the browser; None for one that is not ours."""
    text = message.get("jpeg") if isinstance(message, Mapping) else None
    if not isinstance(text, str) or len(text) > MOST_BYTES * 4 / 3:
        return None
    try:
        return base64.b64decode(text, validate=True)
    except ValueError:
        return None
