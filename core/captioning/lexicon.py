"""English words of captions, each with the Korean one and its part in the sentence, from `korean.toml`."""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

TABLE = Path(__file__).with_name("korean.toml")
LONGEST = 5
"""words of the longest entry"""
PARTS = {
    "adjectives": "adjective",
    "quantities": "quantity",
    "places": "place",
    "joined": "joined",
    "plans": "plan",
}
"""what the words of a table are in a sentence"""
DETERMINERS = frozenset(
    ("a", "an", "the", "his", "her", "their", "its", "my", "your", "our", "this", "these", "some", "each")
)


@dataclass(frozen=True)
class Entry:
    """A word or phrase: its part ("noun", "verb", …) and Korean.

    `group` is what a noun is ("person", "worn", …), `more` is the verb of wearing, or the particles of object
    and place of a verb.
    """

    part: str
    korean: str = ""
    group: str = ""
    more: tuple[str, ...] = ()
    plural: bool = False


def plurals(word: str) -> set[str]:
    """Return how a noun may look when there are several."""
    found = {word + "s", word + "es"}
    found |= {word[:-1] + "ies"} if word.endswith("y") else set()
    return found | ({word[:-2] + "ves"} if word.endswith("fe") else set())


def forms(phrase: str) -> set[str]:
    """Return a verb's forms in captions: ride, rides, riding; what follows it ("look at") stays."""
    verb, _, rest = phrase.partition(" ")
    doubled = verb + verb[-1]
    found = {verb, verb + "s", verb + "es", verb + "ing", verb[:-1] + "ing", doubled + "ing"}
    found |= {verb[:-1] + "ies"} if verb.endswith("y") else set()
    found |= {verb[:-2] + "ying"} if verb.endswith("ie") else set()
    found |= {"has"} if verb == "have" else set()
    # "clim" + "ing" and the like are no words and do no harm, but "sing" is not "s" + "ing"
    return {f"{form} {rest}".strip() for form in found if len(verb) > 2 or form != verb[:-1] + "ing"}


def _nouns(tables: dict) -> Iterator[tuple[str, Entry]]:
    for group, words in tables.items():
        if group == "worn":
            for how, worn in words.items():
                yield from ((english, Entry("noun", ko, "worn", (how,))) for english, ko in worn.items())
        else:
            part = "measure" if group == "measure" else "noun"
            yield from ((english, Entry(part, ko, group)) for english, ko in words.items())


def _all(table: dict) -> Iterator[tuple[str, Entry]]:
    """Give every entry; of two with the same word and part, the first counts."""
    nouns = list(_nouns(table["nouns"]))
    yield from nouns
    for english, noun in nouns:
        several = replace(noun, plural=True)
        yield from ((form, several) for form in plurals(english))
    for name, part in PARTS.items():
        yield from ((english, Entry(part, korean)) for english, korean in table[name].items())
    for english, (korean, wanted, where) in table["verbs"].items():
        yield from ((form, Entry("verb", korean, "", (wanted, where))) for form in forms(english))
    for english in table["skipped"]["words"]:
        yield english, Entry("determiner" if english in DETERMINERS else "skip")
    yield "and", Entry("and")


@cache
def entries() -> dict[tuple[str, ...], dict[str, Entry]]:
    """Return by words the entries by part; nouns that measure ("slice of") are the part "measure"."""
    found: dict[tuple[str, ...], dict[str, Entry]] = {}
    for english, entry in _all(tomllib.loads(TABLE.read_text(encoding="utf8"))):
        found.setdefault(tuple(english.split()), {}).setdefault(entry.part, entry)
    return found


def read(words: Sequence[str]) -> list[Entry]:
    """Return a sentence's entries: the longest phrases first, of several parts the one that fits its place.

    A word that is not in the table is an entry of the part "unknown".
    """
    found: list[Entry] = []
    at = 0
    while at < len(words):
        for length in range(min(LONGEST, len(words) - at), 0, -1):
            ways = entries().get(tuple(words[at : at + length]))
            entry = ways and _fitting(ways, found, words[at + length :])
            if entry:
                break
        else:
            length, entry = 1, Entry("unknown")
        found.append(entry)
        at += length
    return found


def _starts_thing(words: Sequence[str]) -> bool:
    """Return whether a noun follows, with or without words before it."""
    if not words:
        return False
    if words[0] in DETERMINERS:
        return True
    here = [entries().get(tuple(words[:n]), {}) for n in (3, 2, 1)]
    return any(ways.keys() & {"noun", "adjective", "quantity"} for ways in here)


def _noun_next(words: Sequence[str]) -> bool:
    if not words or words[0] in DETERMINERS:
        return False
    here = [entries().get(tuple(words[:n]), {}) for n in (3, 2, 1)]
    return any(ways.keys() & {"noun", "adjective"} for ways in here)


def _fitting(ways: dict[str, Entry], before: Sequence[Entry], after: Sequence[str]) -> Entry | None:
    """Return the part that fits between what was read before and the words after."""
    last = before[-1].part if before else "start"
    if "measure" in ways and after[:1] == ["of"]:
        return ways["measure"]
    if "place" in ways and (_starts_thing(after) or ways.keys() == {"place"}):
        return ways["place"]
    if "adjective" in ways and _noun_next(after):
        return ways["adjective"]
    if "verb" in ways and "noun" in ways:
        named = last in ("determiner", "adjective", "quantity", "place", "measure", "start", "joined")
        return ways["noun" if named else "verb"]
    for part in ("quantity", "plan", "joined", "verb", "noun", "adjective", "determiner", "skip", "and"):
        if part in ways and (part != "quantity" or _starts_thing(after)):
            return ways[part]
    return next(iter(ways.values())) if "measure" not in ways or len(ways) > 1 else None
