"""The tables of one file, and which of their columns hold what a sensor measured."""

import csv
from dataclasses import dataclass, replace
from functools import cached_property

from core.activity.reading import archives, columns, sensors, tables
from core.activity.reading.sensors import Sensor
from core.activity.reading.tables import Table
from core.activity.recording import Choices, Note
from core.media.errors import MediaError

LAST = {"total": 0, "uncalibrated": 2, "wrist": 3, "watch": 3, "headphone": 3}
"""words in a table's name, and its place among tables of the same kind; any other has 1"""
MOST_LISTED, LONGEST_LISTED = 12, 30


@dataclass(frozen=True)
class Triple:
    """Three columns x y z of one table."""

    table: Table
    names: tuple[str, str, str]


class Tables:
    """Every table of a file. Where there are several, a column is called by its table's name and its own."""

    def __init__(self, found: list[Table]) -> None:
        self.found = found

    @cached_property
    def columns(self) -> dict[str, tuple[Table, str]]:
        """Every column by the name to choose it by: its table, and what it is called there."""
        return {self.full(table, name): (table, name) for table in self.found for name in table.frame.columns}

    def full(self, table: Table, name: str) -> str:
        """Return the name to choose a column by; "" stays so."""
        return f"{table.stem}: {name}" if len(self.found) > 1 and name else name

    @property
    def listed(self) -> str:
        """The names of the first columns, for a sentence."""
        names = [name[:LONGEST_LISTED] for name in self.columns]
        return ", ".join(names[:MOST_LISTED]) + (" …" if len(names) > MOST_LISTED else "")

    @property
    def notes(self) -> list[Note]:
        """Whose export it looks like, or that there are no names; then what was assumed to read it."""
        names = {name for _, name in self.columns.values()}
        apps = {
            "phyphox": {"Time (s)", "Acceleration x (m/s^2)"} <= names,
            "Sensor Logger": "seconds_elapsed" in names,
            "Physics Toolbox": any(name.startswith("gFx") for name in names),
        }
        told = [Note("app", {"app": app}) for app, is_it in apps.items() if is_it]
        named = any(table.named for table in self.found)
        return [*(told if named else [Note("no_header")]), *self.found[0].notes]

    def chosen(self, names: tuple[str, ...]) -> Triple:
        """Return the columns that somebody chose; raise MediaError unless they are three of one table."""
        picked = [self.columns[name] for name in names if name in self.columns]
        if len(names) != 3 or len(picked) != 3 or any(table is not picked[0][0] for table, _ in picked):
            raise MediaError("recording_no_columns", columns=self.listed)
        return Triple(picked[0][0], tuple(name for _, name in picked))

    def triples(self, kind: str) -> list[Triple]:
        """Return the triples of a kind: totals first, uncalibrated ones and those of a watch last."""
        found = []
        for table in self.found:
            names = tuple(table.frame.columns)
            groups = columns.groups(names, table.stem) if table.named else _by_order(names)
            if kind in groups:
                found.append(Triple(table, groups[kind]))
        return sorted(found, key=lambda triple: _place(triple.table.stem.lower()))

    def sensor(self, triple: Triple, choices: Choices) -> Sensor:
        """Return the rows of three columns, by the time column that was chosen or is found."""
        time = choices.time
        if time is None and not triple.table.named and len(triple.table.frame.columns) not in (3, 6):
            time = triple.table.frame.columns[0]
        if time:  # one chosen in one table is for all of them
            time = self.columns.get(time, (None, time))[1]
        return sensors.read(triple.table, triple.names, replace(choices, time=time))


def read(data: bytes, filename: str) -> tuple[Tables, list[Note], float]:
    """Return the tables in a file, what is to be noted, and the sign that its acceleration needs.

    Raises: MediaError where it is no text, no table, or an archive without one.
    """
    if not archives.is_archive(data):
        found = Tables([tables.read(data, archives.stem_of(filename))])
        return found, found.notes, 1.0
    members = archives.tables(data)
    upside_down = _is_iphone(members.pop("Metadata", b""))
    read_, reasons = [], [MediaError("recording_zip_empty")]
    for stem, content in members.items():
        if columns.kind_of_file(stem) == "other":
            continue
        try:
            read_.append(tables.read(content, stem))
        except MediaError as error:  # a zip also has files about other things
            reasons.append(error)
    if not read_:
        raise reasons[-1]
    found = Tables(read_)
    return found, [*found.notes, *([Note("sign")] if upside_down else [])], -1.0 if upside_down else 1.0


def _is_iphone(metadata: bytes) -> bool:
    """Return whether Sensor Logger's own notes tell of an iPhone's axes, where gravity has the other sign."""
    try:
        rows = list(csv.DictReader(metadata.decode("utf-8-sig", "replace").splitlines()[:2]))
    except csv.Error:
        return False
    facts = {str(k).lower(): str(v).lower() for k, v in rows[0].items()} if rows else {}
    return facts.get("platform") == "ios" and facts.get("standardisation") != "true"


def _place(stem: str) -> int:
    return next((place for word, place in LAST.items() if word in stem), 1)


def _by_order(names: tuple[str, ...]) -> dict[str, tuple[str, str, str]]:
    """Return what columns without names are: x y z, or time x y z, each perhaps with x y z of a gyroscope."""
    first = 0 if len(names) in (3, 6) else 1
    groups = {"accel": names[first : first + 3], "gyro": names[first + 3 : first + 6]}
    return {kind: three for kind, three in groups.items() if len(three) == 3}
