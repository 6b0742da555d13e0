"""A phone photo opens in a fraction of the time that decoding all of it and shrinking would take."""

import io
import time
from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image
from PIL.JpegImagePlugin import JpegImageFile

from core.media.images import load_user_image

WIDTH, HEIGHT = 4032, 3024  # 12 megapixels


def phone_photo() -> bytes:
    """Return a JPEG of about 3 MB with as much detail as a photo has."""
    rng = np.random.default_rng(0)
    coarse = Image.fromarray(rng.integers(0, 256, (48, 64, 3), dtype=np.uint8)).resize((WIDTH, HEIGHT))
    grain = np.asarray(coarse, np.int16) + rng.normal(0, 6, (HEIGHT, WIDTH, 1)).astype(np.int16)
    out = io.BytesIO()
    Image.fromarray(grain.clip(0, 255).astype(np.uint8)).save(out, "JPEG", quality=85, subsampling=2)
    return out.getvalue()


def decode_all_then_shrink(data: bytes) -> np.ndarray:
    image = JpegImageFile(io.BytesIO(data)).convert("RGB")
    return np.array(image.resize((2016, 1512), Image.Resampling.BICUBIC))


def median_seconds(function: Callable[[bytes], object], data: bytes) -> float:
    times = []
    for _ in range(7):
        start = time.perf_counter()
        function(data)
        times.append(time.perf_counter() - start)
    return sorted(times)[3]


def test_phone_photo(record_property: Callable[[str, object], None]) -> None:
    data = phone_photo()
    plain, ours = median_seconds(decode_all_then_shrink, data), median_seconds(load_user_image, data)
    record_property("milliseconds", [round(plain * 1e3), round(ours * 1e3)])
    assert ours < 0.8 * plain, f"{ours * 1e3:.0f} ms against {plain * 1e3:.0f} ms"


def test_half_scale_is_as_good() -> None:
    data = phone_photo()
    difference = load_user_image(data).rgb.astype(float) - decode_all_then_shrink(data)
    assert np.sqrt((difference**2).mean()) == pytest.approx(0, abs=4)  # of 255
