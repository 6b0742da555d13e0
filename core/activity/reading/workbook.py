"""The sheets of an Excel file as CSV: numbers and names only, no formula is computed."""

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from xml.etree import ElementTree

from core.media.errors import MediaError

NAMESPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
BOOK, STRINGS, SHEET = "xl/workbook.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet{}.xml"
MAX_SHEETS = 20
MAX_COLUMNS = 200


def is_workbook(archive: zipfile.ZipFile) -> bool:
    """Return whether a zip is an Excel file of this century."""
    return BOOK in archive.namelist()


def sheets(names: list[str], unpack: Callable[[str], bytes]) -> dict[str, bytes]:
    """Return each sheet as CSV by its name; `names` are the archive's files, `unpack` reads one of them.

    Raises: MediaError("recording_excel") if it cannot be read.
    """
    try:
        titles = [sheet.get("name", "") for sheet in _parsed(unpack(BOOK)).iter(f"{NAMESPACE}sheet")]
        strings = _strings(unpack(STRINGS)) if STRINGS in names else []
        found = {}
        for i, title in enumerate(titles[:MAX_SHEETS], 1):
            if SHEET.format(i) in names:
                found[title] = _as_csv(unpack(SHEET.format(i)), strings)
        return found
    except (ElementTree.ParseError, IndexError, ValueError):
        raise MediaError("recording_excel") from None


def _parsed(xml: bytes) -> ElementTree.Element:
    if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:  # a file that grows as it is read
        raise ValueError
    return ElementTree.fromstring(xml)


def _strings(xml: bytes) -> list[str]:
    """Return the strings that cells refer to by number."""
    return ["".join(part.text or "" for part in item.iter(f"{NAMESPACE}t")) for item in _parsed(xml)]


def _as_csv(xml: bytes, strings: list[str]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    for row in _parsed(xml).iter(f"{NAMESPACE}row"):
        cells: list[str] = []
        for place, value in _cells(row, strings):
            column = len(cells) if place is None else place
            if column >= MAX_COLUMNS:
                raise ValueError
            cells += [""] * (column + 1 - len(cells))
            cells[column] = value
        writer.writerow(cells)
    return out.getvalue().encode()


def _cells(row: ElementTree.Element, strings: list[str]) -> Iterator[tuple[int | None, str]]:
    """Yield the column (from 0, None: the next one) and the content of each cell of a row."""
    for cell in row.iter(f"{NAMESPACE}c"):
        letters = re.match(r"[A-Z]{1,3}", cell.get("r", ""))
        number = 0
        for letter in letters[0] if letters else "":
            number = 26 * number + ord(letter) - 64
        inline = "".join(part.text or "" for part in cell.iter(f"{NAMESPACE}t"))
        value = cell.findtext(f"{NAMESPACE}v") or inline
        yield (number - 1 if letters else None), strings[int(value)] if cell.get("t") == "s" else value
