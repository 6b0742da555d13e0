"""Numbers in links, which anybody may have written: what is no sensible number gives the usual one."""

import json
import math
import re

_WHOLE = re.compile(r"[+-]?[0-9]{1,9}")
_LONGEST = 32
LARGEST = 1e15
LONGEST_TEXT = 20_000
"""characters of one value in a link"""


def whole(text: object, low: int, high: int, usual: int) -> int:
    """Return the whole number in a text if it is within `low` to `high`, else `usual`."""
    found = int(text) if isinstance(text, str) and _WHOLE.fullmatch(text) else usual
    return found if low <= found <= high else usual


def number(text: object, low: float, high: float, usual: float) -> float:
    """Return the number in a text, brought to within `low` to `high`; `usual` for none, or one that is none.

    "1e999" and "nan" are no numbers that anybody chose.
    """
    if not isinstance(text, str) or len(text) > _LONGEST:
        return usual
    try:
        found = float(text)
    except ValueError:
        return usual
    return min(max(found, low), high) if math.isfinite(found) and abs(found) < LARGEST else usual


def rows(text: object) -> list:
    """Return the list in a JSON text, or an empty one where it is none or holds a number that is none."""
    if not isinstance(text, str) or len(text) > LONGEST_TEXT:
        return []
    try:
        found = json.loads(text, parse_int=_finite, parse_float=_finite, parse_constant=_finite)
    except (ValueError, RecursionError):
        return []
    return found if isinstance(found, list) else []


def _finite(text: str) -> float:
    found = float(text)
    if not math.isfinite(found):
        raise ValueError(text)
    return found
