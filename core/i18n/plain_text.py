"""What somebody else has written, a file's or a class's name, shown as it is and as nothing else.

Streamlit's Markdown makes links of `www.`, `https://` and `a@b.c`, pictures of `:smile:` and arrows of `->`
even behind a backslash, as it looks for them once the text is read: there an invisible joiner (U+2060) stands
between.
"""

import re
import unicodedata

LONGEST = 40
"""characters; of what is longer the middle is left out"""
_MARKS = set("\\`*_{}[]<>()#+-!|$~:&^=\"'")
_LIST = re.compile(r"^(\d+)\.")
_JOINED = re.compile(r"(?<=[:@])(?=\S)|(?<=www)(?=\.)|(?<=[-<>=.])(?=[-<>=.])", re.IGNORECASE)
_MARK = r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u20d0-\u20ff]"
_PILE = re.compile(f"({_MARK}{{3}}){_MARK}+")
_KEPT = {"\u200c", "\u200d"}
"""joiners within words and emoji"""


def shown(text: object, longest: int = LONGEST) -> str:
    """Return a text for places without Markdown: one line, short, no signs that turn or hide others.

    Korean in pieces (as a Mac writes file names) is put together; letters written from right to left stay
    among themselves; of marks above and below a letter at most three are kept.
    """
    line = " ".join("".join(map(_visible, unicodedata.normalize("NFC", str(text)))).split())
    line = _PILE.sub(r"\1", line)
    if len(line) > longest:
        line = line[: longest // 2] + "…" + line[-(longest * 2 // 5) :]
    if any(unicodedata.bidirectional(c) in ("R", "AL") for c in line):
        return f"\u2068{line}\u2069"
    return line


def in_markdown(text: object, longest: int = LONGEST) -> str:
    """Return a text as `shown`, for Markdown: none of it is taken for anything but itself."""
    line = _JOINED.sub("\u2060", shown(text, longest))
    return _LIST.sub(r"\1\\.", "".join(f"\\{c}" if c in _MARKS else c for c in line))


def _visible(c: str) -> str:
    """Return a character, a blank for a line's end, nothing for what is not seen but changes what is."""
    if c.isspace():
        return " "
    kind = unicodedata.category(c)
    return c if kind[0] != "C" or c in _KEPT else ""
