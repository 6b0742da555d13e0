"""Colours are what the file means: profiles, HDR curves, 16 bits; a raw file is never its thumbnail."""

import io
import struct

import numpy as np
import pillow_heif
import pytest
from PIL import Image, ImageCms

from core.media import colour
from core.media.errors import MediaError
from core.media.images import load_user_image
from core.media.raw import is_raw

RED = np.array([200, 60, 60])


def number(value: float) -> bytes:
    return struct.pack(">i", round(value * 65536))


def xyz(values: tuple[float, ...]) -> bytes:
    return b"XYZ \0\0\0\0" + b"".join(map(number, values))


def profile(r: tuple, g: tuple, b: tuple, gamma: float, space: bytes = b"RGB ") -> bytes:
    """Return an ICC profile (version 2) of three primaries in XYZ and one gamma."""
    curve = b"curv\0\0\0\0" + struct.pack(">IHH", 1, round(gamma * 256), 0)
    text = b"desc\0\0\0\0" + struct.pack(">I", 5) + b"made\0" + bytes(78)
    tags = {"desc": text, "cprt": b"text\0\0\0\0made\0", "wtpt": xyz((0.9642, 1, 0.8249))}
    if space == b"RGB ":
        tags |= {"rXYZ": xyz(r), "gXYZ": xyz(g), "bXYZ": xyz(b), "rTRC": curve, "gTRC": curve, "bTRC": curve}
    else:
        tags |= {"kTRC": curve}
    body, index, start = b"", struct.pack(">I", len(tags)), 132 + 12 * len(tags)
    for name, value in tags.items():
        value += b"\0" * (-len(value) % 4)
        index += struct.pack(">4sII", name.encode(), start + len(body), len(value))
        body += value
    head = struct.pack(
        ">I4x4s4s4s4s12s4s28x", start + len(body), b"\x02\x40\0\0", b"mntr", space, b"XYZ ", b"", b"acsp"
    )
    head += b"".join(map(number, (0.9642, 1, 0.8249)))
    return head.ljust(128, b"\0") + index + body


P3 = profile((0.51512, 0.2412, -0.00105), (0.29198, 0.69225, 0.04189), (0.1571, 0.06657, 0.78407), 2.2)
SWAPPED = profile((0.38515, 0.71687, 0.09708), (0.14307, 0.06061, 0.7141), (0.43607, 0.22249, 0.01392), 2.2)
GREY = profile((), (), (), 1.0, b"GRAY")


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    if kind == "HEIF":
        pillow_heif.from_pillow(image).save(out, quality=100, **options)
    else:
        image.save(out, kind, **options)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF", "HEIF"])
@pytest.mark.parametrize("made", [P3, SWAPPED], ids=["P3", "swapped"])
def test_a_profile_is_obeyed_in_every_format(kind: str, made: bytes) -> None:
    image = Image.new("RGB", (64, 64), tuple(RED))
    theirs = ImageCms.ImageCmsProfile(io.BytesIO(made))
    there = ImageCms.profileToProfile(image, ImageCms.createProfile("sRGB"), theirs)
    assert np.abs(np.array(there)[0, 0] - RED).max() > 8
    found = load_user_image(saved(there, kind, icc_profile=made)).rgb[32, 32]
    np.testing.assert_allclose(found, RED, atol=5)


def test_grey_and_transparent_pictures_with_profiles() -> None:
    grey = load_user_image(saved(Image.new("L", (8, 8), 55), "PNG", icc_profile=GREY)).rgb[4, 4]
    np.testing.assert_allclose(grey, 128, atol=3)  # light of 55/255 looks like half
    clear = load_user_image(saved(Image.new("RGBA", (8, 8), (0, 0, 0, 0)), "PNG", icc_profile=P3)).rgb
    assert (clear == 255).all()


@pytest.mark.parametrize("made", [b"x" * 200, P3[:140], GREY, bytes(3 << 20), P3[:300] + bytes(99)])
def test_a_profile_that_fits_not_changes_nothing(made: bytes) -> None:
    plain = Image.new("RGB", (8, 8), tuple(RED))
    assert np.array(colour.by_profile(plain, made)).tolist() == np.array(plain).tolist()


def signal(light: np.ndarray, transfer: int) -> np.ndarray:
    """Return what a camera writes (BT.2100), white at 203 nits."""
    if transfer == colour.PQ:
        y = (light * 203 / 10000) ** 0.1593017578125
        return ((0.8359375 + 18.8515625 * y) / (1 + 18.6875 * y)) ** 78.84375
    e = light * 0.265
    return np.where(
        e <= 1 / 12, np.sqrt(3 * e), 0.17883277 * np.log(np.maximum(12 * e - 0.28466892, 1e-9)) + 0.55991073
    )


