"""Dates and times of day as programs and people write them, to seconds; zones by their offset only."""

import re
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import pandas as pd

DAY, HALF_DAY, HOUR = 86_400.0, 43_200.0, 3_600.0
LONGEST = 64  # characters of a cell that are looked at
LOOK_AT = 200  # rows, to find how the times are written
ROWS_A_MINUTE = 1000  # more rows that share "10:11" and it is hours and minutes, fewer and it is minutes
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<b>[A-Za-z]{3,9})\.?"
_YEAR = r"(?P<y>\d{4})"
_HALF = r"[AaPp]\.?\s?[Mm]\.?|오전|오후"
_CLOCK = (
    rf"(?P<half>{_HALF})?\s*(?P<H>\d{{1,2}})\s*[:시h.\-_]\s*(?P<M>\d{{1,2}})"
    r"(?:\s*[:분m.\-_]\s*(?P<S>\d{1,2})(?:[.,:\-_](?P<f>\d{1,9}))?)?\s*[초s분]?"
    rf"\s*(?P<after>{_HALF})?"
)
_COMPACT = r"(?P<H>\d{2})(?P<M>\d{2})(?P<S>\d{2})[.,_\-]?(?P<f>\d{1,9})?"
_ZONE = (
    r"\s*(?:Z|UTC|GMT|[A-Z]{2,5})?\s*(?:(?P<sign>[+\-])(?P<zh>\d{2}):?(?P<zm>\d{2})?)?"
    r"\s*(?:\([^()]*\)|\[[^\[\]]*\])?\s*"
)
_GAP = r"(?:\s*[T,_]\s*|\s+|\s*-\s+)"
_DATES = (
    rf"{_YEAR}\s*[-/._년]\s*(?P<m>\d{{1,2}})\s*[-/._월]\s*(?P<d>\d{{1,2}})\s*[.일]?",
    rf"{_YEAR}\s*[-/. ]\s*{_MONTH}\s*[-/. ]\s*(?P<d>\d{{1,2}})",
    rf"(?P<d>\d{{1,2}})\s*[-/. ]\s*{_MONTH}\s*[-/., ]\s*(?P<y>\d{{4}}|\d{{2}})",
    rf"{_MONTH}\s*(?P<d>\d{{1,2}}),?\s+{_YEAR}",
    r"(?P<p>\d{1,2})\s*(?P<by>[-/.])\s*(?P<q>\d{1,2})\s*[-/.]\s*(?P<y>\d{4}|\d{2})\.?",
)
_PATTERNS = tuple(
    re.compile(rf"\s*{pattern}{_ZONE}")
    for pattern in (
        *(rf"{date}{_GAP}{_CLOCK}" for date in _DATES),
        rf"{_YEAR}-?(?P<m>\d{{2}})-?(?P<d>\d{{2}})[T_ \-]?{_COMPACT}",
        rf"{_MONTH}\s+(?P<d>\d{{1,2}})\s+{_CLOCK}\s+(?:[A-Z]{{2,5}}(?:[+-]\d\d:?\d\d)?\s+)?{_YEAR}",
        rf"{_CLOCK}",
    )
)
_MINUTES = re.compile(r"\s*(?P<M>\d{1,3}):(?P<S>\d{1,2})(?:[.,](?P<f>\d{1,9}))?\s*")
_WEEKDAY = re.compile(
    r"^\s*(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)|\s*\(?[월화수목금토일]요일\)?|\s*\([월화수목금토일]\)",
    re.I,
)


def seconds(column: "pd.Series") -> NDArray[np.float64]:
    """Return (N,) seconds of a column of text, NaN for what is no time; days since 2000 count where told.

    ISO 8601; "14-May-2026 10:11:12.02", "5/14/2026 …", "14.05.2026 …", "2026. 05. 14. 오전 10:11:12",
    "20260514T101112.020", "Thu May 14 10:11:12 KST 2026"; times of day, also with AM and PM; minutes and
    seconds. Behind it an offset, or a zone in brackets. A clock without dates goes on after midnight.
    """
    text = [str(cell)[:LONGEST] for cell in column.tolist()]
    head = [cell for cell in text[:LOOK_AT] if cell.strip() and cell != "nan"]
    head = [_WEEKDAY.sub("", cell) for cell in head]
    best, count = None, 0
    for pattern in (_MINUTES, *_PATTERNS):
        found = sum(bool(pattern.fullmatch(cell)) for cell in head)
        if found > count:
            best, count = pattern, found
    if best is None or 2 * count < len(head):
        return np.full(len(text), np.nan)
    rows = _rows(text, best)
    if best is _MINUTES:
        return _of_minutes(rows)
    dated = "y" in best.groupindex
    time = _time_of_day(rows) + (_days(rows) * DAY if dated else 0.0)
    return time if dated else _going_on(time)


