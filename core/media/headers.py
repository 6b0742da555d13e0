"""Look at the first bytes of an upload: which format it is, and whether a JPEG is safe to decode."""

import re
from collections.abc import Iterator

from core.media.errors import MediaError

MAX_JPEG_SCANS = 100  # a progressive photo has about 10; each scan passes over the whole picture again
_AVIF_BRANDS = frozenset({b"avif", b"avis"})
_HEIF_BRANDS = frozenset(
    {b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"hevm", b"hevs", b"mif1", b"msf1"}
)
_BMP_HEADER_SIZES = frozenset({12, 16, 40, 52, 56, 64, 108, 124})
_MARKER = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")  # not a stuffed byte, not padding, not a restart marker
_SOS, _EOI, _APP1, _APP15 = 0xDA, 0xD9, 0xE1, 0xEF
_WITHOUT_LENGTH = frozenset({0x01, 0xD8})


def sniff(data: bytes) -> str | None:
    """Return the Pillow name of the format that the content has, or None for one that we do not read."""
    if data.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if data.startswith((b"GIF87a", b"GIF89a")):
        return "GIF"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    if data.startswith((b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+")):
        return "TIFF"
    if data[:2] == b"BM" and int.from_bytes(data[14:18], "little") in _BMP_HEADER_SIZES:
        return "BMP"
    return _sniff_iso_media(data) if data[4:8] == b"ftyp" else None


def _sniff_iso_media(data: bytes) -> str | None:
    """Tell AVIF from HEIF by its brands, the main one first; None for films (ISO/IEC 14496-12, 4.3)."""
    end = min(int.from_bytes(data[:4], "big"), 1024)
    brands = [data[8:12], *(data[at : at + 4] for at in range(16, end, 4))]
    for brand in brands:
        if brand in _AVIF_BRANDS:
            return "AVIF"
        if brand in _HEIF_BRANDS and brand not in (b"mif1", b"msf1"):
            return "HEIF"
    return "HEIF" if _HEIF_BRANDS.intersection(brands) else None


def safe_jpeg(data: bytes) -> bytes:
    """Return the JPEG with only its first Exif block; raise `MediaError` for more than 100 scans.

    Pillow joins all Exif blocks on opening and reads each tag by itself: tags that overlap in a few MB make
    many GB.
    """
    scans, exif_blocks = 0, []
    for at, marker in _jpeg_segments(data):
        if marker == _SOS:
            scans += 1
            if scans > MAX_JPEG_SCANS:
                raise MediaError("too_many_scans")
        elif marker == _APP1 and data[at + 4 : at + 10] == b"Exif\x00\x00":
            exif_blocks.append(at)
    if len(exif_blocks) < 2:
        return data
    masked = bytearray(data)
    for at in exif_blocks[1:]:
        masked[at + 1] = _APP15
    return bytes(masked)


def _jpeg_segments(data: bytes) -> Iterator[tuple[int, int]]:
    """Yield (offset, marker) of the first picture's segments, its end left out (ITU-T T.81, B.1.1)."""
    at = 2
    while found := _MARKER.search(data, at):
        at, marker = found.start(), data[found.start() + 1]
        if marker == _EOI:
            return
        yield at, marker
        at += 2
        if marker not in _WITHOUT_LENGTH:
            at += int.from_bytes(data[at : at + 2], "big")
