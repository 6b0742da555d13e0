"""Which column is what: names as the apps write them, and people, in Korean and English."""

import re
import unicodedata
from collections.abc import Sequence

# A name without unit, blanks and signs; the axis is cut off first. Longer words come first.
KINDS: dict[str, tuple[str, ...]] = {
    "linear": (
        *("linearacceleration", "linearaccelerometer", "linacc", "lin", "linear", "useracceleration"),
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
TIME_PARTS = ("time", "epoch", "clock", "elapsed", "date", "시간", "시각", "일시", "날짜", "타임", "경과")
TIME_WORDS = ("ts", "tstamp", "utc", "unix", "millis", "nanos", "micros", "usec", "msec", "nsec", "us", "ns")
COUNTS = (
    "index",
    "idx",
    "no",
    "nr",
    "n",
    "id",
    "sample",
    "samples",
    "row",
    "count",
    "seq",
    "frame",
    "번호",
    "순번",
)
TIME_UNITS = {
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds", "초"), "s"),
    **dict.fromkeys(
        ("ms", "msec", "msecs", "milli", "millis", "millisecond", "milliseconds", "밀리초"), "ms"
    ),
    **dict.fromkeys(("us", "µs", "μs", "usec", "micro", "micros", "microseconds", "마이크로초"), "µs"),
    **dict.fromkeys(("ns", "nsec", "nano", "nanos", "nanosecond", "nanoseconds", "나노초"), "ns"),
    **dict.fromkeys(("min", "mins", "minute", "minutes", "분"), "min"),
    **dict.fromkeys(("h", "hour", "hours"), "h"),
    **dict.fromkeys(("d", "day", "days"), "d"),
}
APPLE = ("accelerometeracceleration", "useracceleration", "motionuseracceleration", "motiongravity")
"""Core Motion's own names: there up reads −1 g"""
_FAMILIES = (  # names that only contain a word; the first that fits
    (("magn", "mag", "orient", "attitude", "자기", "accur"), None),
    (
        ("useracc", "linacc", "linearacc", "bodyacc", "lacc", "선형", "중력제외", "withoutg", "nograv"),
        "linear",
    ),
    (("gyr", "angvel", "angularv", "rotationrate", "rotrate", "자이로", "각속도"), "gyro"),
    (("acc", "가속도"), "accel"),
    (("grav", "중력"), "gravity"),
)
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
    return _NOISE.sub("", _UNIT.sub("", unicodedata.normalize("NFKC", name)).lower())


def kind_and_axis(name: str, stem: str = "") -> tuple[str, str] | None:
    """Return what a column measures ("accel", "linear", "gravity", "gyro") and "x", "y" or "z".

    A column called only x, y or z is of the kind that the file's name `stem` tells, acceleration by default.
    """
    found = _told(name, stem)
    return found and found[:2]


def _told(name: str, stem: str = "") -> tuple[str, str, str, bool] | None:
    """Return kind, axis, the word without the axis, and whether the word is one that is known as it is."""
    word, loose = plain(name), None
    for pattern, kind_group, axis_group in ((_AXIS_LAST, 1, 2), (_AXIS_FIRST, 2, 1)):
        match = pattern.fullmatch(word)
        if match:
            kind, axis = match[kind_group], match[axis_group]
            if not kind:
                return kind_of_file(stem) or "accel", axis, "", True
            found = next((k for k, words in KINDS.items() if kind in words), None)
            if found:
                return found, axis, kind, True
            near = next((k for words, k in _FAMILIES if any(w in kind for w in words)), None)
            loose = loose or (near and (near, axis, kind, False))
    return loose


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

    "gFx" (acceleration in g) goes before "ax", which is then Physics Toolbox's linear acceleration. Names
    that are known as they are go before those that only contain a word ("left_acc_x").
    """
    found: dict[tuple[str, str, bool], dict[str, str]] = {}
    has_g_force = {"gfx", "gfy", "gfz"} <= {plain(name) for name in names}
    for name in names:
        told = _told(name, stem)
        if told:
            kind, axis, word, known = told
            if has_g_force and kind == "accel" and not plain(name).startswith("gf"):
                kind = "linear"
            found.setdefault((kind, "" if known else word, known), {}).setdefault(axis, name)
    whole: dict[str, tuple[str, str, str]] = {}
    for (kind, _, _), axes in sorted(found.items(), key=lambda item: not item[0][2]):
        if len(axes) == 3 and kind != "other":
            whole.setdefault(kind, (axes["x"], axes["y"], axes["z"]))
    return whole


def is_apple(names: Sequence[str]) -> bool:
    """Return whether these columns have Core Motion's names, and with them its sign."""
    words = [told[2] for told in map(_told, names) if told is not None]
    return any(word in APPLE or "useracc" in word for word in words)


def is_bare(names: Sequence[str]) -> bool:
    """Return whether columns are called x, y, z only, so that their kind is a guess."""
    return all(told is None or not told[2] for told in map(_told, names))


def is_a_count(name: str) -> bool:
    """Return whether a name is one of a number that counts rows."""
    return plain(name) in COUNTS


def time_columns(names: Sequence[str]) -> list[str]:
    """Return the columns whose names are those of a clock: seconds since the start before times of day."""
    words = {name: plain(name) for name in names}
    exact = [name for wanted in TIMES for name in names if words[name] == wanted]
    parts = [
        name
        for name in names
        if any(part in words[name] for part in TIME_PARTS)
        or words[name] in TIME_WORDS
        or set(re.split(r"[^a-z0-9]+", name.lower())) & {"ts", "utc"}
    ]
    return list(dict.fromkeys([*exact, *parts]))


def time_unit(name: str) -> str | None:
    """Return the unit if the name of a column of times tells it: "s", "ms", "µs", "ns", "min", "h" or "d"."""
    word = plain(name)
    if word == "secondselapsed":
        return "s"
    if unit_of(name) in TIME_UNITS:
        return TIME_UNITS[unit_of(name)]
    parts = re.split(
        r"[^a-zµμ]+|(?<=[a-z])(?=[A-Z])", re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name.strip()).lower()
    )
    told = next(
        (TIME_UNITS[p] for p in reversed(parts) if len(p) > 1 and TIME_UNITS.get(p, "d") not in "hd"), None
    )
    ending = re.search(r"[_\s]s$", name.strip().lower())
    glued = re.search(r"(?:time|stamp|epoch|elapsed)(ns|us|ms|nanos|millis|micros)$", word)
    return told or ("s" if ending else None) or (TIME_UNITS[glued[1]] if glued else None)
