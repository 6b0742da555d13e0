"""The zip files of phyphox and Sensor Logger, and Excel files: their tables, without touching the disk."""

import posixpath
import unicodedata

from core.activity.reading import workbook
from core.media import bounded, zip_names
from core.media.errors import MediaError

MAX_FILES = 400
MAX_BYTES = 48 << 20  # of all files together, unpacked
LIGHT = 1 << 20  # bytes, unpacked, that are read without a process of their own
TOO_MUCH = "recording_too_costly"
OFFICE = b"\xd0\xcf\x11\xe0"  # an old Excel file


def is_archive(data: bytes) -> bool:
    """Return whether `data` begins like a zip file."""
    return data[:4] in (b"PK\x03\x04", b"PK\x05\x06")


def is_light(data: bytes, *_: object, **__: object) -> bool:
    """Return whether so little can come out of a file that no process of its own is needed to read it.

    Python's zipfile reads no more of a file in an archive than the archive says that there is.
    """
    if not is_archive(data):
        return len(data) <= LIGHT
    try:
        with bounded.opened(data, TOO_MUCH) as archive:
            return sum(file.file_size for file in archive.infolist()) <= LIGHT
    except (MediaError, *bounded.ZIP_FAULTS):
        return True  # and it is refused at once


def tables(data: bytes) -> dict[str, bytes]:
    """Return the CSV files in a zip, or an Excel file's sheets, by name, without folder and ending.

    Nothing is unpacked beyond 48 MB, whatever the sizes in the archive say.
    Raises: MediaError if there is none or they cannot be had.
    """
    try:
        with bounded.opened(data, TOO_MUCH) as archive:
            unpack = bounded.Unpack(archive, MAX_BYTES, "recording_zip_too_large", "recording_zip_damaged")
            if workbook.is_workbook(archive):
                return workbook.sheets(archive.namelist(), unpack, unpack.pieces)
            members = [info for info in archive.infolist() if _is_table(zip_names.readable(info))]
            if not members:
                raise MediaError("recording_zip_empty")
            if len(members) > MAX_FILES:
                raise MediaError("recording_zip_too_large", limit=MAX_BYTES >> 20)
            return {stem_of(zip_names.readable(info)): unpack(info) for info in members}
    except bounded.ZIP_FAULTS:
        raise MediaError("recording_zip_damaged") from None


def _is_table(name: str) -> bool:
    """Return whether a name in an archive is a CSV file of numbers, and none about the phone or hidden."""
    folders, file = posixpath.split(name)
    hidden = file.startswith(".") or "__MACOSX" in folders
    return file.lower().endswith((".csv", ".txt", ".tsv")) and not hidden and not folders.endswith("meta")


def stem_of(name: str) -> str:
    """Return a file's name without folder and ending."""
    name = unicodedata.normalize("NFC", name)
    return posixpath.splitext(posixpath.basename(name.replace("\\", "/")))[0]
