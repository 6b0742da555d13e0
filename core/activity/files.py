"""A file from a phone to a recording: phyphox, Sensor Logger, Physics Toolbox, and plain tables."""

import csv
from dataclasses import dataclass, replace

import numpy as np

from core.activity.reading import archives, columns, sensors, tables, times
from core.activity.reading.sensors import Sensor
from core.activity.reading.tables import Table
from core.activity.recording import Choices, Note, Recording
from core.media.errors import MediaError

MAX_FILE_MB = 20
MAX_MINUTES = 120
MIN_SECONDS = 2.56  # one window
SLOWEST = 10.0  # Hz
GAP = 0.5  # s
OVERLAP = 0.5  # of the time, so that a gyroscope's file belongs to that of the acceleration

ERROR_CODES = (
    "recording_empty",
    "recording_too_large",  # mb, limit
    "recording_excel",
    "recording_not_text",
    "recording_not_a_table",
    "recording_too_many_rows",  # rows, limit
    "recording_no_columns",  # columns
    "recording_no_numbers",
    "recording_no_gravity",
    "recording_too_short",  # seconds, needed
    "recording_too_slow",  # rate, needed
    "recording_zip_empty",
    "recording_zip_damaged",
    "recording_zip_too_large",  # limit
)


@dataclass(frozen=True)
class _Triple:
    """Three columns x y z of one table."""

    table: Table
    names: tuple[str, str, str]


def read_recording(data: bytes, filename: str = "", choices: Choices | None = None) -> Recording:
    """Read a recording of a phone's sensors; the content decides on its format, never the name.

    A CSV file of at most 20 MB and 500,000 rows, or a zip of some, as phyphox, Sensor Logger and Physics
    Toolbox write them, or plain x, y, z; UTF-8, UTF-16 or CP949; comma, semicolon, tab or blanks; decimal
    comma; columns by name in Korean or English in any order. What is assumed is in the recording's notes, and
    `choices` overrules it. The first two hours are kept.
    Raises `MediaError` with one of ERROR_CODES and nothing else.
    """
    choices = choices or Choices()
    found, notes, sign = _tables(data, filename)
    accel = _acceleration(found, choices)
    notes += accel.notes
    time, values = accel.time - accel.time[0], accel.values * sign
    gyro = _rotation(found, choices, accel.time)
    notes += gyro.notes if gyro else [Note("no_gyro")]
    rate = times.rate_of(time)
    if rate and rate < SLOWEST:
        raise MediaError("recording_too_slow", rate=round(rate, 1), needed=SLOWEST)
    if not rate or time[-1] + 1 / rate < MIN_SECONDS:
        raise MediaError("recording_too_short", seconds=round(float(time[-1]), 1), needed=MIN_SECONDS)
    keep = time <= MAX_MINUTES * 60
    notes += _about_time(time, keep, rate, accel.used)
    turn = sensors.onto(accel.time, gyro)[keep].astype(np.float32) if gyro else None
    about_gyro = {"gyro": gyro.used.gyro, "gyro_unit": gyro.used.gyro_unit} if gyro else {"gyro": ()}
    return Recording(
        time[keep],
        values[keep].astype(np.float32),
        turn,
        rate,
        tuple(notes),
        tuple(_all_columns(found)),
        replace(accel.used, **about_gyro),
    )


def _about_time(time: np.ndarray, keep: np.ndarray, rate: float, used: Choices) -> list[Note]:
    notes = [] if used.rate_hz else [Note("rate", {"rate": round(rate, 1)})]
    steps = np.diff(time[keep])
    gaps = steps[steps > max(GAP, 3 / rate)]
    if len(gaps):
        notes.append(Note("gaps", {"gaps": len(gaps), "seconds": round(float(gaps.sum()), 1)}))
    return notes if keep.all() else [*notes, Note("cut", {"minutes": MAX_MINUTES})]


def _tables(data: bytes, filename: str) -> tuple[list[Table], list[Note], float]:
    """Return the tables in a file, what is to be noted, and the sign that its acceleration needs."""
    if not data:
        raise MediaError("recording_empty")
    if len(data) > MAX_FILE_MB << 20:
        raise MediaError("recording_too_large", mb=round(len(data) / 2**20, 1), limit=MAX_FILE_MB)
    if data[:4] == archives.OFFICE:
        raise MediaError("recording_excel")
    if not archives.is_archive(data):
        table = tables.read(data, archives.stem_of(filename))
        return [table], [*_app([table]), *table.notes], 1.0
    members = archives.tables(data)
    upside_down = _is_iphone(members.pop("Metadata", b""))
    kept = {stem: content for stem, content in members.items() if columns.kind_of_file(stem) != "other"}
    found, reasons = [], [MediaError("recording_zip_empty")]
    for stem, content in kept.items():
        try:
            found.append(tables.read(content, stem))
        except MediaError as error:  # a zip also has files about other things
            reasons.append(error)
    if not found:
        raise reasons[-1]
    notes = [*_app(found), *found[0].notes, *([Note("sign")] if upside_down else [])]
    return found, notes, -1.0 if upside_down else 1.0


def _is_iphone(metadata: bytes) -> bool:
    """Return whether Sensor Logger's own notes tell of an iPhone's axes, where gravity has the other sign."""
    try:
        rows = list(csv.DictReader(metadata.decode("utf-8-sig", "replace").splitlines()[:2]))
    except csv.Error:
        return False
    facts = {str(k).lower(): str(v).lower() for k, v in rows[0].items()} if rows else {}
    return facts.get("platform") == "ios" and facts.get("standardisation") != "true"


