"""The sheets of an Excel file as CSV: numbers and names only, no formula is computed."""

import csv
import io
import posixpath
import zipfile
from collections.abc import Callable, Iterable
from xml.etree import ElementTree

from core.media import bounded, spreadsheet
from core.media.errors import MediaError

BOOK, STRINGS, LINKS = "xl/workbook.xml", "xl/sharedStrings.xml", "xl/_rels/workbook.xml.rels"
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
        strings = spreadsheet.strings(pieces(STRINGS), budget) if STRINGS in names else []
        found = {}
        for title, part in _parts(unpack, names):
            if part in names:
                found[title] = _as_csv(spreadsheet.rows(pieces(part), strings, budget))
        return found
    except (IndexError, ValueError):
        raise MediaError("recording_excel") from None


def _parts(unpack: Callable[[str], bytes], names: list[str]) -> list[tuple[str, str]]:
    """Return each sheet's name and file, by the workbook's links: moved or deleted sheets leave gaps.

    Names go without namespace, as strict files (ISO/IEC 29500) have another. Without links sheets count up.
    """
    links = {}
    for link in _parsed(unpack(LINKS)).iter() if LINKS in names else ():
        target = link.get("Target", "")
        links[link.get("Id")] = (
            target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
        )
    found = []
    for sheet in _parsed(unpack(BOOK)).iter():
        if sheet.tag.rpartition("}")[2] == "sheet":
            linked = next(
                (v for name, v in sheet.attrib.items() if name.rpartition("}")[2] == "id" and "}" in name), ""
            )
            found.append(
                (sheet.get("name", ""), links.get(linked, f"xl/worksheets/sheet{len(found) + 1}.xml"))
            )
    return found[:MAX_SHEETS]


def _parsed(xml: bytes) -> ElementTree.Element:
    """Return the root of one of the small files about the sheets."""
    return bounded.xml_root(xml, "recording_excel", "recording_too_costly")


def _as_csv(rows: Iterable[list[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()
