"""The cells of an Excel sheet, read piece by piece; what is produced is counted, not what is given.

A shared string is written once and shown in as many cells as refer to it: 43 kB can ask for terabytes.
"""

import re
from collections.abc import Iterable, Iterator
from xml.parsers import expat

from core.media.errors import MediaError

MAX_COLUMNS = 200
MAX_CELLS = 2_000_000
MAX_ELEMENTS = 4_000_000
MAX_STRINGS = 1_000_000
LONGEST_CELL = 32_767
"""characters; Excel itself allows no more"""
MORE_THAN_GIVEN = 4
"""times the characters of a workbook's files that its cells may have together, as strings are shared"""
_LETTERS = re.compile(r"[A-Z]{1,3}")
_SLACK = 1 << 20


class Budget:
    """What may still be produced of one workbook: elements, cells, characters."""

    def __init__(self) -> None:
        self.elements, self.cells, self.characters = MAX_ELEMENTS, MAX_CELLS, _SLACK

    def take(self, elements: int = 0, cells: int = 0, characters: int = 0) -> None:
        """Count what is produced; raise MediaError where it is more than any sheet that somebody recorded."""
        self.elements -= elements
        self.cells -= cells
        self.characters -= characters
        if self.elements < 0 or self.cells < 0 or self.characters < 0:
            raise MediaError("recording_too_costly")

    def given(self, piece: bytes) -> bytes:
        """Note a piece of the file, which allows for so much more to be produced; return it."""
        self.characters += MORE_THAN_GIVEN * len(piece)
        return piece


class _Reader:
    """Takes a file piece by piece. Elements go by name without namespace: strict files have another."""

    def __init__(self, budget: Budget) -> None:
        self.budget, self.text, self.size = budget, [], 0
        self.taking = False
        self._parser = expat.ParserCreate(namespace_separator="}")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = lambda name, facts: self._start(name.rpartition("}")[2], facts)
        self._parser.EndElementHandler = lambda name: self.end(name.rpartition("}")[2])
        self._parser.CharacterDataHandler = self._characters
        self._parser.StartDoctypeDeclHandler = self._refuse  # entities: a file that grows as it is read

    def feed(self, piece: bytes, last: bool = False) -> None:
        """Take a piece; raise ValueError for what is no XML."""
        try:
            self._parser.Parse(self.budget.given(piece), last)
        except expat.ExpatError as error:
            raise ValueError from error

    def _start(self, name: str, facts: dict[str, str]) -> None:
        self.budget.take(elements=1)
        self.start(name, facts)

    def _characters(self, text: str) -> None:
        if self.taking:
            self.size += len(text)
            if self.size > LONGEST_CELL:
                raise ValueError("a cell that is longer than Excel allows")
            self.text.append(text)

    def _refuse(self, *_: object) -> None:
        raise ValueError("a document type")

    def begin(self) -> None:
        """Forget the text so far."""
        self.text, self.size = [], 0

    def start(self, name: str, facts: dict[str, str]) -> None:
        """Note that an element begins."""

    def end(self, name: str) -> None:
        """Note that an element ends."""


class _Strings(_Reader):
    """Collects shared strings; how a word is to be pronounced (rPh) is none of them."""

    def __init__(self, budget: Budget) -> None:
        super().__init__(budget)
        self.found: list[str] = []
        self._spoken = False

    def start(self, name: str, facts: dict[str, str]) -> None:
        if name == "si":
            self.begin()
        self._spoken = self._spoken or name == "rPh"
        self.taking = name == "t" and not self._spoken

    def end(self, name: str) -> None:
        self.taking = False
        if name == "rPh":
            self._spoken = False
        if name == "si":
            if len(self.found) >= MAX_STRINGS:
                raise MediaError("recording_too_costly")
            self.found.append("".join(self.text))


class _Rows(_Reader):
    """Collects the rows of a sheet."""

    def __init__(self, budget: Budget, strings: list[str]) -> None:
        super().__init__(budget)
        self.rows: list[list[str]] = []
        self._strings, self._cells, self._kind, self._column = strings, [], "", 0

    def start(self, name: str, facts: dict[str, str]) -> None:
        if name == "row":
            self._cells = []
        elif name == "c":
            self.begin()
            letters = _LETTERS.match(facts.get("r", ""))
            self._column = column_of(letters[0]) if letters else len(self._cells)
            self._kind = facts.get("t", "")
            if self._column >= MAX_COLUMNS:
                raise ValueError("too many columns")
        self.taking = name in ("v", "t")

    def end(self, name: str) -> None:
        self.taking = False
        if name == "c":
            self._keep("".join(self.text))
        elif name == "row":
            self.rows.append(self._cells)

    def _keep(self, value: str) -> None:
        if self._kind == "s" and value:
            value = self._strings[int(value)]
        more = max(0, self._column + 1 - len(self._cells))
        self.budget.take(cells=more, characters=more + len(value))
        self._cells += [""] * more
        self._cells[self._column] = value


def column_of(letters: str) -> int:
    """Return the place of a column, from 0: "A" → 0, "AA" → 26."""
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return number - 1


def strings(pieces: Iterable[bytes], budget: Budget) -> list[str]:
    """Return the strings that cells refer to by number; raise ValueError, or MediaError beyond the bounds."""
    reader = _Strings(budget)
    for piece in pieces:
        reader.feed(piece)
    reader.feed(b"", last=True)
    return reader.found


def rows(pieces: Iterable[bytes], shared: list[str], budget: Budget) -> Iterator[list[str]]:
    """Yield the rows of a sheet as texts, as they are read.

    Raises: ValueError or IndexError for what is no sheet, MediaError for more than the bounds.
    """
    reader = _Rows(budget, shared)
    for piece in pieces:
        reader.feed(piece)
        yield from reader.rows
        reader.rows = []
    reader.feed(b"", last=True)
    yield from reader.rows
