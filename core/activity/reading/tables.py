"""Text to a table of numbers, whatever the separator, the decimal sign and the encoding."""

import csv
import io
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.activity.recording import Note
from core.media.errors import MediaError

if TYPE_CHECKING:
    import pandas as pd

MAX_ROWS = 500_000
MAX_COLUMNS = 200
MAX_LINE = 20_000  # characters
FEWER_CELLS = 100_000  # than these no table is asked whether its cells are in the file
LOOK_AT = 60  # lines, to find the separator and the header
SEPARATORS = ("\t", ";", ",", " ")
NUMBER = re.compile(r"[-+]?(\d+([.,]\d*)?|[.,]\d+)(e[-+]?\d+)?|[-+]?(nan|inf|∞)|", re.IGNORECASE)
LINE_ENDS = ("\r\n", "\r", "\u2028", "\u2029", "\x85", "\x0b", "\x0c")
SPELT_LINE_END = re.compile(r"(?:\\r)?\\n(?=\n|$)")
IN_QUOTES = re.compile(r'(?:^|(?<=[,;\t\n]))"([^"]{0,200})"(?=[,;\t\n]|$)')
UNITS = re.compile(
    r"[\[(]?(s|ms|[uµμ]s|ns|sec|hz|g|m/s\^?[2²]|m/s/s|m\*s-2|rad/s|deg/s|dps|°/s|[uµμ]?t|hpa|°c?|%|-|n/?a|)[\])]?",
    re.I,
)
DECIMAL_COMMA = re.compile(r"[-+]?\d*,\d+(e[-+]?\d+)?", re.IGNORECASE)


@dataclass(frozen=True)
class Table:
    """A file's columns by name, and the name of the file they are from, without folder and ending."""

    stem: str
    frame: "pd.DataFrame"
    named: bool
    notes: tuple[Note, ...]


def decode(data: bytes) -> tuple[str, str]:
    """Return the text and its encoding: UTF-8, UTF-16 or CP949; raise MediaError if it is none."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        tries = ["utf-16"]
    elif b"\0" in data[:2000]:  # every Latin letter has a zero beside it
        tries = ["utf-16-le" if data[1:2000:2].count(0) > data[:2000:2].count(0) else "utf-16-be"]
    else:
        tries = ["utf-8-sig", "cp949"]
    for encoding in tries:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text, encoding
    raise MediaError("recording_not_text")


def read(data: bytes, stem: str) -> Table:
    """Read a table of numbers with any lines above it; raise MediaError if there is none."""
    text, encoding = decode(data)
    text = _in_lines(text).replace("−", "-")
    if '"' in text:
        text = IN_QUOTES.sub(lambda cell: cell[0].replace("\n", " "), text)
    rows = text.count("\n")
    if rows > MAX_ROWS + LOOK_AT:
        raise MediaError("recording_too_many_rows", rows=rows, limit=MAX_ROWS)
    lines = text.split("\n")
    if ";" in text:
        lines = _closed_by_semicolons(lines)
    if max(map(len, lines)) > MAX_LINE:
        raise MediaError("recording_not_a_table")
    separator, first, width = _layout(lines[:LOOK_AT])
    if rows * width > len(text) + FEWER_CELLS:  # each cell takes a character at least: most are not there
        raise MediaError("recording_not_a_table")
    header = _header(lines[:first], separator, width)
    comma = any(
        DECIMAL_COMMA.fullmatch(cell) for line in lines[first:LOOK_AT] for cell in _cells(line, separator)
    )
    frame = _numbers("\n".join(lines[first:]), separator, "," if comma else ".", width)
    frame.columns = header or [str(i + 1) for i in range(width)]
    found = [Note("encoding", {"encoding": encoding.upper()})] if encoding[:5] != "utf-8" else []
    found += [Note("decimal_comma")] if comma else []
    return Table(stem, frame, bool(header), tuple(found))


def _in_lines(text: str) -> str:
    """Return a text whose lines all end as Python's do, a spelt-out "\\\\n" at the end of a line gone too."""
    for end in LINE_ENDS:
        text = text.replace(end, "\n")
    return SPELT_LINE_END.sub("\n", text) if "\\n" in text else text


