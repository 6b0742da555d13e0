"""Recordings made up by chance: whatever the file, only MediaErrors come out, and what is read is sound."""

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.activity.files import ERROR_CODES, columns_of, read_recording
from core.activity.recording import NOTES, Choices
from core.media.errors import MediaError
from tests.activity import exports
from tests.activity.test_reading import codes, strftime, written

NAMES = st.sampled_from(
    [
        *(
            "time",
            "t",
            "date",
            "Timestamp (ms)",
            "ax",
            "ay",
            "az",
            "gx",
            "gy",
            "gz",
            "no",
            "label",
            "",
            "가속도 x",
        ),
        *("acc_x", "acc_y", "acc_z", "userAcceleration.x", "gravity.y", *"xyz", *"xyz"),
    ]
)
ODD = (
    r"|nan|inf|-|0|1|1e308|1e-320|-1e19|9223372036854775808|1e5000|0x1f|1_0|2026-05-14 10:11:12|61:61.5",
    r"True|9999-12-31T23:59:59.9Z|0000-00-00 00:00:00|12:00 AM|31.02.2026 25:61:61|14-Foo-2026 1:2:3|1+2j",
    r"99:99|９|½|#|\n|1,5",
)
CELLS = st.one_of(
    st.sampled_from([*"|".join(ODD).split("|"), "'", '"', "\x00"]),
    st.floats(allow_subnormal=True).map(repr),
    st.integers(-(10**20), 10**20).map(str),
    st.text(max_size=6),
)


@st.composite
def tables(draw: st.DrawFn) -> bytes:
    width, sep = draw(st.integers(1, 8)), draw(st.sampled_from([",", ";", "\t", " "]))
    end = draw(st.sampled_from(["\n", "\r\n", "\r", ";\n", ",\n", "\u2028\n"]))
    rows = draw(st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=6))
    step = draw(st.sampled_from([0.0, 0.02, -0.02, 20, 1, 5e-324, 2.3e-7, 1e300]))
    first = draw(st.sampled_from([0, 1.7e9, 1.7e18, 46_000, -5]))
    regular = [
        [repr(first + i * step), *(repr(round(float(np.sin(i + k)) + 9, 3)) for k in range(width - 1))]
        for i in range(draw(st.sampled_from([0, 3, 200])))
    ]
    at = draw(st.integers(0, len(regular)))
    body = regular[:at] + rows + regular[at:]
    head = [draw(st.lists(NAMES, min_size=width, max_size=width))] if draw(st.booleans()) else []
    text = end.join(sep.join(row) for row in [*head, *body])
    return text.encode(draw(st.sampled_from(["utf-8", "utf-16", "cp949"])), "replace")


GOOD = (
    exports.korean()[:4000],
    exports.phyphox_zip(),
    exports.sensor_logger("ios"),
    exports.excel(),
    written(strftime("%d-%b-%Y %H:%M:%S.%f"))[:4000],
)


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    data = bytearray(draw(st.sampled_from(GOOD)))
    for _ in range(draw(st.integers(1, 12))):
        at = draw(st.integers(0, len(data) - 1))
        data[at : at + draw(st.integers(0, 3))] = draw(st.binary(max_size=3))
    return bytes(data[: draw(st.integers(1, len(data)))]) if draw(st.booleans()) else bytes(data)


def sound(data: bytes) -> None:
    """Read as the page does, then as a learner chooses: a recording that makes sense, or MediaError."""
    columns = columns_of(data)
    tries = [None, Choices(turn=True, rate_hz=100.0)]
    tries += [Choices(time=columns[0], accel=columns[-3:])] if len(columns) > 2 else []
    for choices in tries:
        try:
            found = read_recording(data, "x.csv", choices)
        except MediaError as error:
            assert error.code in ERROR_CODES and error.code != "recording_damaged"
        else:
            assert np.isfinite(found.rate_hz) and np.isfinite(found.accel_ms2).all()
            assert found.time_s[0] == 0 and (np.diff(found.time_s) > 0).all()
            assert codes(found) <= set(NOTES)


BOUNDED = settings(
    max_examples=150, deadline=None, database=None, suppress_health_check=list(HealthCheck), derandomize=True
)


@BOUNDED
@given(tables())
def test_no_table_raises_anything_else(data: bytes) -> None:
    sound(data)


@BOUNDED
@given(mutated())
def test_no_mutated_file_raises_anything_else(data: bytes) -> None:
    sound(data)
