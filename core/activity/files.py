"""A file from a phone to a recording: phyphox, Sensor Logger, Physics Toolbox, and plain tables."""

from dataclasses import replace

import numpy as np

from core.activity.reading import archives, sensors, table_set, times
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
    "recording_no_gravity",
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

    A CSV file of at most 20 MB and 500,000 rows, or a zip of some, as phyphox, Sensor Logger and Physics
    Toolbox write them, or plain x, y, z; UTF-8, UTF-16 or CP949; comma, semicolon, tab or blanks; decimal
    comma; columns by name in Korean or English in any order. What is assumed is in the recording's notes, and
    `choices` overrules it. The first two hours are kept. What is not small is read in a process of its own.
    Raises `MediaError` with one of ERROR_CODES and nothing else.
    """
    choices = choices or Choices()
    if not data:
        raise MediaError("recording_empty")
    if len(data) > RECORDING_MB << 20:
        raise MediaError("recording_too_large", mb=round(len(data) / 2**20, 1), limit=RECORDING_MB)
    if data[:4] == archives.OFFICE:
        raise MediaError("recording_excel")
    tables, notes, sign = table_set.read(data, filename)
    accel = _acceleration(tables, choices)
    notes += accel.notes
    time, values = accel.time - accel.time[0], accel.values * sign
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
        values[keep].astype(np.float32),
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
    """Return the acceleration with gravity in m/s²; raise MediaError if there is none."""
    bodies, gravities = [*tables.triples("accel"), *tables.triples("linear")], tables.triples("gravity")
    triples = [tables.chosen(choices.accel)] if choices.accel else bodies
    for triple in triples:
        read = sensors.need(tables.sensor(triple, choices))
        if gravities and not sensors.unit_by_gravity(read):
            gravity = sensors.need(tables.sensor(gravities[0], choices))
            whole = sensors.with_gravity(read, gravity)
            read = whole if sensors.unit_by_gravity(whole) else read
        accel = sensors.acceleration(read, triple.names, choices)
        if accel:
            return _noted(sensors.need(accel), triple, tables)
    raise MediaError("recording_no_gravity" if triples else "recording_no_columns", columns=tables.listed)


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
