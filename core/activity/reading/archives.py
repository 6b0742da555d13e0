"""The zip files of phyphox and Sensor Logger, and Excel files: their tables, without touching the disk."""

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator

from core.activity.reading import workbook
from core.media.errors import MediaError

MAX_FILES = 400
MAX_BYTES = 48 << 20  # of all files together, unpacked
MAX_ENTRIES = 4000  # of the list of files, which is read whole
PIECE = 1 << 20
BOUNDED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # the others Python unpacks without a limit on memory
LIGHT = 1 << 20  # bytes, unpacked, that are read without a process of their own
ENTRY = b"PK\x01\x02"
FAULTS = (
    *(zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError),
    RuntimeError,  # it has a password
    *(IndexError, struct.error),  # broken facts about a file
)
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
        with _opened(data) as archive:
            return sum(file.file_size for file in archive.infolist()) <= LIGHT
    except (MediaError, *FAULTS):
        return True  # and it is refused at once


def _opened(data: bytes) -> zipfile.ZipFile:
    if data.count(ENTRY) > MAX_ENTRIES:
        raise MediaError("recording_too_costly")
    return zipfile.ZipFile(io.BytesIO(data))


def tables(data: bytes) -> dict[str, bytes]:
    """Return the CSV files in a zip, or an Excel file's sheets, by name, without folder and ending.

    Nothing is unpacked beyond 48 MB, whatever the sizes in the archive say.
    Raises: MediaError if there is none or they cannot be had.
    """
    try:
        with _opened(data) as archive:
            unpack = Unpack(archive)
            if workbook.is_workbook(archive):
                return workbook.sheets(archive.namelist(), unpack, unpack.pieces)
            members = [name for name in archive.namelist() if _is_table(name)]
            if not members:
                raise MediaError("recording_zip_empty")
            if len(members) > MAX_FILES:
                raise MediaError("recording_zip_too_large", limit=MAX_BYTES >> 20)
            return {stem_of(name): unpack(name) for name in members}
    except FAULTS:
        raise MediaError("recording_zip_damaged") from None


class Unpack:
    """Reads the files of one archive, 48 MB in all at most."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        """Begin with nothing unpacked."""
        self._archive, self._left = archive, MAX_BYTES

    def __call__(self, name: str) -> bytes:
        """Return one file; raise MediaError once it is too much."""
        return b"".join(self.pieces(name))

    def pieces(self, name: str) -> Iterator[bytes]:
        """Yield one file piece by piece; raise MediaError once it is too much."""
        if self._archive.getinfo(name).compress_type not in BOUNDED:
            raise MediaError("recording_zip_damaged")
        with self._archive.open(name) as file:
            while piece := file.read(PIECE):
                self._left -= len(piece)
                if self._left < 0:
                    raise MediaError("recording_zip_too_large", limit=MAX_BYTES >> 20)
                yield piece


def _is_table(name: str) -> bool:
    """Return whether a name in an archive is a CSV file of numbers, and none about the phone or hidden."""
    folders, file = posixpath.split(name)
    hidden = file.startswith(".") or "__MACOSX" in folders
    return file.lower().endswith((".csv", ".txt", ".tsv")) and not hidden and not folders.endswith("meta")


def stem_of(name: str) -> str:
    """Return a file's name without folder and ending."""
    return posixpath.splitext(posixpath.basename(name.replace("\\", "/")))[0]
