"""Numbers out: CSV that opens in a spreadsheet without running anything."""

import csv
import io
from collections.abc import Iterable, Sequence

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def to_csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Write UTF-8 CSV with a byte-order mark; text that a spreadsheet would run gets a leading '."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    for row in [header, *rows]:
        writer.writerow([f"'{c}" if isinstance(c, str) and c.startswith(FORMULA_STARTS) else c for c in row])
    return out.getvalue().encode("utf-8-sig")
