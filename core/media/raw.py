"""Cameras' raw files: many begin like a TIFF, and what Pillow would find in them is a thumbnail."""

import struct

_MAGIC = (b"IIRO", b"IIRS", b"MMOR", b"IIU\x00", b"FUJIFILMCCD-RAW", b"\x00MRM", b"FOVb")
_ENTRIES, _DIRECTORIES = 512, 8
_SUB_IFDS, _COMPRESSION, _PHOTOMETRIC, _SUBFILE = 0x14A, 0x103, 0x106, 0xFE
_DNG_VERSION, _CFA_PATTERN, _MAKE, _EP_ID = 0xC612, 0x828E, 0x10F, 0x9216
_RAW_PHOTOMETRICS = (32803, 34892)  # a mosaic of colours, linear raw
_RAW_COMPRESSIONS = (34713, 32767, 65535, 65000, 32769, 34892)  # Nikon, Sony, Pentax, Samsung, Epson
_CR3 = (b"crx ",)
_ONLY_RAW = (_DNG_VERSION, _CFA_PATTERN, _EP_ID, 0xC640, 0xC5D8, 0x7000, 0x7010)


def is_raw(data: bytes) -> bool:
    """Return whether a file is a camera's raw one: DNG, NEF, ARW, CR2, CR3, PEF, ORF, RW2, RAF and others."""
    if data.startswith(_MAGIC) or (data[4:8] == b"ftyp" and data[8:12] in _CR3) or data[25:28] == b"ARE":
        return True
    if data[:4] in (b"II*\x00", b"MM\x00*") and data[8:10] == b"CR":
        return True
    if data[:4] not in (b"II*\x00", b"MM\x00*"):
        return False
    return any(_says_raw(found) for found in _directories(data))


def _says_raw(found: dict[int, tuple[int, int]]) -> bool:
    def value(tag: int) -> int:
        return found.get(tag, (0, 0))[1]

    if any(tag in found for tag in _ONLY_RAW) or value(_PHOTOMETRIC) in _RAW_PHOTOMETRICS:
        return True
    if value(_COMPRESSION) in _RAW_COMPRESSIONS:
        return True
    # A camera's own TIFF that shows a small picture first and keeps others beside it (NEF, ARW, SRW, PEF).
    return _MAKE in found and _SUB_IFDS in found and value(_SUBFILE) & 1 == 1


def _directories(data: bytes) -> list[dict[int, tuple[int, int]]]:
    """Return the first directories of a TIFF, also those below: by tag, how many values and the first."""
    order = "<" if data[:2] == b"II" else ">"
    waiting, found, seen = [_number(data, 4, order, 4)], [], set()
    while waiting and len(found) < _DIRECTORIES:
        at = waiting.pop(0)
        if at in seen or not 8 <= at < len(data) - 2:
            continue
        seen.add(at)
        count = min(_number(data, at, order, 2), _ENTRIES)
        entries: dict[int, tuple[int, int]] = {}
        for place in range(at + 2, min(at + 2 + 12 * count, len(data) - 11), 12):
            tag, kind, many = struct.unpack_from(order + "HHI", data, place)
            entries[tag] = many, _number(data, place + 8, order, 2 if kind == 3 else 4)
        found.append(entries)
        many, first = entries.get(_SUB_IFDS, (0, 0))
        waiting += (
            [first] if many == 1 else [_number(data, first + 4 * i, order, 4) for i in range(min(many, 4))]
        )
        waiting.append(_number(data, at + 2 + 12 * count, order, 4))
    return found


def _number(data: bytes, at: int, order: str, size: int) -> int:
    return (
        int.from_bytes(data[at : at + size], "little" if order == "<" else "big")
        if 0 <= at < len(data)
        else 0
    )
