"""A file from a phone to a recording: phyphox, Sensor Logger, Physics Toolbox, and plain tables."""

from dataclasses import replace

import numpy as np

from core.activity.reading import archives, columns, sensors, table_set, times
from core.activity.reading.sensors import Sensor
from core.activity.reading.table_set import Tables, Triple
from core.activity.recording import Choices, Note, Recording
from core.media import sandbox
from core.media.errors import MediaError
from core.media.upload_sizes import RECORDING_MB

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
    "recording_no_gravity",  # columns called x, y, z only, which may be anything
    "recording_damaged",
    "recording_too_short",  # seconds, needed
    "recording_too_slow",  # rate, needed
    "recording_zip_empty",
    "recording_zip_damaged",
    "recording_zip_too_large",  # limit
    "recording_too_costly",  # takes more time or memory, or gives more cells, than anything recorded
)


def _is_light(data: bytes, *_: object, **__: object) -> bool:
    return len(data) > RECORDING_MB << 20 or archives.is_light(data)


@sandbox.apart("recording_too_costly", "recording_too_costly", _is_light)
def read_recording(data: bytes, filename: str = "", choices: Choices | None = None) -> Recording:
    """Read a recording of a phone's sensors; the content decides on its format, never the name.

    A CSV file of at most 20 MB and 500,000 rows, or a zip of some, as phyphox, Sensor Logger, SensorLog and
    Physics Toolbox write them, or plain x, y, z; UTF-8, UTF-16 or CP949; comma, semicolon, tab or blanks;
    decimal comma; columns by name in Korean or English in any order; times as `reading.clocks` and
    `reading.times` have them. What is assumed is in the recording's notes, and `choices` overrules it. The
    first two hours are kept. What is not small is read in a process of its own.
    Raises `MediaError` with one of ERROR_CODES and nothing else.
    """
    try:
        return _read(_checked(data), filename, choices or Choices())
    except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError):
        raise MediaError("recording_damaged") from None  # what no test has met yet


def columns_of(data: bytes, filename: str = "") -> tuple[str, ...]:
    """Return the columns with numbers in a file, by the names to choose them by; () where there is no table.

    For a file that `read_recording` cannot make sense of: with `Choices` it may.
    """
    try:
        return numeric_columns(data, filename)
    except (ArithmeticError, AttributeError, LookupError, MediaError, RecursionError, TypeError, ValueError):
        return ()


@sandbox.apart("recording_too_costly", "recording_too_costly", _is_light)
def numeric_columns(data: bytes, filename: str) -> tuple[str, ...]:
    """Return what `columns_of` does; raise MediaError where there is no table, or it costs too much."""
    return table_set.read(_checked(data), filename)[0].numeric


def _checked(data: bytes) -> bytes:
    if not data:
        raise MediaError("recording_empty")
    if len(data) > RECORDING_MB << 20:
        raise MediaError("recording_too_large", mb=round(len(data) / 2**20, 1), limit=RECORDING_MB)
    if data[:4] == archives.OFFICE:
        raise MediaError("recording_excel")
    return data


def _read(data: bytes, filename: str, choices: Choices) -> Recording:
    tables, notes = table_set.read(data, filename)
    accel = _acceleration(tables, choices)
    notes += accel.notes
    time = accel.time - accel.time[0]
    gyro = _rotation(tables, choices, accel.time)
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
        accel.values[keep].astype(np.float32),
        turn,
        rate,
        tuple(notes),
        tuple(tables.columns),
        replace(accel.used, **about_gyro),
    )


def _about_time(time: np.ndarray, keep: np.ndarray, rate: float, used: Choices) -> list[Note]:
    notes = [] if used.rate_hz else [Note("rate", {"rate": round(rate, 1)})]
    steps = np.diff(time[keep])
    gaps = steps[steps > max(GAP, 3 / rate)]
    if len(gaps):
        notes.append(Note("gaps", {"gaps": len(gaps), "seconds": round(float(gaps.sum()), 1)}))
    return notes if keep.all() else [*notes, Note("cut", {"minutes": MAX_MINUTES})]


def _acceleration(tables: Tables, choices: Choices) -> Sensor:
    """Return the acceleration in m/s², with gravity where it is in the file; raise MediaError without any.

    Columns with gravity go first. Where no columns have it, those that are called an acceleration are taken
    as they are; those called x, y, z only may be anything.
    """
    bodies, gravities = [*tables.triples("accel"), *tables.triples("linear")], tables.triples("gravity")
    triples = [tables.chosen(choices.accel)] if choices.accel else bodies
    without: tuple[Sensor, Triple] | None = None
    for triple in triples:
        read = sensors.need(tables.sensor(triple, choices))
        if gravities and not sensors.unit_by_gravity(read):
            gravity = sensors.need(tables.sensor(gravities[0], choices))
            whole = sensors.with_gravity(read, gravity)
            read = whole if sensors.unit_by_gravity(whole) else read
        if choices.accel or sensors.unit_by_gravity(read):
            return _finished(read, triple, tables, choices)
        named = triple.table.named and not (columns.is_bare(triple.names) and not _of_accel(triple))
        without = without or ((read, triple) if named else None)
    if without:
        return _finished(*without, tables, choices)
    raise MediaError("recording_no_gravity" if triples else "recording_no_columns", columns=tables.listed)


def _of_accel(triple: Triple) -> bool:
    return columns.kind_of_file(triple.table.stem) in ("accel", "linear")


def _finished(read: Sensor, triple: Triple, tables: Tables, choices: Choices) -> Sensor:
    """Return acceleration in m/s² with all others' signs, not Apple's, and its columns in the notes."""
    accel = sensors.need(sensors.acceleration(read, triple.names, choices))
    apple = tables.upside_down or columns.is_apple(triple.names)
    turn = apple if choices.turn is None else choices.turn
    accel = sensors.turned(accel) if turn else accel
    if choices.turn is None and not apple and sensors.points_down(accel):
        accel = replace(accel, notes=(*accel.notes, Note("sign_maybe")))
    return _noted(replace(accel, used=replace(accel.used, turn=turn)), triple, tables)


def _noted(accel: Sensor, triple: Triple, tables: Tables) -> Sensor:
    """Return acceleration with the columns as a learner knows them in what was used, and in the notes."""
    x, y, z = (tables.full(triple.table, name) for name in triple.names)
    time = tables.full(triple.table, accel.used.time)
    note = Note("columns", {"time": time, "x": x, "y": y, "z": z})
    return replace(accel, notes=(note, *accel.notes), used=replace(accel.used, accel=(x, y, z), time=time))


def _rotation(tables: Tables, choices: Choices, time: np.ndarray) -> Sensor | None:
    """Return the angular velocity in rad/s, or None if there is none or it is of another time."""
    if choices.gyro is not None and not choices.gyro:
        return None
    for triple in [tables.chosen(choices.gyro)] if choices.gyro else tables.triples("gyro"):
        read = tables.sensor(triple, choices)
        if not len(read.time):
            continue
        shared = min(read.time[-1], time[-1]) - max(read.time[0], time[0])
        if shared >= OVERLAP * (time[-1] - time[0]):
            gyro = sensors.rotation(read, triple.names, choices)
            names = tuple(tables.full(triple.table, name) for name in triple.names)
            return replace(gyro, used=replace(gyro.used, gyro=names))
    return None
