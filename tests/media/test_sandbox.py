"""What is read in a process of its own comes back as it is, in time, or as a sentence; and as data only."""

import io
import os
import pickle
import time

import numpy as np
import pytest

from core.activity.recording import Choices, Note
from core.media import sandbox, wire
from core.media.errors import MediaError
from core.runtime.limits import Places
from tests.media import apart


def there_and_back(value: object) -> object:
    out = io.BytesIO()
    wire.write(out, value)
    out.seek(0)
    return wire.read(out)


def test_values_come_back_as_they_were() -> None:
    value = (None, True, -3, 2.5, float("inf"), "글 \ud800", b"\0\xff", [1, (2, "x")], {"a": {1, 2}, 3: ()})
    assert there_and_back(value) == value
    ours = Choices(accel=("x", "y", "z"), rate_hz=50.0), Note("app", {"app": "x", "n": 3})
    assert there_and_back(ours) == ours
    arrays = [np.arange(6, dtype=np.float32).reshape(2, 3).T, np.zeros((0, 3)), np.array(["a", "글"])]
    for array in arrays:
        back = there_and_back(array)
        assert back.dtype == array.dtype and back.shape == array.shape and (back == array).all()
    back[0] = "b"  # and can be written to


def test_nothing_but_data_is_made_of_an_answer() -> None:
    for value in (object(), apart.NotOurs, os.system):
        with pytest.raises(TypeError):
            wire.write(io.BytesIO(), value)
    foreign = '{"ours": ["os", "system", {"command": "true"}]}'
    function = '{"ours": ["core.media.sandbox", "apart", {}]}'
    for told in (foreign, function, '{"array": [0, 8, "|O", [1]]}', '{"evil": 1}'):
        message = wire._HEAD.pack(len(told), 8) + told.encode() + bytes(8)
        with pytest.raises((ValueError, TypeError)):
            wire.read(io.BytesIO(message))
    with pytest.raises((ValueError, EOFError)):
        wire.read(io.BytesIO(pickle.dumps("x" * 99)))
    with pytest.raises(ValueError):
        wire.read(io.BytesIO(wire._HEAD.pack(8, 1 << 40)))


def test_a_function_runs_apart_unless_it_is_little() -> None:
    assert apart.here() == os.getpid() != apart.there()
    array = np.ones((3, 2))
    values, named = apart.echo(1, array, key=("글", b"x"))
    assert values[0] == 1 and (values[1] == array).all() and named == {"key": ("글", b"x")}


@pytest.mark.parametrize(
    ("how", "code"),
    [
        ("told", "too_many_scans"),
        *((how, "damaged") for how in ("raises", "memory", "exits", "writes", "odd")),
    ],
)
def test_whatever_happens_apart_is_a_media_error(how: str, code: str) -> None:
    with pytest.raises(MediaError) as caught:
        apart.fails(how)
    assert caught.value.code == code and caught.value.facts == ({"n": 3} if how == "told" else {})


def test_so_many_at_once_and_each_place_is_given_back(monkeypatch) -> None:
    monkeypatch.setattr(sandbox, "_places", Places(1, "decoders_busy", wait_s=0.2))
    frames = apart.counted(9)
    next(frames)
    with pytest.raises(MediaError, match="decoders_busy"):
        apart.there()
    frames.close()
    assert apart.there()


def test_what_takes_too_long_is_ended(monkeypatch) -> None:
    monkeypatch.setattr(sandbox, "MAX_SECONDS", 1.5)
    started = time.monotonic()
    with pytest.raises(MediaError, match="timeout"):
        apart.fails("hangs")
    assert time.monotonic() - started < 5


def test_values_come_one_by_one_each_in_its_time(monkeypatch) -> None:
    found = []
    with pytest.raises(MediaError, match="damaged"):
        found.extend(apart.counted(3))
    assert [array.tolist() for array in found] == [[0] * 3, [1] * 3, [2] * 3]
    monkeypatch.setattr(sandbox, "MAX_SECONDS_IN_ALL", 2.0)
    with pytest.raises(MediaError, match="timeout"):
        list(apart.counted(99, 0.3))
