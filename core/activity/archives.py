"""The zip files of phyphox and Sensor Logger: their CSV files, read without touching the disk."""

import io
import posixpath
import zipfile
import zlib

from core.media.errors import MediaError

MAX_FILES = 400
MAX_BYTES = 48 << 20  # of all files together, unpacked
OFFICE = b"\xd0\xcf\x11\xe0"  # an old Excel file


def is_archive(data: bytes) -> bool:
    """Return whether `data` begins like a zip file."""
    return data[:4] in (b"PK\x03\x04", b"PK\x05\x06")


def tables(data: bytes) -> dict[str, bytes]:
    """Return the CSV files in a zip by name, without folder and ending; raise MediaError if there is none.

    Nothing is unpacked beyond 48 MB, whatever the sizes in the archive say.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            if any(m.filename == "[Content_Types].xml" for m in members):
                raise MediaError("recording_excel")
            members = [m for m in members if _is_table(m.filename)]
            if not members:
                raise MediaError("recording_zip_empty")
            if len(members) > MAX_FILES or sum(m.file_size for m in members) > MAX_BYTES:
                raise MediaError("recording_zip_too_large", limit=MAX_BYTES >> 20)
            return _unpacked(archive, members)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        raise MediaError("recording_zip_damaged") from None  # RuntimeError: it has a password


def _unpacked(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    left = MAX_BYTES
    for member in members:
        with archive.open(member) as file:
            content = file.read(left + 1)
        left -= len(content)
        if left < 0:
            raise MediaError("recording_zip_too_large", limit=MAX_BYTES >> 20)
        found.setdefault(stem_of(member.filename), content)
    return found


def _is_table(name: str) -> bool:
    """Return whether a name in an archive is a CSV file of numbers, and none about the phone or hidden."""
    folders, file = posixpath.split(name)
    hidden = file.startswith(".") or "__MACOSX" in folders
    return file.lower().endswith((".csv", ".txt", ".tsv")) and not hidden and not folders.endswith("meta")


def stem_of(name: str) -> str:
    """Return a file's name without folder and ending."""
    return posixpath.splitext(posixpath.basename(name.replace("\\", "/")))[0]
