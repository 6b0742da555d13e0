"""The tables of one file, and which of their columns hold what a sensor measured."""

import csv
from dataclasses import dataclass, replace
from functools import cached_property

from core.activity.reading import archives, columns, sensors, tables, times
from core.activity.reading.sensors import Sensor
from core.activity.reading.tables import Table
from core.activity.recording import Choices, Note
from core.media.errors import MediaError

LAST = {"total": 0, "uncalibrated": 2, "wrist": 3, "watch": 3, "headphone": 3}
"""words in a table's name, and its place among tables of the same kind; any other has 1"""


@dataclass(frozen=True)
class Triple:
    """Three columns x y z of one table."""

    table: Table
    names: tuple[str, str, str]


class Tables:
    """Every table of a file. Where there are several, a column is called by its table's name and its own."""

    def __init__(self, found: list[Table], upside_down: bool = False) -> None:
        self.found, self.upside_down = found, upside_down

    @cached_property
    def columns(self) -> dict[str, tuple[Table, str]]:
        """Every column by the name to choose it by: its table, and what it is called there."""
        return {self.full(table, name): (table, name) for table in self.found for name in table.frame.columns}

    def full(self, table: Table, name: str) -> str:
        """Return the name to choose a column by; "" stays so."""
        return f"{table.stem}: {name}" if len(self.found) > 1 and name else name

    @property
    def listed(self) -> str:
        """The names of all columns, for a sentence."""
        return ", ".join(self.columns)

    @property
    def numeric(self) -> tuple[str, ...]:
        """The columns that have numbers, by the name to choose them by."""
        return tuple(
            full for full, (table, name) in self.columns.items() if tables.is_numeric(table.frame[name])
        )

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
            groups = columns.groups(table.frame.columns, table.stem) if table.named else _by_order(table)
            if kind in groups:
                found.append(Triple(table, groups[kind]))
        return sorted(found, key=lambda triple: _place(triple.table.stem.lower()))

    def sensor(self, triple: Triple, choices: Choices) -> Sensor:
        """Return the rows of three columns, by the time column that was chosen or is found."""
        time = choices.time
        if time:  # one chosen in one table is for all of them
            time = self.columns.get(time, (None, time))[1]
        elif time is None and choices.rate_hz is None and not triple.table.named:
            time = _first(triple)
        found = sensors.read(triple.table, triple.names, replace(choices, time=time))
        if choices.accel is None and choices.time is None and time and not found.used.time:
            raise MediaError(
                "recording_no_columns", columns=self.listed
            )  # no clock there, so not in this order
        return found


def read(data: bytes, filename: str) -> tuple[Tables, list[Note]]:
    """Return the tables in a file, and what is to be noted.

    Raises: MediaError where it is no text, no table, or an archive without one.
    """
    if not archives.is_archive(data):
        found = Tables([tables.read(data, archives.stem_of(filename))])
        return found, found.notes
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
    found = Tables(read_, upside_down)
    return found, found.notes


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


def _first(triple: Triple) -> str | None:
    """Return the column before a triple in a table without names, where no other column is a clock."""
    names = _numbers(triple.table)
    at = names.index(triple.names[0]) if triple.names[0] in names else 0
    return names[at - 1] if at and not times.find(triple.table.frame, triple.names) else None


def _numbers(table: Table) -> list[str]:
    return [name for name in table.frame.columns if tables.is_numeric(table.frame[name])]


def _by_order(table: Table) -> dict[str, tuple[str, str, str]]:
    """Return what columns without names are: x y z behind a clock, or alone, perhaps with a gyroscope's.

    The clock is a column that grows, else the first one, where the others are not three or six.
    """
    names = _numbers(table)
    first = 0 if len(names) in (3, 6) else 1
    clock = next((i for i, name in enumerate(names) if times.grows(table.frame[name])), None)
    if clock is not None and len(names) - clock > 3:
        first = clock + 1
    groups = {"accel": tuple(names[first : first + 3]), "gyro": tuple(names[first + 3 : first + 6])}
    return {kind: three for kind, three in groups.items() if len(three) == 3}
