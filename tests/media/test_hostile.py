"""Whatever the file: a picture or a MediaError, in bounded time and memory."""

import io
import struct
import sys
import time
import zlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from PIL import Image

from core.media.errors import MEDIA_ERROR_CODES, MediaError
from core.media.images import load_user_image
from tests.media import hostile
from tests.media.costs import Cost, measured_all
from tests.media.test_images import STILL, encoded, four_corners


def code_of(data: bytes, name: str = "photo.jpg") -> str:
    with pytest.raises(MediaError) as raised:
        load_user_image(data, name)
    assert raised.value.code in MEDIA_ERROR_CODES
    return raised.value.code


NOT_PICTURES = {
    "text": b"hello",
    "nulls": bytes(1000),
    "html": b"<!DOCTYPE html><html><body><img src=x></body></html>",
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"></svg>',
    "pdf": b"%PDF-1.7\n1 0 obj\n",
    "eps": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
    "zip": b"PK\x03\x04" + bytes(99),
    "program": b"MZ" + bytes(99),
    "film": struct.pack(">I", 24) + b"ftypisom" + bytes(4) + b"isommp42" + bytes(99),
    "letter": b"BMW is a maker of cars and not a bitmap",
    "sound": b"RIFF" + bytes(4) + b"WAVEfmt ",
    "icon": b"\x00\x00\x01\x00\x01\x00" + bytes(99),
    "photoshop": b"8BPS\x00\x01" + bytes(99),
    "netpbm": b"P6 2 2 255\n" + bytes(12),
}


@pytest.mark.parametrize("name", NOT_PICTURES)
def test_other_files_are_no_pictures(name: str) -> None:
    assert code_of(NOT_PICTURES[name]) == "not_an_image"


def test_empty_and_too_large_files() -> None:
    assert code_of(b"") == "empty"
    with pytest.raises(MediaError) as raised:
        load_user_image(b"\xff\xd8\xff" + bytes(21 << 20))
    assert (raised.value.code, raised.value.facts) == ("too_large_file", {"mb": 21.0, "limit": 20})


@pytest.mark.parametrize("kind", STILL)
@pytest.mark.parametrize("part", [0.02, 0.5, 0.9])
def test_a_file_cut_off_is_damaged(kind: str, part: float) -> None:
    noise = np.random.default_rng(1).integers(0, 256, (64, 64, 3), dtype=np.uint8)
    data = encoded(Image.fromarray(noise), kind)
    assert code_of(data[: max(32, int(len(data) * part))]) == (
        "heic_damaged" if kind == "HEIF" else "damaged"
    )


@pytest.mark.parametrize(
    "data",
    [
        hostile.png(20_000, 20_000),
        hostile.png(2**31 - 1, 2**31 - 1),
        hostile.png(200_000, 1),
        hostile.gif(65_000, 65_000, hostile.GIF_FRAME),
        hostile.bmp_run_length(30_000, 30_000, b""),
        hostile.tiff(
            [(256, 4, 1, 50_000), (257, 4, 1, 50_000), (258, 3, 1, 8), (262, 3, 1, 1), (273, 4, 1, 8)]
        ),
        b"RIFF\x16\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00\x00\x00\x00\x00" + b"\xff\x2f\x00" * 2,
    ],
    ids=["png", "png_of_2_31", "png_line", "gif", "bmp", "tiff", "webp"],
)
def test_claimed_size_is_refused_before_decoding(data: bytes) -> None:
    start = time.perf_counter()
    assert code_of(data) in ("too_many_pixels", "damaged")  # libwebp and Pillow refuse some by themselves
    assert time.perf_counter() - start < 10


def test_the_facts_name_the_megapixels() -> None:
    with pytest.raises(MediaError) as raised:
        load_user_image(hostile.png(20_000, 10_486))
    assert (raised.value.code, raised.value.facts) == ("too_many_pixels", {"mp": 200, "limit": 64})


def test_number_of_jpeg_scans() -> None:
    few, many = hostile.jpeg_of_scans(80), hostile.jpeg_of_scans(100)
    assert load_user_image(few).rgb.shape == (64, 64, 3)
    start = time.perf_counter()
    assert code_of(many) == "too_many_scans"
    assert time.perf_counter() - start < 10


def test_scans_of_a_film_behind_the_photo_do_not_count() -> None:
    film = b"\xff\xda\x00\x08" * 500
    assert load_user_image(encoded(four_corners(), "JPEG") + film).original_wh == (64, 32)


def test_only_the_first_of_many_frames_is_touched() -> None:
    for data in (
        hostile.gif(1, 1, hostile.GIF_FRAME * 5000),
        hostile.tiff_grey([], bytes(64), next_offset=8),
    ):
        start = time.perf_counter()
        assert load_user_image(data).rgb.max() == 0
        assert time.perf_counter() - start < 10


READER = """
from core.media.images import load_user_image
def read(data):
    return list(load_user_image(data).original_wh)
"""


