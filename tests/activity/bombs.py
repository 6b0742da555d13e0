"""Recordings made to cost more than they show: small files that give much, and files that give little."""

import io
import zipfile

from tests.activity import exports

MANY = 398_000
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
BOOK = f'<workbook xmlns="{MAIN}"><sheets><sheet name="Raw Data"/></sheets></workbook>'


def book(sheet: bytes, strings: bytes | None = None) -> bytes:
    """Return an Excel file with one sheet of these rows and these shared strings."""
    head = f'<worksheet xmlns="{MAIN}"><sheetData>'.encode()
    files: dict[str, bytes | str] = {"xl/workbook.xml": BOOK}
    files["xl/worksheets/sheet1.xml"] = head + sheet + b"</sheetData></worksheet>"
    if strings is not None:
        files["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}">'.encode() + strings + b"</sst>"
    return exports.zipped(files)


def references(count: int) -> bytes:
    return b'<row><c t="s"><v>0</v></c></row>' * count


def one_string(characters: int) -> bytes:
    """Return an Excel file in which 398,000 cells show the same long string."""
    return book(references(MANY), b"<si><t>" + b"a" * characters + b"</t></si>")


def packed(method: int) -> bytes:
    """Return a zip of 900 MB of zeros, packed in another way than usual."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive, archive.open("a.csv", "w") as file:
        for _ in range(900):
            file.write(bytes(1 << 20))
    return out.getvalue()


def long_list(entries: int) -> bytes:
    """Return a zip whose list of files names the same empty file again and again."""
    data = exports.zipped({"a.csv": ""})
    at, end = data.index(b"PK\x01\x02"), data.index(b"PK\x05\x06")
    entry, tail = data[at:end], bytearray(data[end:])
    tail[12:16] = (len(entry) * entries).to_bytes(4, "little")
    return data[:at] + entry * entries + bytes(tail)


WIDE = b"1," * 199 + b"1\n"
RAGGED = WIDE * 59 + b"1,2,3\n" * 450_000
BOMBS = {
    "one string of 20 MB in 398,000 cells": lambda: one_string(20 << 20),
    "one string as long as Excel allows": lambda: one_string(32_767),
    "empty cells": lambda: book(b"<row>" + (b"<c/>" * 190 + b"</row><row>") * 60_000 + b"</row>"),
    "cells far to the right": lambda: book(b'<row><c r="GQ1"><v>1</v></c></row>' * 1_200_000),
    "a row of everything": lambda: book(b"<row>" + b"<c><v>1</v></c>" * 2_000_000 + b"</row>"),
    "empty rows": lambda: book(b"<row/>" * 7_000_000),
    "elements in elements": lambda: book(b"<x>" * 5_000_000 + b"</x>" * 5_000_000),
    "one long attribute": lambda: book(b'<row x="' + b"a" * (40 << 20) + b'"/>'),
    "one long comment": lambda: book(b"<!--" + b"a" * (40 << 20) + b"-->"),
    "five million strings": lambda: book(references(9), b"<si/>" * 5_000_000),
    "few rows are wide": lambda: RAGGED,
    "a zip of tables of which few rows are wide": lambda: exports.zipped(
        {f"{i}.csv": RAGGED for i in range(17)}
    ),
    "many small tables": lambda: exports.zipped({f"{i}.csv": b"1,2,3\n" * 19_000 for i in range(399)}),
    "one digit a cell": lambda: (b"1," * 39 + b"1\n") * 260_000,
    "words only": lambda: b"1,2,3,4\n" * 60 + b"a,b,c,d\n" * 490_000,
    "another packing": lambda: packed(zipfile.ZIP_BZIP2),
    "a long list of files": lambda: long_list(400_000),
}
