"""The zip files of phyphox and Sensor Logger, and Excel files: their tables, without touching the disk."""

import io
import posixpath
import unicodedata
import zipfile
import zlib

from core.activity.reading import workbook
from core.media import zip_names
from core.media.errors import MediaError

MAX_FILES = 400
MAX_BYTES = 48 << 20  # of all files together, unpacked
OFFICE = b"\xd0\xcf\x11\xe0"  # an old Excel file


def is_archive(data: bytes) -> bool:
    """Return whether `data` begins like a zip file."""
    return data[:4] in (b"PK\x03\x04", b"PK\x05\x06")


def tables(data: bytes) -> dict[str, bytes]:
    """Return the CSV files in a zip, or an Excel file's sheets, by name, without folder and ending.

    Nothing is unpacked beyond 48 MB, whatever the sizes in the archive say.
    Raises: MediaError if there is none or they cannot be had.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpack = Unpack(archive)
            if workbook.is_workbook(archive):
                return workbook.sheets(archive.namelist(), unpack)
            members = [info for info in archive.infolist() if _is_table(zip_names.readable(info))]
            if not members:
                raise MediaError("recording_zip_empty")
            if len(members) > MAX_FILES:
                raise MediaError("recording_zip_too_large", limit=MAX_BYTES >> 20)
            return {stem_of(zip_names.readable(info)): unpack(info) for info in members}
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        raise MediaError("recording_zip_damaged") from None  # RuntimeError: it has a password


class Unpack:
    """Reads the files of one archive, 48 MB in all at most."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        """Begin with nothing unpacked."""
        self._archive, self._left = archive, MAX_BYTES

    def __call__(self, name: str | zipfile.ZipInfo) -> bytes:
        """Return one file; raise MediaError once it is too much."""
        with self._archive.open(name) as file:
            content = file.read(self._left + 1)
        self._left -= len(content)
        if self._left < 0:
            raise MediaError("recording_zip_too_large", limit=MAX_BYTES >> 20)
        return content


def _is_table(name: str) -> bool:
    """Return whether a name in an archive is a CSV file of numbers, and none about the phone or hidden."""
    folders, file = posixpath.split(name)
    hidden = file.startswith(".") or "__MACOSX" in folders
    return file.lower().endswith((".csv", ".txt", ".tsv")) and not hidden and not folders.endswith("meta")


def stem_of(name: str) -> str:
    """Return a file's name without folder and ending."""
    name = unicodedata.normalize("NFC", name)
    return posixpath.splitext(posixpath.basename(name.replace("\\", "/")))[0]
