"""Whatever is done to a photo's bytes, a picture or a MediaError comes out."""

import io

import numpy as np
import pillow_heif
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from core.media import decode, raw
from core.media.errors import MEDIA_ERROR_CODES, MediaError
from core.media.headers import sniff
from core.media.images import load_user_image
from tests.media.test_colour import P3

NOISE = Image.fromarray(np.random.default_rng(0).integers(0, 256, (48, 64, 3), dtype=np.uint8))


def saved(kind: str, image: Image.Image = NOISE, **options: object) -> bytes:
    out = io.BytesIO()
    if kind == "HEIF":
        pillow_heif.from_pillow(image).save(out, quality=60, **options)
    else:
        image.save(out, kind, **options)
    return out.getvalue()


HERE = [
    *(saved(kind, icc_profile=P3) for kind in ("JPEG", "PNG", "WEBP")),
    *(saved("JPEG", NOISE.convert("CMYK"), progressive=True), saved("PNG", NOISE.convert("LA"))),
    *(saved("GIF", NOISE.convert("P")), saved("BMP")),
]
APART = [saved("TIFF", icc_profile=P3), saved("TIFF", Image.fromarray(np.arange(99, dtype=np.uint16)[None]))]
APART += [saved("AVIF"), saved("HEIF")]


@st.composite
def mutated(draw: st.DrawFn, kinds: list[bytes]) -> bytes:
    data = bytearray(draw(st.sampled_from(kinds)))
    places = st.one_of(st.integers(0, min(200, len(data) - 1)), st.integers(0, len(data) - 1))
    for _ in range(draw(st.integers(1, 8))):
        at = draw(places)
        data[at : at + draw(st.integers(0, 4))] = draw(st.binary(max_size=4))
    return bytes(data[: draw(st.integers(0, len(data)))]) if draw(st.booleans()) else bytes(data)


def bounded(examples: int) -> settings:
    checks = list(HealthCheck)
    return settings(
        max_examples=examples, deadline=None, database=None, suppress_health_check=checks, derandomize=True
    )


@bounded(150)
@given(mutated(HERE))
def test_photos_that_are_read_here(data: bytes) -> None:
    try:
        loaded = load_user_image(data)
    except MediaError as error:
        assert error.code in MEDIA_ERROR_CODES
    else:
        assert loaded.rgb.ndim == 3 and loaded.rgb.dtype == np.uint8


@bounded(8)
@given(mutated(APART))
def test_photos_that_are_read_apart(data: bytes) -> None:
    try:
        load_user_image(data)
    except MediaError as error:
        assert error.code in MEDIA_ERROR_CODES


@bounded(300)
@given(mutated(APART))
def test_heads_are_looked_at_safely(data: bytes) -> None:
    assert raw.is_raw(data) in (True, False)
    assert sniff(data) is None or isinstance(sniff(data), str)
    assert decode.colour.told(data, "HEIF") is None or len(decode.colour.told(data, "HEIF")) == 2