def _rows(text: list[str], pattern: re.Pattern) -> dict[str, NDArray]:
    """Return the groups of a pattern: numbers (N,), NaN where there is none, and text of the named ones."""
    groups, blank = pattern.groupindex, (None,) * pattern.groups
    known: dict[str, tuple] = {}
    found = []
    for cell in text:
        if cell not in known:
            match = pattern.fullmatch(_WEEKDAY.sub("", cell))
            known[cell] = match.groups() if match else blank
        found.append(known[cell])
    columns = list(zip(*found, strict=True))
    words = {"b", "half", "after", "sign", "by"}
    result = {}
    for name, i in groups.items():
        values = columns[i - 1]
        if name in words:
            result[name] = np.array([v or "" for v in values], object)
        elif name == "f":
            result[name] = np.array([float(f"0.{v}") if v else 0.0 for v in values])
        else:
            result[name] = np.array([float(v) if v else np.nan for v in values])
    return result


def _of_minutes(rows: dict[str, NDArray]) -> NDArray[np.float64]:
    """Return seconds of "11:12.3": minutes and seconds; hours and minutes where very many rows share one."""
    high, low, fraction = rows["M"], rows["S"], rows["f"]
    known = np.isfinite(high)
    ticks = np.count_nonzero(np.diff(high[known] * 60 + low[known])) + 1
    if not fraction.any() and known.sum() / ticks > ROWS_A_MINUTE and (high[known] < 24).all():
        return _going_on(high * HOUR + low * 60)
    return _going_on(high * 60 + low + fraction)


def _time_of_day(rows: dict[str, NDArray]) -> NDArray[np.float64]:
    hours = rows["H"]
    seconds_ = np.nan_to_num(rows["S"]) if "S" in rows else 0.0
    if "half" in rows:
        said = [
            (a or b).lower().replace(" ", "")[:2] for a, b in zip(rows["half"], rows["after"], strict=True)
        ]
        half = np.array(["" if not s else "p" if s[0] in "p" or s == "오후" else "a" for s in said])
        hours = np.where(half == "", hours, hours % 12 + 12 * (half == "p"))
    time = hours * HOUR + rows["M"] * 60 + seconds_ + rows["f"]
    if "sign" not in rows:
        return time
    away = np.nan_to_num(rows["zh"]) * HOUR + np.nan_to_num(rows["zm"]) * 60
    return time - np.where(rows["sign"] == "-", -away, away)


def _days(rows: dict[str, NDArray]) -> NDArray[np.float64]:
    """Return days since 2000-01-01 (proleptic Gregorian), NaN for what is no date."""
    year = np.where(rows["y"] < 100, rows["y"] + 2000, rows["y"])
    if "b" in rows:
        names = {name: MONTHS.index(name) + 1.0 for name in MONTHS}
        month, day = np.array([names.get(b.lower()[:3], np.nan) for b in rows["b"]]), rows["d"]
    elif "p" in rows:
        p, q = rows["p"], rows["q"]
        american = ((rows["by"] == "/").any() and not (p > 12).any()) or (q > 12).any()
        month, day = (p, q) if american else (q, p)
    else:
        month, day = rows["m"], rows["d"]
    good = np.isfinite(year) & (month >= 1) & (month <= 12) & (day >= 1) & (day <= 31)
    y, m, d = (np.where(good, v, 1.0) for v in (year, month, day))
    y, m = np.where(m > 2, y, y - 1), (m + 9) % 12  # a year that begins in March: February comes last
    days = 365 * y + y // 4 - y // 100 + y // 400 + (153 * m + 2) // 5 + d - 1
    return np.where(good, days - 730_425, np.nan)  # the same sum for 2000-01-01


def _going_on(time: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return times of a clock that begins anew after an hour, half a day or a day, as times that go on."""
    known = np.flatnonzero(np.isfinite(time))
    steps = np.diff(time[known], prepend=time[known[:1]])
    rounds = np.zeros(len(known))
    for lap in (HOUR, HALF_DAY, DAY):
        rounds[np.abs(steps + lap) < 60] = lap
    rounds[steps < -HALF_DAY - 60] = DAY
    result = time.copy()
    result[known] += np.cumsum(rounds)
    return result
