"""How the end of a text is read in Korean: "73%" as "퍼센트", "ResNet-50" as "50", "ReLU" as "렐루".

Only the last sound matters, so a reading may be no more than the last syllable.
"""

import re
import tomllib
from pathlib import Path

SILENT = "어"
"""what stands for a text in which nothing is read: it ends with a vowel"""
TABLES = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf8"))
SIGNS, UNITS, LETTERS, WORDS = (TABLES[name] for name in ("signs", "units", "letters", "words"))
ENDINGS = (
    (re.compile("[aeiou]ck$|[aeio]c$"), "백"),
    (re.compile("ng$"), "링"),
    (re.compile("n$|[aio]ne$"), "런"),
    (re.compile("[^aeiou]le$|l+e?$"), "벨"),
    (re.compile("m+e?$"), "폼"),
    (re.compile("[aeiou][pb]$"), "맵"),
    (re.compile("(?:^|[^aeiou])[aeiou]t$"), "넷"),
)
"""how English words end in Korean: a pattern, a syllable that ends so; all others end with a vowel"""
MARKUP = re.compile(r"(?:[\s*_`$\"'“”‘’«»\]}.,:;!?…\u2060]|<[^<>]*>)+$")
"""what is not read at the end of a text"""
READ = re.compile(r"(?:^|[^A-Za-z0-9])[A-Za-z]$|[-+−·×/=(]\s*$|^\W*$")
"""what has no aside in brackets behind it: what they hold in Q(s), 1 / (1 + x) and at the start is read"""
FRACTION = re.compile(r"(?<![\w./])(\d+)/\d+$")
NUMBER = re.compile(r"\d+(?:\.\d+)?$")
UNIT = re.compile(r"(?:\d[\s*]*|/)([A-Za-z]+)$")
WORD = re.compile(r"[A-Za-z]+$")
HUMP = re.compile("[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
"""a part of a name such as Mobile and Net of MobileNet"""


def of(text: str) -> str:
    """Return a word of Hangul or a number that ends as the text is read, `SILENT` where nothing is read.

    Marks of Markdown, quotes and what stands in brackets behind a word are not read.
    """
    text = spoken(text)
    if not text:
        return SILENT
    if "가" <= text[-1] <= "힣":
        return text[-1]
    if text[-1].isdecimal():
        number = FRACTION.search(text) or NUMBER.search(text.replace(",", ""))
        return number[number.lastindex or 0]
    if WORD.search(text):
        return of_latin(text)
    if text[-1] in "⁰¹⁴⁵⁶⁷⁸⁹":
        return SIGNS["²"]
    return SIGNS.get(text[-2:]) or SIGNS.get(text[-1]) or LETTERS.get(text[-1].lower(), SILENT)


def spoken(text: str) -> str:
    """Return a text without what is not read at its end; those brackets are read that are no aside."""
    text = MARKUP.sub("", text)
    while text.endswith(")"):
        start = opening(text)
        before = text[:start]
        text = MARKUP.sub("", text[start + 1 : -1] if READ.search(before) else before)
    return text


def opening(text: str) -> int:
    """Return where the bracket opens that the end of a text closes, 0 where none does."""
    depth = 0
    for start in range(len(text) - 1, 0, -1):
        depth += {")": 1, "(": -1}.get(text[start], 0)
        if depth == 0:
            return start
    return 0


def of_latin(text: str) -> str:
    """Return how the unit, acronym or English word at the end of a text is read."""
    unit = UNIT.search(text)
    if unit and unit[1] in UNITS:
        return UNITS[unit[1]]
    word = WORD.search(text)[0]
    part = HUMP.findall(word)[-1]
    for name in (word.lower(), part.lower()):
        if name in WORDS:
            return WORDS[name]
    spelt = part.isupper() or not re.search("[aeiouy]", part) or text[: -len(word)][-1:].isdecimal()
    if spelt:
        return LETTERS[part[-1].upper()]
    return next((syllable for pattern, syllable in ENDINGS if pattern.search(part.lower())), SILENT)
