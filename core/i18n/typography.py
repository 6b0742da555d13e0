"""What a finished text still needs before it is shown: lines and bold words that do not break."""

import re

from core.i18n import readings

NO_BREAK = "\u00a0"
JOINER = "\u2060"
"""a character without width that is neither a space nor a mark"""
UNITS = sorted({*readings.UNITS, "M", "B", "k"}, key=len, reverse=True)
UNIT = re.compile(rf"(?<=[\d}}*]) (?=(?:{'|'.join(map(re.escape, UNITS))})(?![A-Za-z]))")
PARTICLE = re.compile(r"(?<=[%)])(?=[가-힣])")
"""where a browser may begin a new line within a Korean word, even one told to break between words alone"""


def tidy(text: str) -> str:
    """Return a text whose numbers, units and particles stay together and whose bold words are bold."""
    return closed(PARTICLE.sub(JOINER, UNIT.sub(NO_BREAK, text)))


def closed(text: str) -> str:
    """Return Markdown in which `**` ends bold words also behind a mark: `**73%**예요`.

    In CommonMark, "**" between a mark and a letter only opens bold words; the joiner keeps the mark apart.
    """
    parts = text.split("**")
    for i in range(1, len(parts) - 1, 2):
        if re.search(r"[^\w\s}]$", parts[i]) and re.match(r"\w", parts[i + 1]):
            parts[i] += JOINER
    return "**".join(parts)
