import io

import numpy as np
import pytest
from PIL import Image

from core.media import live_frames
from core.media.errors import MediaError


def encoded(kind: str, size: tuple[int, int] = (416, 312)) -> bytes:
    out = io.BytesIO()
    Image.effect_noise(size, 40).convert("RGB").save(out, kind)
    return out.getvalue()


def test_a_browsers_jpeg_becomes_an_array() -> None:
    rgb = live_frames.read(encoded("JPEG"))
    assert rgb.shape == (312, 416, 3) and rgb.dtype == np.uint8


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no picture",
        encoded("PNG"),
        encoded("JPEG")[:400],
        encoded("JPEG", (live_frames.MOST_SIDE + 1, 20)),
        encoded("JPEG") + bytes(live_frames.MOST_BYTES),
    ],
    ids=["empty", "text", "png", "cut off", "too wide", "too long"],
)
def test_anything_else_is_refused(data: bytes) -> None:
    with pytest.raises(MediaError):
        live_frames.read(data)
