"""The sheets of an Excel file as CSV: numbers and names only, no formula is computed."""

import csv
import io
import zipfile
from collections.abc import Callable, Iterable
from xml.etree import ElementTree

from core.media import bounded, spreadsheet
from core.media.errors import MediaError

NAMESPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
BOOK, STRINGS, SHEET = "xl/workbook.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet{}.xml"
MAX_SHEETS = 20


def is_workbook(archive: zipfile.ZipFile) -> bool:
    """Return whether a zip is an Excel file of this century."""
    return BOOK in archive.namelist()


def sheets(
    names: list[str], unpack: Callable[[str], bytes], pieces: Callable[[str], Iterable[bytes]]
) -> dict[str, bytes]:
    """Return each sheet as CSV by its name; `names` are the archive's files, `unpack` reads one of them.

    `pieces` reads one piece by piece.
    Raises: MediaError("recording_excel") if it cannot be read, "recording_too_costly" beyond the bounds.
    """
    budget = spreadsheet.Budget()
    try:
        titles = [sheet.get("name", "") for sheet in _parsed(unpack(BOOK)).iter(f"{NAMESPACE}sheet")]
        strings = spreadsheet.strings(pieces(STRINGS), budget) if STRINGS in names else []
        found = {}
        for i, title in enumerate(titles[:MAX_SHEETS], 1):
            if SHEET.format(i) in names:
                found[title] = _as_csv(spreadsheet.rows(pieces(SHEET.format(i)), strings, budget))
        return found
    except (IndexError, ValueError):
        raise MediaError("recording_excel") from None


def _parsed(xml: bytes) -> ElementTree.Element:
    """Return the root of one of the small files about the sheets."""
    return bounded.xml_root(xml, "recording_excel", "recording_too_costly")


def _as_csv(rows: Iterable[list[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()
