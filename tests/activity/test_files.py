"""Every app's export gives the same recording; everything else gives a clear answer in time."""

import time
import zlib
from collections.abc import Callable

import numpy as np
import pytest

from core.activity.files import ERROR_CODES, columns_of, read_recording
from core.activity.recording import GRAVITY, NOTES, Choices, Recording
from core.i18n.catalog import LANGUAGES, labels
from core.media.errors import MediaError
from tests.activity import exports
from tests.activity.exports import ACCEL, COUNT, GYRO, KOREAN, RATE, TIME, UP, table


def codes(recording: Recording) -> set[str]:
    return {note.code for note in recording.notes}


def facts(recording: Recording, code: str) -> dict:
    return next(note.facts for note in recording.notes if note.code == code)


def iso(form: str) -> bytes:
    """Return a table whose times are written out."""
    rows = [
        form.format(minute=int(t) // 60, second=int(t) % 60, ms=round(t % 1 * 1000))
        + f",{x:.4f},{y:.4f},{z:.4f}"
        for t, (x, y, z) in zip(TIME, ACCEL, strict=True)
    ]
    return "\n".join(["timestamp,x,y,z", *rows]).encode()


LINES_ABOVE = b"# sensor: a\n# rate: 50; Hz\n\n"
SEPARATORS = [(",", "."), ("\t", "."), (";", "."), ("\t", ","), (";", ",")]
WITH_GYRO = {
    "phyphox zip": exports.phyphox_zip(),
    "phyphox zip, decimal comma": exports.phyphox_zip(";", ","),
    "phyphox, Excel": exports.excel(),
    "Sensor Logger, Android": exports.sensor_logger("android"),
    "Sensor Logger, iPhone": exports.sensor_logger("ios"),
    "Physics Toolbox": exports.physics_toolbox(),
    "Physics Toolbox, German": b"\n" + exports.physics_toolbox(";", ",", "−"),
    "Physics Toolbox, one sensor a row": exports.physics_toolbox_records(),
    **{f"Korean, {e}": exports.korean(e) for e in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp949")},
    "°/s": table("t,ax,ay,az,gx (deg/s),gy (deg/s),gz (deg/s)", TIME, ACCEL, np.degrees(GYRO)).encode(),
    "reversed": table("gz,gy,gx,az,ay,ax,time", GYRO[:, ::-1], ACCEL[:, ::-1], TIME).encode(),
    "축 first": table(
        "x축 가속도,y축 가속도,z축 가속도,x축 각속도,y축 각속도,z축 각속도,경과 시간", ACCEL, GYRO, TIME
    ).encode(),
    "no names": table("", TIME, ACCEL, GYRO)[1:].encode(),
    "old Mac": exports.korean().replace(b"\n", b"\r"),
    "Windows": exports.korean().replace(b"\n", b"\r\n"),
    "trailing separator": exports.korean().replace(b"\n", b",\n"),
}
WITHOUT_GYRO = {
    **{f"phyphox {sep!r} {point!r}": exports.phyphox(sep, point) for sep, point in SEPARATORS},
    "one of Sensor Logger's files": exports.sensor_logger_table(ACCEL).encode(),
    "g": table("time,gFx,gFy,gFz,TgF", TIME, ACCEL / GRAVITY, TIME).encode(),
    "lines above": LINES_ABOVE + table("time,ax (m/s^2),ay (m/s^2),az (m/s^2)", TIME, ACCEL).encode(),
    "blanks": table("t,x,y,z", TIME, ACCEL, sep=" ").encode(),
    "quoted decimal commas": exports.quoted(),
    "ms": table("timestamp,x,y,z", TIME * 1e3 + 1.7e12, ACCEL, form="%.3f").encode(),
    "µs": table("timestamp,x,y,z", TIME * 1e6, ACCEL).encode(),
    "ns": table("timestamp,x,y,z", TIME * 1e9, ACCEL).encode(),
    "s since 1970": table("timestamp,x,y,z", TIME + 1.7e9, ACCEL, form="%.4f").encode(),
    "ISO": iso("2026-05-01T10:{minute:02}:{second:02}.{ms:03}+09:00"),
    "date and time": iso("2026-05-01 23:{minute:02}:{second:02}.{ms:03}"),
    "time of day": iso("13:{minute:02}:{second:02}:{ms:03}"),
    "whole seconds": table("timestamp,x,y,z", np.floor(TIME), ACCEL, form="%.4f").encode(),
}


def check(recording: Recording) -> None:
    assert recording.rate_hz == pytest.approx(RATE, rel=0.01)
    assert recording.time_s[0] == 0 and np.all(np.diff(recording.time_s) > 0)
    np.testing.assert_allclose(recording.accel_ms2, ACCEL, atol=2e-3)
    assert codes(recording) <= set(NOTES)
    for note in recording.notes:
        assert set(note.facts) == set(NOTES[note.code])


@pytest.mark.parametrize("name", WITH_GYRO)
def test_both_sensors_are_found(name: str) -> None:
    recording = read_recording(WITH_GYRO[name])
    check(recording)
    kink = 0.1 if "a row" in name else 1e-3  # a line between other moments cuts the corners
    np.testing.assert_allclose(recording.gyro_rads[1:-1], GYRO[1:-1], atol=kink)


@pytest.mark.parametrize("name", WITHOUT_GYRO)
def test_acceleration_is_found(name: str) -> None:
    recording = read_recording(WITHOUT_GYRO[name])
    check(recording)
    assert recording.gyro_rads is None and "no_gyro" in codes(recording)


def test_what_was_assumed_is_noted() -> None:
    recording = read_recording(exports.physics_toolbox(";", ","))
    assert {"app", "decimal_comma", "columns", "unit", "time_unit", "rate"} <= codes(recording)
    assert facts(recording, "app") == {"app": "Physics Toolbox"}
    assert facts(recording, "unit")["unit"] == "g"
    assert facts(read_recording(exports.sensor_logger("ios")), "app") == {"app": "Sensor Logger"}
    assert {"sign", "gravity_added"} <= codes(read_recording(exports.sensor_logger("ios")))
    assert facts(read_recording(exports.korean("cp949")), "encoding") == {"encoding": "CP949"}


def test_a_wrong_unit_in_the_header_is_noticed() -> None:
    recording = read_recording(table("t,x (m/s²),y (m/s²),z (m/s²)", TIME, ACCEL / GRAVITY).encode())
    check(recording)
    assert facts(recording, "unit_name") == {"unit": "g", "named": "m/s²"}


def test_the_learner_overrules() -> None:
    data = table("when,foo,bar,baz,x,y,z", TIME * 2, ACCEL[:, ::-1], ACCEL * 0 + 5.6).encode()
    chosen = Choices(time="when", accel=("baz", "bar", "foo"), gyro=(), time_unit="s")
    recording = read_recording(data, "a.csv", chosen)
    assert recording.rate_hz == pytest.approx(RATE / 2)
    np.testing.assert_allclose(recording.accel_ms2, ACCEL, atol=1e-4)
    assert recording.columns == ("when", "foo", "bar", "baz", "x", "y", "z")
    assert recording.used.accel == chosen.accel and recording.used.time == "when"
    assert read_recording(data, "a.csv", Choices(rate_hz=200.0)).rate_hz == pytest.approx(200)
    in_g = read_recording(data, "a.csv", Choices(accel=("foo", "bar", "baz"), unit="g"))
    np.testing.assert_allclose(in_g.accel_ms2, ACCEL[:, ::-1] * GRAVITY, rtol=1e-4)


def test_what_was_used_reads_the_same_again() -> None:
    zips = [exports.phyphox_zip(), exports.sensor_logger("android"), exports.sensor_logger("ios")]
    for data in (*zips, exports.korean(), exports.physics_toolbox()):
        first = read_recording(data)
        again = read_recording(data, "", first.used)
        np.testing.assert_array_equal(first.accel_ms2, again.accel_ms2)
        np.testing.assert_array_equal(first.gyro_rads, again.gyro_rads)


def test_acceleration_without_gravity_goes_on_and_says_so() -> None:
    linear = table("time,ax,ay,az,aT", TIME, ACCEL - UP, TIME).encode()
    for data in (linear, exports.sensor_logger_table(ACCEL - UP).encode()):
        recording = read_recording(data, "LinearAccelerometer.csv")
        assert "no_gravity" in codes(recording) and recording.used.unit == "m/s²"
        np.testing.assert_allclose(recording.accel_ms2, ACCEL - UP, atol=2e-3)
    in_g = table("t,userAccelerationX,userAccelerationY,userAccelerationZ", TIME, (UP - ACCEL) / GRAVITY)
    recording = read_recording(in_g.encode())
    assert {"no_gravity", "sign"} <= codes(recording) and recording.used.unit == "g"
    np.testing.assert_allclose(recording.accel_ms2, ACCEL - UP, atol=2e-3)


def test_columns_that_may_be_anything_are_not_taken_for_acceleration() -> None:
    bare = table("time,x,y,z", TIME, ACCEL - UP).encode()
    with pytest.raises(MediaError, match="recording_no_gravity"):
        read_recording(bare, "recording.csv")
    assert columns_of(bare) == ("time", "x", "y", "z")
    chosen = read_recording(bare, "", Choices(accel=("x", "y", "z")))
    assert "no_gravity" in codes(chosen)


def test_no_times_means_an_assumed_rate() -> None:
    recording = read_recording(table("x,y,z", ACCEL).encode())
    assert facts(recording, "rate_assumed") == {"rate": 50.0} and recording.rate_hz == pytest.approx(50)


def test_rows_without_numbers_are_left_out_and_counted() -> None:
    lines = table("t,x,y,z", TIME, ACCEL).splitlines()
    lines[11:15] = ["0.1,NaN,0,0", "oops", "0.12,1e99,0,0", "0.13,0,5000,0"]
    recording = read_recording("\n".join(lines).encode())
    assert len(recording.time_s) == COUNT - 4
    assert facts(recording, "rows_left_out") == {"rows": 4, "of": COUNT}


def test_a_second_recording_and_gaps_are_noticed() -> None:
    twice = read_recording(table("t,x,y,z", np.r_[TIME, TIME], np.r_[ACCEL, ACCEL]).encode())
    check(twice)
    assert facts(twice, "restarted") == {"rows": COUNT}
    gap = read_recording(table("t,x,y,z", TIME + (TIME > 5) * 3, ACCEL).encode())
    assert facts(gap, "gaps")["gaps"] == 1 and facts(gap, "gaps")["seconds"] == pytest.approx(3, abs=0.1)
    year = read_recording(table("t,x,y,z", TIME + (TIME > 5) * 3e7, ACCEL).encode())
    assert "cut" in codes(year) and year.time_s[-1] < 6


def bomb() -> bytes:
    return exports.zipped({"Accelerometer.csv": b"0,0,0,9.8\n" * 30_000_000})


def lying_bomb() -> bytes:
    """Return a zip that says it holds 100 bytes and unpacks to 60 MB."""
    content = b"0,0,0,9.8\n" * 6_000_000
    data = bytearray(exports.zipped({"a.csv": content}))
    size = len(content).to_bytes(4, "little")
    while size in data:
        at = data.index(size)
        data[at : at + 4] = (100).to_bytes(4, "little")
    return bytes(data)


RAGGED = "\n".join(",".join("123456"[: 1 + i % 2]) for i in range(999))
HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "recording_empty"),
    "21 MB": (lambda: b"1,2,3\n" * 3_700_000, "recording_too_large"),
    "a letter": (lambda: b"Dear teacher,\nI have lost my phone.\n" * 200, "recording_not_a_table"),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 99, "recording_not_text"),
    "zeros": (lambda: bytes(9999), "recording_not_text"),
    "old Excel": (lambda: b"\xd0\xcf\x11\xe0" + bytes(999), "recording_excel"),
    "Excel without sheets": (lambda: exports.zipped({"xl/workbook.xml": "<a>"}), "recording_excel"),
    "Excel bomb": (lambda: exports.excel_bomb(), "recording_excel"),
    "names only": (lambda: b"time,x,y,z\n", "recording_not_a_table"),
    "one row": (lambda: b"time,x,y,z\n0,0,0,9.81\n", "recording_too_short"),
    "one second": (lambda: table("t,x,y,z", TIME[:100], ACCEL[:100]).encode(), "recording_too_short"),
    "once a second": (lambda: table("time (s),x,y,z", TIME * 100, ACCEL).encode(), "recording_too_slow"),
    "no columns": (lambda: table("t,foo,bar,baz", TIME, ACCEL).encode(), "recording_no_columns"),
    "NaN": (lambda: table("t,x,y,z", TIME, ACCEL * np.nan).encode(), "recording_no_numbers"),
    "too large numbers": (lambda: table("t,x,y,z", TIME, ACCEL * 1e300).encode(), "recording_no_numbers"),
    "ragged": (lambda: RAGGED.encode(), "recording_not_a_table"),
    "no end of a quote": (
        lambda: b't,x,y,z\n0,1,2,3\n"0,1,2,3\n' + b"0,1,2,3\n" * 9999,
        "recording_not_a_table",
    ),
    "one long row": (lambda: b"1," * 5_000_000, "recording_not_a_table"),
    "a million rows": (lambda: b"0.01,0,0,9.8\n" * 1_000_000, "recording_too_many_rows"),
    "a million short rows": (lambda: b"\n" * 1_000_000, "recording_too_many_rows"),
    "zip of nothing": (lambda: exports.zipped({}), "recording_zip_empty"),
    "zip of a picture": (lambda: exports.zipped({"a.png": b"\x89PNG"}), "recording_zip_empty"),
    "zip of a letter": (lambda: exports.zipped({"a.csv": "Dear teacher,"}), "recording_not_a_table"),
    "half a zip": (lambda: exports.phyphox_zip()[:5000], "recording_zip_damaged"),
    "zip bomb": (lambda: bomb(), "recording_zip_too_large"),
    "zip bomb that lies": (lambda: lying_bomb(), "recording_zip"),
    "climbing zip": (lambda: exports.zipped({"../../etc/passwd": "a,b,c\n1,2,3\n"}), "recording_zip_empty"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_clear_answer_in_time(name: str) -> None:
    make, code = HOSTILE[name]
    data = make()
    started = time.process_time()
    with pytest.raises(MediaError) as caught:
        read_recording(data, "recording.csv")
    assert caught.value.code.startswith(code) and caught.value.code in ERROR_CODES
    assert time.process_time() - started < 5


def test_half_a_million_rows_are_read_in_time() -> None:
    data = table("t,x,y,z", TIME, ACCEL, form="%.3f").split("\n", 1)[1].encode() * 480
    started = time.process_time()
    recording = read_recording(data)
    assert facts(recording, "restarted")["rows"] == 479 * COUNT
    assert time.process_time() - started < 10


def test_noise_never_raises_anything_else() -> None:
    rng = np.random.default_rng(0)
    good = [exports.korean(), exports.phyphox_zip(), exports.sensor_logger("ios")]
    for i in range(120):
        data = bytearray(good[i % 3])
        for at in rng.integers(0, len(data), 1 + i % 40):
            data[at] = rng.integers(256)
        try:
            read_recording(bytes(data[: rng.integers(1, len(data) + 1)]))
        except MediaError as error:
            assert error.code in ERROR_CODES


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_code_and_note_has_its_words(lang: str) -> None:
    words = labels(lang)
    for code in (*ERROR_CODES, "recording_needs_gyro"):
        assert words[f"errors.{code}"]
    for note in NOTES:
        assert words[f"activity.notes.{note}"]


def test_a_zip_is_as_good_as_its_checksum() -> None:
    data = bytearray(exports.zipped({"a.csv": KOREAN}))
    at = data.rindex(zlib.crc32(KOREAN.encode()).to_bytes(4, "little"))
    data[at] ^= 1
    with pytest.raises(MediaError, match="recording_zip_damaged"):
        read_recording(bytes(data))
