"""Files made to cost more than they show, each within the limits on bytes."""

import io
import struct
import zlib

from PIL import Image

MANY = 19 << 20  # bytes, just below the limit on a file


def png(width: int, height: int, compressed: bytes = b"", before: bytes = b"", bits: int = 8) -> bytes:
    """Return a grey PNG that claims this size; `before` comes in front of its pixels."""
    head = struct.pack(">IIBBBBB", width, height, bits, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + before
        + chunk(b"IDAT", compressed)
        + chunk(b"IEND", b"")
    )


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png_of_empty_chunks() -> bytes:
    empty = chunk(b"prVt", b"")
    return png(8, 8, zlib.compress(bytes(72)), before=empty * (MANY // len(empty)))


def png_of_empty_pixel_chunks() -> bytes:
    empty = chunk(b"IDAT", b"")
    return png(8, 8, zlib.compress(bytes(72)), before=empty * (MANY // len(empty)))


def jpeg_of_scans(extra: int, size: tuple[int, int] = (64, 64), source: Image.Image | None = None) -> bytes:
    """Return a progressive JPEG whose last scan comes `extra` times more."""
    out = io.BytesIO()
    (source or Image.radial_gradient("L").resize(size)).save(out, "JPEG", progressive=True, quality=50)
    data = out.getvalue()
    last = data.rindex(b"\xff\xda")
    return data[:-2] + data[last:-2] * extra + data[-2:]


def jpeg_of_exif_blocks() -> bytes:
    """Return a JPEG with 280 Exif blocks, 18 MB when joined, of which each of 5000 tags asks for 16 MB."""
    out = io.BytesIO()
    Image.new("RGB", (16, 16)).save(out, "JPEG")
    exif = b"II*\x00\x08\x00\x00\x00" + struct.pack("<H", 5000)
    exif += b"".join(struct.pack("<HHII", 40000 + i, 7, 16 << 20, 100_000) for i in range(5000)) + bytes(4)
    blocks, rest = [exif], bytes(18 << 20)
    for start in range(0, len(rest), 65000):
        blocks.append(rest[start : start + 65000])
    segments = b"".join(b"\xff\xe1" + struct.pack(">H", len(b) + 8) + b"Exif\x00\x00" + b for b in blocks)
    return out.getvalue()[:2] + segments + out.getvalue()[2:]


def tiff(entries: list[tuple[int, int, int, int]], tail: bytes = b"", next_offset: int = 0) -> bytes:
    """Return a little-endian TIFF of (tag, type, count, value) entries; `tail` follows the directory."""
    directory = b"".join(struct.pack("<HHII", *entry) for entry in sorted(entries))
    head = b"II*\x00\x08\x00\x00\x00" + struct.pack("<H", len(entries))
    return head + directory + struct.pack("<I", next_offset) + tail


def tiff_grey(extra: list[tuple[int, int, int, int]], tail: bytes, next_offset: int = 0) -> bytes:
    """Return a TIFF of 8 × 8 grey pixels, the first bytes of `tail`, with entries beyond the usual."""
    start = 8 + 2 + 12 * (7 + len(extra)) + 4
    basic = [(256, 4, 1, 8), (257, 4, 1, 8), (258, 3, 1, 8), (262, 3, 1, 1)]
    strip = [(273, 4, 1, start), (278, 4, 1, 8), (279, 4, 1, 64)]
    return tiff([*basic, *strip, *extra], tail, next_offset)


def tiff_of_tags() -> bytes:
    """Return a TIFF whose 5000 tags ask for 18 MB each, 90 GB in all, of the same bytes."""
    tags = [(40000 + i, 7, 18 << 20, 70_000) for i in range(5000)]
    return tiff_grey(tags, bytes(MANY - 62_000))


def tiff_of_one_tile() -> bytes:
    """Return a TIFF of 16 × 16 pixels in a tile of 30000 × 60000: 1.8 GB to unpack, from 0.1 MB."""
    tail = zlib.compress(bytes(100 << 20))
    start = 8 + 2 + 12 * 9 + 4
    size = [(256, 4, 1, 16), (257, 4, 1, 16), (258, 3, 1, 8), (259, 3, 1, 8), (262, 3, 1, 1)]
    return tiff(
        [*size, (322, 4, 1, 60000), (323, 4, 1, 30000), (324, 4, 1, start), (325, 4, 1, len(tail))], tail
    )


def tiff_of_shared_strips() -> bytes:
    """Return a TIFF of 60000 rows in one shared strip with 100,000 empty blocks in it: a minute to unpack."""
    rows = 60000
    end = b"\x01\x08\x00\xf7\xff" + bytes(8) + b"\x00\x08\x00\x01"  # eight pixels and their checksum
    strip = b"\x78\x01" + b"\x00\x00\x00\xff\xff" * 100_000 + end
    offsets = 8 + 2 + 12 * 8 + 4
    counts, pixels = offsets + 4 * rows, offsets + 8 * rows
    size = [(256, 4, 1, 8), (257, 4, 1, rows), (258, 3, 1, 8), (259, 3, 1, 8), (262, 3, 1, 1), (278, 4, 1, 1)]
    tail = struct.pack("<I", pixels) * rows + struct.pack("<I", len(strip)) * rows + strip
    return tiff([*size, (273, 4, rows, offsets), (279, 4, rows, counts)], tail)


def gif(width: int, height: int, blocks: bytes) -> bytes:
    """Return a GIF of two colours with these blocks after its header."""
    return (
        b"GIF89a"
        + struct.pack("<HHBBB", width, height, 0x80, 0, 0)
        + b"\x00\x00\x00\xff\xff\xff"
        + blocks
        + b";"
    )


GIF_FRAME = b"," + struct.pack("<HHHHB", 0, 0, 1, 1, 0) + b"\x02\x02\x44\x01\x00"


def gif_of_comments() -> bytes:
    return gif(1, 1, b"!\xfe\x01x\x00" * (MANY // 5) + GIF_FRAME)


def bmp_run_length(width: int, height: int, body: bytes) -> bytes:
    """Return a BMP of 256 colours with run-length coding."""
    palette = bytes(1024)
    head = struct.pack("<IiiHHIIiiII", 40, width, height, 1, 8, 1, len(body), 0, 0, 256, 0)
    start = 14 + len(head) + len(palette)
    return b"BM" + struct.pack("<IHHI", start + len(body), 0, 0, start) + head + palette + body
