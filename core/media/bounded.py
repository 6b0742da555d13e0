"""Archives, JSON and XML of strangers: what is produced is bounded, whatever the file says of itself.

The codes of the errors are given by who reads: they name the sentence for that kind of file.
"""

import io
import json
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree
from xml.parsers import expat

from core.media.errors import MediaError

MAX_ENTRIES = 4000
"""of an archive's list of files, which is read whole"""
MAX_VALUES = 500_000
"""in a JSON text, counted before it is read, and elements of an XML text"""
PIECE = 1 << 20
_ENTRY = b"PK\x01\x02"
_BOUNDED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
ZIP_FAULTS = (
    *(zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError),
    RuntimeError,  # it has a password
    *(IndexError, struct.error),  # broken facts about a file
)
"""what can be wrong with an archive, besides MediaError"""


def opened(data: bytes, too_much: str) -> zipfile.ZipFile:
    """Open a zip; raise ZIP_FAULTS, or MediaError(too_much) for a list of files that is longer than any."""
    if data.count(_ENTRY) > MAX_ENTRIES:
        raise MediaError(too_much)
    return zipfile.ZipFile(io.BytesIO(data))


class Unpack:
    """Reads the files of one archive, so many bytes in all at most."""

    def __init__(self, archive: zipfile.ZipFile, most: int, too_large: str, broken: str) -> None:
        """Begin with nothing unpacked; MediaError(too_large, limit=MB) or MediaError(broken) end it."""
        self._archive, self._most, self._left = archive, most, most
        self._too_large, self._broken = too_large, broken

    def __call__(self, name: str | zipfile.ZipInfo) -> bytes:
        """Return one file."""
        return b"".join(self.pieces(name))

    def pieces(self, name: str | zipfile.ZipInfo) -> Iterator[bytes]:
        """Yield one file piece by piece. Other packings are refused: of them Python unpacks all at once."""
        info = name if isinstance(name, zipfile.ZipInfo) else self._archive.getinfo(name)
        if info.compress_type not in _BOUNDED:
            raise MediaError(self._broken)
        with self._archive.open(info) as file:
            while piece := file.read(PIECE):
                self._left -= len(piece)
                if self._left < 0:
                    raise MediaError(self._too_large, limit=self._most >> 20)
                yield piece


def json_value(data: bytes, broken: str, too_much: str) -> Any:
    """Return what a JSON text holds; raise MediaError(broken), or MediaError(too_much) before it is read."""
    if sum(map(data.count, (b",", b"[", b"{", b":"))) > MAX_VALUES:
        raise MediaError(too_much)
    try:
        return json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise MediaError(broken) from None


def xml_root(data: bytes, broken: str, too_much: str) -> ElementTree.Element:
    """Return the root of an XML text without document type; raise MediaError as `json_value` does."""
    if data.count(b"<") > MAX_VALUES:
        raise MediaError(too_much)
    parser = ElementTree.XMLParser()
    try:
        _refuse_types(data)
        parser.feed(data)
        return parser.close()
    except (ElementTree.ParseError, expat.ExpatError, ValueError, RecursionError):
        raise MediaError(broken) from None


def _refuse_types(data: bytes) -> None:
    """Raise ValueError for a document type: its entities let a text grow as it is read."""

    def refuse(*_: object) -> None:
        raise ValueError("a document type")

    look = expat.ParserCreate()
    look.StartDoctypeDeclHandler = refuse
    look.Parse(data, True)
