"""Which column is what: names as the apps write them, and people, in Korean and English."""

import re
from collections.abc import Sequence

# A name without unit, blanks and signs; the axis is cut off first. Longer words come first.
KINDS: dict[str, tuple[str, ...]] = {
    "linear": (
        *("linearacceleration", "linearaccelerometer", "linacc", "useracceleration"),
        *("motionuseracceleration", "accelerationwithoutg"),
        *("선형가속도", "중력제외가속도", "가속도중력제외"),
    ),
    "gravity": ("gravity", "grav", "motiongravity", "중력", "중력가속도"),
    "accel": (
        *("gf", "gforce", "totalacceleration", "rawacceleration", "accelerometeruncalibrated"),
        *("acceleration", "accelerometer", "accelerometeracceleration", "accel", "acc", "a"),
        *("가속도", "가속도계", "가속도센서", "총가속도", "전체가속도", "중력포함가속도"),
    ),
    "gyro": (
        *("gyroscope", "gyroscoperotation", "gyroscopeuncalibrated", "gyro", "gyr", "gyrorotation"),
        *("rotationrate", "motionrotationrate", "angularvelocity", "rotation", "angvel", "omega", "w", "g"),
        *("자이로", "자이로스코프", "자이로센서", "각속도", "회전", "회전속도", "회전율"),
    ),
}
TIMES = (
    *("secondselapsed", "elapsed", "elapsedtime", "time", "t", "seconds", "sec", "timestamp"),
    *("datetime", "date", "timems", "timens", "times", "timesec", "timestampms", "timestampns"),
    *("loggingtime", "milliseconds", "ms", "timesincestart"),
    *("경과시간", "시간", "시각", "타임스탬프", "측정시간", "초", "일시", "날짜시간"),
)
TIME_UNITS = {
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds", "초"), "s"),
    **dict.fromkeys(("ms", "msec", "millisecond", "milliseconds", "밀리초"), "ms"),
    **dict.fromkeys(("us", "µs", "μs", "microseconds", "마이크로초"), "µs"),
    **dict.fromkeys(("ns", "nanosecond", "nanoseconds", "나노초"), "ns"),
}
_UNIT = re.compile(r"[(\[（]([^)\]）]*)[)\]）]")
_NOISE = re.compile(r"[^0-9a-z가-힣]+")
_AXIS_LAST = re.compile(r"(.*?)(?:축)?([xyz])(?:축|axis|방향|성분)?")
_AXIS_FIRST = re.compile(r"([xyz])(?:축|axis|방향|성분)?(.+)")


def unit_of(name: str) -> str:
    """Return what stands in brackets in a column's name, in small letters, or ""."""
    found = _UNIT.findall(name)
    return found[-1].strip().lower().replace(" ", "") if found else ""


def plain(name: str) -> str:
    """Return a name without unit, blanks, signs, capitals: "Acceleration x (m/s^2)" → "accelerationx"."""
    return _NOISE.sub("", _UNIT.sub("", name).lower())


def kind_and_axis(name: str, stem: str = "") -> tuple[str, str] | None:
    """Return what a column measures ("accel", "linear", "gravity", "gyro") and "x", "y" or "z".

    A column called only x, y or z is of the kind that the file's name `stem` tells, acceleration by default.
    """
    word = plain(name)
    for pattern, kind_group, axis_group in ((_AXIS_LAST, 1, 2), (_AXIS_FIRST, 2, 1)):
        match = pattern.fullmatch(word)
        if match:
            kind, axis = match[kind_group], match[axis_group]
            if not kind:
                return kind_of_file(stem) or "accel", axis
            found = next((k for k, words in KINDS.items() if kind in words), None)
            if found:
                return found, axis
    return None


def kind_of_file(stem: str) -> str | None:
    """Return what a file called `stem` holds, if its name tells."""
    word = plain(stem)
    if "magnet" in word or "orientation" in word:
        return "other"
    for kind, words in KINDS.items():
        if any(len(w) > 2 and w in word for w in words):
            return kind
    return None


def groups(names: Sequence[str], stem: str = "") -> dict[str, tuple[str, str, str]]:
    """Return the three columns of each kind that has all of them, x y z in this order.

    "gFx" (acceleration in g) goes before "ax", which is then Physics Toolbox's linear acceleration.
    """
    found: dict[str, dict[str, str]] = {}
    has_g_force = {"gfx", "gfy", "gfz"} <= {plain(name) for name in names}
    for name in names:
        known = kind_and_axis(name, stem)
        if known:
            kind, axis = known
            if has_g_force and kind == "accel" and not plain(name).startswith("gf"):
                kind = "linear"
            found.setdefault(kind, {}).setdefault(axis, name)
    return {
        kind: (axes["x"], axes["y"], axes["z"])
        for kind, axes in found.items()
        if len(axes) == 3 and kind != "other"
    }


def time_column(names: Sequence[str]) -> str | None:
    """Return the column of times: seconds since the start before times of day."""
    for wanted in TIMES:
        for name in names:
            if plain(name) == wanted:
                return name
    return next((name for name in names if plain(name).startswith(("time", "시간", "시각"))), None)


def time_unit(name: str) -> str | None:
    """Return "s", "ms", "µs" or "ns" if the name of a column of times tells."""
    word = plain(name)
    if word == "secondselapsed":
        return "s"
    ending = re.search(r"[_\s](ns|us|ms|s|sec|seconds)$", name.strip().lower())
    return TIME_UNITS.get(unit_of(name) or (ending[1] if ending else ""))