def hdr_heic(srgb: np.ndarray, transfer: int) -> bytes:
    v = srgb / 255
    light = np.where(v <= 0.04045, v / 12.92, ((v + 0.055) / 1.055) ** 2.4)
    light = np.array([[0.6274, 0.3293, 0.0433], [0.0691, 0.9195, 0.0114], [0.0164, 0.088, 0.8956]]) @ light
    pixels = np.broadcast_to((signal(light, transfer) * 65535).astype(np.uint16), (64, 64, 3)).copy()
    out = io.BytesIO()
    pillow_heif.from_bytes("RGB;16", (64, 64), pixels.tobytes()).save(
        out,
        quality=95,
        color_primaries=9,
        transfer_characteristics=transfer,
        matrix_coefficients=9,
        full_range_flag=1,
        chroma=444,
    )
    return out.getvalue()


@pytest.mark.parametrize("transfer", [colour.PQ, colour.HLG])
def test_hdr_photos_come_in_the_colours_of_a_screen(transfer: int) -> None:
    for shown in (RED, np.array([255, 255, 255]), np.array([30, 90, 160])):
        loaded = load_user_image(hdr_heic(shown, transfer))
        assert "hdr" in loaded.notes
        np.testing.assert_allclose(loaded.rgb[32, 32].astype(int), shown, atol=6)


def test_brighter_than_white_keeps_its_hue() -> None:
    bright = colour.to_srgb(np.array([[[230, 150, 100]]], np.uint8), 1, colour.PQ)[0, 0]
    assert bright[0] == 255 and bright[0] > bright[1] > bright[2]


def test_a_thermal_picture_is_not_flat() -> None:
    values = np.linspace(7301, 8206, 4096).astype(np.uint16).reshape(64, 64)
    values[0, 0] = 65535  # a dead pixel
    loaded = load_user_image(saved(Image.fromarray(values), "TIFF"))
    assert loaded.rgb.min() == 0 and loaded.rgb.max() == 255 and loaded.rgb.std() > 60
    flat = load_user_image(saved(Image.fromarray(np.full((8, 8), 7301, np.uint16)), "TIFF"))
    assert flat.rgb.shape == (8, 8, 3)


def tiff(entries: list[tuple[int, int, int, int]], order: str = "<", more: bytes = b"") -> bytes:
    """Return a TIFF's head and one directory of (tag, kind, count, value), what follows it, and no pixels."""
    head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(order + "I", 8)
    rows = b""
    for tag, kind, count, value in entries:
        field = struct.pack(order + "HH", value, 0) if kind == 3 else struct.pack(order + "I", value)
        rows += struct.pack(order + "HHI", tag, kind, count) + field
    return head + struct.pack(order + "H", len(entries)) + rows + bytes(4) + more


SUB = struct.pack("<HHHIHH", 1, 0x106, 3, 1, 32803, 0) + bytes(4)
RAWS = {
    "DNG": tiff([(0xFE, 4, 1, 1), (0xC612, 1, 4, 0x0401)]),
    "DNG, big-endian": tiff([(0xFE, 4, 1, 1), (0xC612, 1, 4, 0x0401)], ">"),
    "NEF": tiff([(0xFE, 4, 1, 1), (0x10F, 2, 4, 0), (0x14A, 4, 1, 999)]),
    "ARW": tiff([(0xFE, 4, 1, 1), (0x14A, 4, 1, 38)], more=SUB),
    "CR2": b"II*\0\x10\0\0\0CR\x02\0" + bytes(99),
    "CR3": struct.pack(">I", 24) + b"ftypcrx " + bytes(99),
    "ORF": b"IIRO\x08\0\0\0" + bytes(99),
    "RW2": b"IIU\0\x18\0\0\0" + bytes(99),
    "RAF": b"FUJIFILMCCD-RAW 0201" + bytes(99),
}


@pytest.mark.parametrize("name", RAWS)
def test_a_raw_file_is_told_and_its_thumbnail_never_taken(name: str) -> None:
    with pytest.raises(MediaError, match="raw_photo"):
        load_user_image(RAWS[name], "photo.dng")


def test_a_usual_tiff_is_not_raw() -> None:
    for mode in ("RGB", "L", "CMYK", "1", "I;16"):
        assert not is_raw(saved(Image.new(mode, (8, 8)), "TIFF"))
    assert not is_raw(tiff([(0x14A, 4, 9, 2**32 - 1), (0x103, 3, 1, 1)]))
