"""The first bytes decide on the format."""

import struct

import pytest

from core.media import headers


def ftyp(*brands: bytes) -> bytes:
    return (
        struct.pack(">I", 12 + 4 * len(brands))
        + b"ftyp"
        + brands[0]
        + bytes(4)
        + b"".join(brands[1:])
        + bytes(64)
    )


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (ftyp(b"heic", b"mif1", b"heic"), "HEIF"),
        (ftyp(b"mif1", b"heic"), "HEIF"),
        (ftyp(b"msf1"), "HEIF"),
        (ftyp(b"avif", b"mif1", b"miaf"), "AVIF"),
        (ftyp(b"mif1", b"miaf", b"avif"), "AVIF"),
        (ftyp(b"avis", b"msf1"), "AVIF"),
        (ftyp(b"isom", b"mp42"), None),
        (ftyp(b"qt  "), None),
        (b"\xff\xd8\xff\xe1", "JPEG"),
        (b"\xff\xd8", None),
        (b"MM\x00*\x00\x00\x00\x08", "TIFF"),
        (b"II+\x00\x08\x00\x00\x00", "TIFF"),
        (b"BM" + bytes(12) + b"\x28\x00\x00\x00", "BMP"),
        (b"BM" + bytes(16), None),
        (b"GIF88a", None),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "WEBP"),
        (b"", None),
    ],
)
def test_sniff(data: bytes, kind: str | None) -> None:
    assert headers.sniff(data) == kind


def segment(marker: int, body: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body


def test_only_the_first_exif_block_of_a_jpeg_stays() -> None:
    blocks = [segment(0xE1, b"Exif\x00\x00" + bytes([i])) for i in range(3)]
    data = b"\xff\xd8" + b"".join(blocks) + segment(0xE1, b"http://ns.adobe.com/xap/1.0/\x00") + b"\xff\xd9"
    safe = headers.safe_jpeg(data)
    assert len(safe) == len(data) and safe.count(b"\xff\xe1") == 2 and safe.count(b"\xff\xef") == 2
    assert safe.startswith(b"\xff\xd8" + blocks[0])


def test_scans_inside_other_segments_do_not_count() -> None:
    thumbnail = segment(0xE1, b"\xff\xda" * 300)
    data = b"\xff\xd8" + thumbnail + segment(0xDA, b"\x00") + b"\x12\xff\x00\xff\xd0\x34" + b"\xff\xd9"
    assert headers.safe_jpeg(data) is data
