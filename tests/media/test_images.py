"""Good pictures of every kind come out upright, in RGB and small."""

import io
from collections.abc import Callable

import numpy as np
import pillow_heif
import pytest
from PIL import Image, ImageDraw

from core.media import images
from core.media.images import load_user_image

WIDTH, HEIGHT = 64, 32
CORNERS = {"top left": "red", "top right": "lime", "bottom left": "blue", "bottom right": "white"}
STILL = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF", "AVIF", "HEIF")
# Exif 3.0, tag 0x0112: which side of the upright picture the first stored row and the first stored column are
ORIENTATIONS = {
    1: ("top", "left"),
    2: ("top", "right"),
    3: ("bottom", "right"),
    4: ("bottom", "left"),
    5: ("left", "top"),
    6: ("right", "top"),
    7: ("right", "bottom"),
    8: ("left", "bottom"),
}


def four_corners() -> Image.Image:
    picture = Image.new("RGB", (WIDTH, HEIGHT))
    for i, colour in enumerate(CORNERS.values()):
        x, y = i % 2 * WIDTH // 2, i // 2 * HEIGHT // 2
        ImageDraw.Draw(picture).rectangle((x, y, x + WIDTH // 2 - 1, y + HEIGHT // 2 - 1), fill=colour)
    return picture


def encoded(picture: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    if kind == "HEIF":
        pillow_heif.from_pillow(picture).save(out, quality=-1, chroma=444, **options)
    else:
        best = {
            "JPEG": {"quality": 95, "subsampling": 0},
            "WEBP": {"lossless": True},
            "AVIF": {"quality": 95},
        }
        picture.save(out, kind, **best.get(kind, {}) | options)
    return out.getvalue()


def corners_of(rgb: np.ndarray) -> dict[str, tuple[int, ...]]:
    h, w = rgb.shape[:2]
    places = [rgb[h // 4, w // 4], rgb[h // 4, -w // 4], rgb[-h // 4, w // 4], rgb[-h // 4, -w // 4]]
    return {name: tuple(int(c) for c in place) for name, place in zip(CORNERS, places, strict=True)}


def assert_upright(rgb: np.ndarray, tolerance: int = 14) -> None:
    pure = {"red": (255, 0, 0), "lime": (0, 255, 0), "blue": (0, 0, 255), "white": (255, 255, 255)}
    for name, colour in corners_of(rgb).items():
        assert np.abs(np.subtract(colour, pure[CORNERS[name]])).max() <= tolerance, (name, colour)


def stored_as(picture: Image.Image, orientation: int) -> Image.Image:
    """Return the pixels that a camera held in that way would have stored."""
    row, column = ORIENTATIONS[orientation]
    pixels = np.asarray(picture)
    if row in ("left", "right"):
        pixels = pixels.swapaxes(0, 1)
    pixels = pixels[::-1] if row in ("bottom", "right") else pixels
    pixels = pixels[:, ::-1] if column in ("bottom", "right") else pixels
    return Image.fromarray(np.ascontiguousarray(pixels))


def exif(orientation: int) -> bytes:
    tags = Image.Exif()
    tags[0x0112] = orientation
    tags[0x0110] = "SecretPhone"
    return tags.tobytes()


@pytest.mark.parametrize("kind", STILL)
@pytest.mark.parametrize("name", ["photo.jpg", "not a name.exe", ""])
def test_every_format_is_read_whatever_its_name(kind: str, name: str) -> None:
    loaded = load_user_image(encoded(four_corners(), kind), name)
    assert loaded.rgb.shape == (HEIGHT, WIDTH, 3) and loaded.rgb.dtype == np.uint8
    assert loaded.original_wh == (WIDTH, HEIGHT) and loaded.notes == ()
    assert loaded.rgb.flags.writeable and loaded.rgb.flags.c_contiguous
    assert_upright(loaded.rgb)


@pytest.mark.parametrize("orientation", ORIENTATIONS)
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_exif_orientation_is_undone(kind: str, orientation: int) -> None:
    data = encoded(stored_as(four_corners(), orientation), kind, exif=exif(orientation))
    loaded = load_user_image(data)
    assert loaded.original_wh == (WIDTH, HEIGHT)
    if kind != "TIFF":  # libtiff turns it by itself
        assert loaded.notes == (() if orientation == 1 else ("rotated",))
    assert_upright(loaded.rgb)


@pytest.mark.parametrize("orientation", [3, 5, 6, 8])
@pytest.mark.parametrize("kind", ["AVIF", "HEIF"])
def test_rotation_in_the_container_is_undone_once(kind: str, orientation: int) -> None:
    loaded = load_user_image(encoded(stored_as(four_corners(), orientation), kind, exif=exif(orientation)))
    assert loaded.original_wh == (WIDTH, HEIGHT)
    assert_upright(loaded.rgb)


@pytest.mark.parametrize(
    "broken", [b"Exif\x00\x00II*\x00\xff\xff\xff\xff", b"Exif\x00\x00nonsense", exif(0), exif(9)]
)
def test_broken_exif_is_no_reason_to_refuse_a_photo(broken: bytes) -> None:
    assert_upright(load_user_image(encoded(four_corners(), "JPEG", exif=broken)).rgb)


def test_photo_of_several_pictures_gives_the_first() -> None:
    data = encoded(
        four_corners(), "MPO", save_all=True, append_images=[Image.new("RGB", (16, 16))], quality=95
    )
    assert_upright(load_user_image(data).rgb, tolerance=60)  # colour at half resolution


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG", "TIFF", "AVIF"])
def test_animation_gives_its_first_frame(kind: str) -> None:
    data = encoded(
        four_corners(), kind, save_all=True, append_images=[Image.new("RGB", (WIDTH, HEIGHT), "black")] * 3
    )
    loaded = load_user_image(data)
    assert_upright(loaded.rgb)
    assert "first_frame" in loaded.notes


def test_progressive_and_grey_jpeg() -> None:
    assert_upright(load_user_image(encoded(four_corners(), "JPEG", progressive=True)).rgb)
    grey = load_user_image(encoded(Image.new("L", (8, 8), 77), "JPEG")).rgb
    assert (grey == 77).all()


@pytest.mark.parametrize("kind", ["JPEG", "TIFF"])
def test_cmyk(kind: str) -> None:
    assert_upright(load_user_image(encoded(four_corners().convert("CMYK"), kind)).rgb)


@pytest.mark.parametrize("mode", ["1", "L", "P"])
@pytest.mark.parametrize("kind", ["PNG", "BMP", "TIFF"])
def test_few_colours(kind: str, mode: str) -> None:
    picture = Image.new("L", (8, 8))
    picture.paste(255, (4, 0, 8, 8))
    rgb = load_user_image(encoded(picture.convert(mode), kind)).rgb
    assert (rgb[:, :4] == 0).all() and (rgb[:, 4:] == 255).all()


def with_hidden_red(mode: str) -> Image.Image:
    """Return red, of which the left half is transparent and the middle of the right half by 50%."""
    picture = Image.new("RGBA", (40, 20), (255, 0, 0, 255))
    picture.paste((255, 0, 0, 0), (0, 0, 20, 20))
    picture.paste((255, 0, 0, 128), (20, 0, 30, 20))
    return picture.convert(mode)


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "TIFF", "AVIF", "HEIF"])
def test_transparency_lies_over_white(kind: str) -> None:
    loaded = load_user_image(
        encoded(with_hidden_red("RGBA"), kind, **({"exact": True} if kind == "WEBP" else {}))
    )
    assert "alpha_over_white" in loaded.notes
    for x, colour in ((5, (255, 255, 255)), (25, (255, 127, 127)), (35, (255, 0, 0))):
        assert np.abs(loaded.rgb[10, x] - np.array(colour)).max() <= 6


@pytest.mark.parametrize("kind", ["PNG", "GIF"])
def test_transparent_palette_entry_is_white(kind: str) -> None:
    picture = Image.new("P", (8, 8), 0)
    picture.putpalette([0, 0, 0, 255, 0, 0])
    picture.paste(1, (4, 0, 8, 8))
    loaded = load_user_image(encoded(picture, kind, transparency=0))
    assert (loaded.rgb[:, :4] == 255).all() and (loaded.rgb[:, 4:] == (255, 0, 0)).all()


def test_grey_with_alpha_and_opaque_alpha() -> None:
    clear = load_user_image(encoded(Image.new("LA", (4, 4), (10, 0)), "PNG"))
    assert (clear.rgb == 255).all()
    opaque = load_user_image(encoded(Image.new("RGBA", (4, 4), (10, 20, 30, 255)), "PNG"))
    assert (opaque.rgb == (10, 20, 30)).all() and opaque.notes == ()


@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
def test_sixteen_bits_are_scaled(kind: str) -> None:
    ramp = np.linspace(0, 65535, 256).round().astype(np.uint16)[None].repeat(4, 0)
    loaded = load_user_image(encoded(Image.fromarray(ramp), kind))
    np.testing.assert_array_equal(loaded.rgb[0, :, 0], np.arange(256))
    assert loaded.notes == ("scaled_16_bit",)


def test_twelve_bits_in_sixteen_are_not_black() -> None:
    ramp = np.linspace(0, 4095, 256).round().astype(np.uint16)[None].repeat(4, 0)
    rgb = load_user_image(encoded(Image.fromarray(ramp), "TIFF")).rgb
    np.testing.assert_array_equal(rgb[0, :, 0], np.arange(256))


@pytest.mark.parametrize(
    ("low", "high", "first", "last"), [(0, 1, 0, 255), (0, 256, 0, 255), (-4, 4, 0, 255)]
)
def test_floats_are_scaled(low: float, high: float, first: int, last: int) -> None:
    ramp = np.linspace(low, high, 256, dtype=np.float32)[None].repeat(4, 0)
    loaded = load_user_image(encoded(Image.fromarray(ramp), "TIFF"))
    np.testing.assert_allclose(loaded.rgb[0, :, 0], np.linspace(first, last, 256), atol=0.51)
    assert loaded.notes == ("scaled_float",)


def test_floats_that_are_no_numbers_do_no_harm() -> None:
    values = np.array([[np.nan, np.inf, -np.inf, 0.5, 1.0]], np.float32)
    np.testing.assert_array_equal(
        load_user_image(encoded(Image.fromarray(values), "TIFF")).rgb[0, :, 1], [0, 0, 0, 128, 255]
    )


@pytest.mark.parametrize("size", [(2048, 100), (2049, 100), (100, 5000), (4000, 3000), (60000, 1)])
@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_large_pictures_are_shrunk_and_keep_their_size_in_mind(kind: str, size: tuple[int, int]) -> None:
    loaded = load_user_image(encoded(Image.new("RGB", size, "red"), kind))
    h, w = loaded.rgb.shape[:2]
    assert loaded.original_wh == size
    assert 1840 <= max(w, h) <= 2048
    assert w == pytest.approx(max(1, max(w, h) * size[0] / max(size)), abs=1)
    assert ("shrunk" in loaded.notes) == (max(size) > 2048)


def test_shrinking_happens_upright() -> None:
    big = four_corners().resize((6000, 3000), Image.Resampling.NEAREST)
    loaded = load_user_image(encoded(stored_as(big, 6), "JPEG", exif=exif(6)))
    assert loaded.original_wh == (6000, 3000) and loaded.notes == ("rotated", "shrunk")
    assert_upright(loaded.rgb)


def refuse(*_: object, **__: object) -> None:
    raise ModuleNotFoundError("pi_heif")


def test_nobody_elses_image_open_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    data = encoded(four_corners(), "JPEG")
    monkeypatch.setattr(Image, "open", refuse)
    assert_upright(load_user_image(data).rgb)
    assert_upright(images.from_jpeg(data))


def test_jpeg_out_is_small_and_says_nothing_about_the_phone() -> None:
    source = encoded(four_corners().resize((3000, 1500)), "JPEG", exif=exif(1))
    assert b"SecretPhone" in source
    out = images.to_jpeg(load_user_image(source).rgb)
    assert b"SecretPhone" not in out and b"Exif" not in out
    assert images.from_jpeg(out).shape == (640, 1280, 3)
    assert_upright(images.from_jpeg(out))
    assert images.from_jpeg(images.to_jpeg(load_user_image(source).rgb, max_side=160)).shape == (80, 160, 3)


@pytest.mark.parametrize("channels", [(), (3,), (4,)])
def test_png_out_loses_nothing(channels: tuple[int, ...]) -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (9, 7, *channels), dtype=np.uint8)
    np.testing.assert_array_equal(np.asarray(Image.open(io.BytesIO(images.to_png(pixels)))), pixels)


@pytest.mark.parametrize("make", [images.to_jpeg, images.to_png])
def test_encoding_is_repeatable(make: Callable[[np.ndarray], bytes]) -> None:
    pixels = np.asarray(four_corners())
    assert make(pixels) == make(pixels)


@pytest.mark.parametrize("colours", [(), (3,)])
def test_a_sheet_keeps_every_picture_in_its_place(colours: tuple[int, ...]) -> None:
    pictures = np.random.default_rng(0).integers(0, 256, (12, 4, 5, *colours), np.uint8)
    sheet = images.sheet(pictures, 3)
    assert sheet.shape == (16, 15, *colours)
    np.testing.assert_array_equal(sheet[4:8, 10:], pictures[5])


def test_fingerprint_names_the_content() -> None:
    assert images.fingerprint(b"a") == images.fingerprint(b"a") != images.fingerprint(b"b")
    assert len(images.fingerprint(b"")) == 32