def _closed_by_semicolons(lines: list[str]) -> list[str]:
    """Return one line a row, where rows end with a semicolon, as WISDM has them: several may share a line."""
    ended = sum(line.rstrip(" \t,").endswith(";") for line in lines)
    semicolons, commas = (sum(line.count(sign) for line in lines) for sign in ";,")
    if 2 * ended < sum(map(bool, lines)) or commas < 1.5 * semicolons:
        return lines
    return [part.strip() for line in lines for part in line.rstrip("; \t|").split(";")]


def _cells(line: str, separator: str) -> list[str]:
    if separator == " ":
        return line.split()
    try:
        return [cell.strip() for cell in next(csv.reader([line], delimiter=separator), [])]
    except csv.Error:
        return []


def _layout(lines: list[str]) -> tuple[str, int, int]:
    """Return the separator, the first line of numbers and how many cells it has.

    A line of numbers has three at least, and half of its cells; where no line has, three are enough.
    """
    for share in (2, 1000):
        best = (0, "", 0, 0)
        for separator in SEPARATORS:
            first, width, total = -1, 0, 0
            for i, line in enumerate(lines):
                cells = [] if line.startswith("#") else _cells(line, separator)
                numbers = sum(1 for cell in cells if cell and NUMBER.fullmatch(cell))
                if numbers >= 3 and share * numbers >= sum(map(bool, cells)):
                    first, width = (i, len(cells)) if first < 0 else (first, max(width, len(cells)))
                    total += numbers
            if total > best[0] and width <= MAX_COLUMNS:
                best = (total, separator, first, width)
        if best[0]:
            return best[1:]
    raise MediaError("recording_not_a_table")


def _header(above: list[str], separator: str, width: int) -> list[str]:
    """Return the names over the columns, each once, or nothing if the line above the numbers has none."""
    rows = [_cells(line, separator) for line in above if line.strip()]
    names = rows[-1] if rows else []
    if len(rows) > 1 and len(rows[-2]) == len(names) > 2 and all(map(UNITS.fullmatch, names)):
        names = [f"{name} ({unit.strip('[]()')})" for name, unit in zip(rows[-2], names, strict=True)]
    if above and separator == " " and len(names) != width:
        names = []
    while len(names) > width and not names[-1]:
        names = names[:-1]
    if sum(map(bool, names)) < 3 or len(names) > width + 1:
        return []
    names = [
        unicodedata.normalize("NFC", name).strip("'\" \ufeff").lstrip("#").strip() for name in names[:width]
    ]
    names += [""] * (width - len(names))
    seen: dict[str, int] = {}
    for i, name in enumerate(names):
        name = name or str(i + 1)
        seen[name] = seen.get(name, 0) + 1
        names[i] = name if seen[name] == 1 else f"{name} ({seen[name]})"
    return names


def is_numeric(column: "pd.Series") -> bool:
    """Return whether a column holds numbers, and some."""
    import pandas as pd

    return bool(pd.api.types.is_numeric_dtype(column) and column.notna().any())


def _numbers(text: str, separator: str, decimal: str, width: int) -> "pd.DataFrame":
    """Return the columns: floats, or strings where most are no numbers; short rows end in NaN."""
    import pandas as pd

    try:
        frame = pd.read_csv(
            io.StringIO(text),
            sep=r"\s+" if separator == " " else separator,
            decimal=decimal,
            header=None,
            names=range(width),
            index_col=False,
            on_bad_lines="skip",
            skipinitialspace=True,
            low_memory=False,
            na_values=["-∞", "∞", "-"],
        )
    except Exception:  # whatever the parser stumbles over: a quote that never ends, for one
        raise MediaError("recording_not_a_table") from None
    for column in frame.columns[[not pd.api.types.is_numeric_dtype(kind) for kind in frame.dtypes]]:
        strings = frame[column].astype(str)
        as_numbers = pd.to_numeric(
            strings.str.replace(",", ".") if decimal == "," else strings, errors="coerce"
        )
        if as_numbers.notna().mean() > 0.5:
            frame[column] = as_numbers
    return frame