def _app(found: list[Table]) -> list[Note]:
    names = {name for table in found for name in table.frame.columns}
    apps = {
        "phyphox": {"Time (s)", "Acceleration x (m/s^2)"} <= names,
        "Sensor Logger": "seconds_elapsed" in names,
        "Physics Toolbox": any(name.startswith("gFx") for name in names),
    }
    notes = [Note("app", {"app": app}) for app, is_it in apps.items() if is_it]
    return notes if any(table.named for table in found) else [Note("no_header")]


def _all_columns(found: list[Table]) -> dict[str, tuple[Table, str]]:
    """Return every column by the name to choose it by: with its file's name where there are several."""
    several = len(found) > 1
    return {
        f"{table.stem}: {name}" if several else name: (table, name)
        for table in found
        for name in table.frame.columns
    }


def _chosen(found: list[Table], names: tuple[str, ...]) -> _Triple:
    known = _all_columns(found)
    if len(names) != 3 or any(name not in known for name in names):
        raise MediaError("recording_no_columns", columns=_listed(found))
    picked = [known[name] for name in names]
    if any(table is not picked[0][0] for table, _ in picked):
        raise MediaError("recording_no_columns", columns=_listed(found))
    return _Triple(picked[0][0], tuple(name for _, name in picked))


def _listed(found: list[Table]) -> str:
    """Return the names of the first columns for a sentence."""
    names = [name[:30] for name in _all_columns(found)]
    return ", ".join(names[:12]) + (" …" if len(names) > 12 else "")


def _triples(found: list[Table], kind: str) -> list[_Triple]:
    """Return the triples of columns of a kind: totals first, uncalibrated ones and those of a watch last."""
    triples = []
    for table in found:
        names = tuple(table.frame.columns)
        groups = columns.groups(names, table.stem) if table.named else _by_order(names)
        if kind in groups:
            triples.append(_Triple(table, groups[kind]))
    rank = {"total": 0, "uncalibrated": 2, "wrist": 3, "watch": 3, "headphone": 3}
    return sorted(
        triples, key=lambda t: next((r for word, r in rank.items() if word in t.table.stem.lower()), 1)
    )


def _by_order(names: tuple[str, ...]) -> dict[str, tuple[str, str, str]]:
    """Return what columns without names are: x y z, or time x y z, each perhaps with x y z of a gyroscope."""
    first = 0 if len(names) in (3, 6) else 1
    groups = {"accel": names[first : first + 3], "gyro": names[first + 3 : first + 6]}
    return {kind: three for kind, three in groups.items() if len(three) == 3}


def _read(triple: _Triple, choices: Choices, found: list[Table]) -> Sensor:
    """Return the rows of three columns, by the time column that was chosen or is found."""
    time = choices.time
    if time is None and not triple.table.named and len(triple.table.frame.columns) not in (3, 6):
        time = triple.table.frame.columns[0]
    if time:
        time = _all_columns(found).get(time, (None, time))[1]  # a time chosen in one table is for all of them
    return sensors.read(triple.table, triple.names, replace(choices, time=time))


def _acceleration(found: list[Table], choices: Choices) -> Sensor:
    """Return the acceleration with gravity in m/s²; raise MediaError if there is none."""
    bodies, gravities = [*_triples(found, "accel"), *_triples(found, "linear")], _triples(found, "gravity")
    triples = [_chosen(found, choices.accel)] if choices.accel else bodies
    for triple in triples:
        read = sensors.need(_read(triple, choices, found))
        if gravities and not sensors.unit_by_gravity(read):
            gravity = sensors.need(_read(gravities[0], choices, found))
            whole = sensors.with_gravity(read, gravity)
            read = whole if sensors.unit_by_gravity(whole) else read
        accel = sensors.acceleration(read, triple.names, choices)
        if accel:
            return _noted(sensors.need(accel), triple, found)
    raise MediaError("recording_no_gravity" if triples else "recording_no_columns", columns=_listed(found))


def _noted(accel: Sensor, triple: _Triple, found: list[Table]) -> Sensor:
    """Return acceleration with the columns as a learner knows them in what was used, and in the notes."""
    prefix = f"{triple.table.stem}: " if len(found) > 1 else ""
    x, y, z = (prefix + name for name in triple.names)
    time = prefix + accel.used.time if accel.used.time else ""
    note = Note("columns", {"time": time, "x": x, "y": y, "z": z})
    return replace(accel, notes=(note, *accel.notes), used=replace(accel.used, accel=(x, y, z), time=time))


def _rotation(found: list[Table], choices: Choices, time: np.ndarray) -> Sensor | None:
    """Return the angular velocity in rad/s, or None if there is none or it is of another time."""
    if choices.gyro is not None and not choices.gyro:
        return None
    triples = [_chosen(found, choices.gyro)] if choices.gyro else _triples(found, "gyro")
    for triple in triples:
        read = _read(triple, choices, found)
        if not len(read.time):
            continue
        shared = min(read.time[-1], time[-1]) - max(read.time[0], time[0])
        if shared >= OVERLAP * (time[-1] - time[0]):
            gyro = sensors.rotation(read, triple.names, choices)
            prefix = f"{triple.table.stem}: " if len(found) > 1 else ""
            return replace(gyro, used=replace(gyro.used, gyro=tuple(prefix + n for n in triple.names)))
    return None
