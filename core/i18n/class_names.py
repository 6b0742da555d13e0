"""What people call the classes of ImageNet and COCO, in English and in Korean; no network is needed for it.

`classes/<set>.toml` has a row a class, in the order of the networks' outputs: the label as the data set's
authors write it, the English and the Korean name, then other words that find it in a search. No two classes
of a set share a name.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SETS = ("coco", "imagenet")
HERE = Path(__file__).parent / "classes"


@dataclass(frozen=True)
class ClassName:
    """One class: its label in the data set, what it is called, other words for it or for its kind."""

    label: str
    en: str
    ko: str
    also: tuple[str, ...] = ()


@cache
def rows(of: str) -> tuple[ClassName, ...]:
    """Return the classes of "coco" or "imagenet" by output; raise FileNotFoundError for another set."""
    table = tomllib.loads((HERE / f"{of}.toml").read_text(encoding="utf8"))
    return tuple(ClassName(label, en, ko, tuple(also)) for label, (en, ko, *also) in table.items())


def labels(of: str) -> tuple[str, ...]:
    """Return the labels of a set as its authors write them, by output."""
    return tuple(row.label for row in rows(of))


def names(of: str, lang: str) -> tuple[str, ...]:
    """Return the names of a set's classes in "ko" or "en", by output."""
    return tuple(getattr(row, lang) for row in rows(of))


@cache
def _known(of: str) -> dict[str, ClassName]:
    """Return a set's classes by label and by English name; a name goes before a label of another class."""
    return {row.label: row for row in rows(of)} | {row.en: row for row in rows(of)}


def name_of(label: str, lang: str, of: str = "") -> str:
    """Return what a class is called, given its label or its English name; an unknown label stays as it is.

    Without `of` both sets are asked, COCO first: its "kite" flies on a string, ImageNet's is a bird, which
    `names("imagenet", "en")` therefore calls "kite (bird of prey)".
    """
    for each in (of,) if of else SETS:
        if row := _known(each).get(label):
            return getattr(row, lang)
    return label


def _plain(text: str) -> str:
    """Return a text without what people write in different ways: capitals, spaces, hyphens, brackets."""
    return re.sub(r"[\W_]+", "", text.casefold())


@cache
def _written(of: str) -> tuple[frozenset[str], ...]:
    """Return how a class may be written: its names, what stands in and before their brackets, other words."""
    forms = []
    for row in rows(of):
        whole = (row.ko, row.en, row.label)
        parts = (part for name in whole for part in re.split("[()]", name))
        forms.append(frozenset(filter(None, map(_plain, (*whole, *parts, *row.also)))))
    return tuple(forms)


def search(text: str, of: str) -> tuple[int, ...]:
    """Return the outputs of the classes with a name or other word that contains a text; all, for no text.

    What is written just so comes first ("개": every breed of dog), then what begins so, then all others.
    """
    wanted = _plain(text)
    ranks = {}
    for index, forms in enumerate(_written(of)):
        found = [
            0 if form == wanted else 1 if form.startswith(wanted) else 2 for form in forms if wanted in form
        ]
        if found:
            ranks[index] = min(found)
    return tuple(sorted(ranks, key=lambda index: ranks[index]))