def textured(width: int, height: int, mode: str = "RGB") -> Image.Image:
    shape = (height // 32, width // 32, len(mode))
    small = np.random.default_rng(0).integers(0, 256, shape, dtype=np.uint8)
    return Image.fromarray(small).resize((width, height), Image.Resampling.BILINEAR)


LARGE: dict[str, Callable[[], bytes]] = {
    "64 MP WebP": lambda: encoded(textured(8192, 8192, "LA"), "WEBP", lossless=False, quality=1, method=0),
    "51 MP phone photo": lambda: encoded(textured(8256, 6192), "JPEG", subsampling=2, quality=70),
    "64 MP progressive": lambda: encoded(textured(8192, 8192), "JPEG", progressive=True, quality=70),
    "64 MP progressive with 90 scans": lambda: hostile.jpeg_of_scans(80, (8192, 8192)),
    "64 MP with alpha": lambda: encoded(
        Image.new("RGBA", (8192, 8192), (1, 2, 3, 4)), "PNG", compress_level=1
    ),
    "64 MP of 16 bits": lambda: hostile.png(8192, 8192, zlib.compress(bytes(16385 * 8192)), bits=16),
    "64 MP AVIF": lambda: encoded(textured(8192, 8192), "AVIF", speed=10, quality=30),
    "64 MP GIF": lambda: hostile.gif(8192, 8192, hostile.GIF_FRAME),
}


@pytest.fixture(scope="module")
def costs_of_large() -> dict[str, Cost]:
    return measured_all(READER, LARGE)


@pytest.mark.slow
@pytest.mark.parametrize("name", LARGE)
def test_large_photos_fit(name: str, costs_of_large: dict[str, Cost]) -> None:
    cost = costs_of_large[name]
    assert cost.result in ([8256, 6192], [8192, 8192])
    assert cost.seconds < 10 and cost.megabytes < 1024


HOSTILE: dict[str, Callable[[], bytes]] = {
    "empty png chunks": hostile.png_of_empty_chunks,
    "empty png pixel chunks": hostile.png_of_empty_pixel_chunks,
    "overlapping exif": hostile.jpeg_of_exif_blocks,
    "overlapping tags": hostile.tiff_of_tags,
    "one huge tile": hostile.tiff_of_one_tile,
    "one strip for all rows": hostile.tiff_of_shared_strips,
    "gif comments": hostile.gif_of_comments,
    "bmp runs of one pixel": lambda: hostile.bmp_run_length(8192, 8192, b"\x01\x05" * (hostile.MANY // 2)),
    "bmp empty lines": lambda: hostile.bmp_run_length(8192, 8192, b"\x01\x05\x00\x00" * 8192),
}


@pytest.fixture(scope="module")
def costs() -> dict[str, Cost]:
    return measured_all(READER, HOSTILE)


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_files_that_cost_more_than_they_show(name: str, costs: dict[str, Cost]) -> None:
    cost = costs[name]
    # A fast machine reads these two in time; what that may cost is the same.
    in_time = {"gif comments": [1, 1], "bmp empty lines": [8192, 8192]}.get(name)
    assert cost.result in ([8, 8], [16, 16], "timeout", "damaged", in_time)
    assert cost.seconds < 10 and cost.megabytes < 1024


def spoilt(data: bytes, rng: np.random.Generator) -> bytes:
    """Change, insert or cut a few bytes, more often near the start, where the structure is."""
    out = bytearray(data)
    for _ in range(int(rng.integers(1, 9))):
        at = int(len(out) * rng.random() ** 3)
        match rng.integers(4):
            case 0:
                out[at : at + 1] = rng.bytes(1)
            case 1:
                out[at : at + 4] = rng.choice(
                    [b"\xff\xff\xff\xff", bytes(4), b"\x7f\xff\xff\xff", b"\x80\x00\x00\x00"]
                )
            case 2:
                out[at:at] = rng.bytes(int(rng.integers(1, 20)))
            case _:
                del out[at : at + int(rng.integers(1, 40))]
    return bytes(out)


def only_pictures_and_media_errors(kind: str, count: int, seed: int) -> set[str]:
    rng = np.random.default_rng(seed)
    modes = {"JPEG": "RGB", "BMP": "P", "GIF": "P", "AVIF": "RGB", "HEIF": "RGB"}
    good = encoded(four_corners().convert(modes.get(kind, "RGBA")), kind)

    def outcome(data: bytes) -> str:
        try:
            rgb = load_user_image(data).rgb
        except MediaError as error:
            assert error.code in MEDIA_ERROR_CODES
            return error.code
        assert rgb.dtype == np.uint8 and rgb.ndim == 3 and rgb.shape[2] == 3
        return "picture"

    with ThreadPoolExecutor(2) as two:
        return set(two.map(outcome, [spoilt(good, rng) for _ in range(count)]))


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_spoilt_files(kind: str) -> None:
    seen = only_pictures_and_media_errors(kind, 400, seed=7)
    assert seen >= ({"damaged", "picture"} if kind in ("JPEG", "GIF") else {"damaged"})


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["BMP", "TIFF", "AVIF", "HEIF"])
def test_spoilt_files_of_the_other_process(kind: str) -> None:
    seen = only_pictures_and_media_errors(kind, 40, seed=8)
    assert seen & {"damaged", "heic_damaged"}


def test_a_crash_of_the_other_process_is_a_damaged_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    assert code_of(encoded(four_corners(), "TIFF")) == "damaged"
    assert code_of(encoded(four_corners(), "HEIF")) == "heic_damaged"


def test_whatever_pillow_raises(monkeypatch: pytest.MonkeyPatch) -> None:
    data = encoded(four_corners(), "PNG")
    for error in (
        OSError,
        SyntaxError,
        KeyError,
        struct.error,
        MemoryError,
        TypeError,
        zlib.error,
        RecursionError,
    ):

        def fail(*_: object, error: type[Exception] = error) -> None:
            raise error

        monkeypatch.setattr(Image.Image, "load", fail)
        monkeypatch.setattr("core.media.decode.to_rgb", fail)
        assert code_of(data) == "damaged"


def test_nothing_about_the_file_is_in_the_error() -> None:
    with pytest.raises(MediaError) as raised:
        load_user_image(io.BytesIO(b"not a picture").getvalue(), "me and grandma.jpg")
    assert "grandma" not in repr(raised.value) + str(raised.value.facts)
