"""What nobody uses goes, the longest unused first, and only while the process is too large."""

import subprocess
import sys
from pathlib import Path

import pytest

from core.runtime import resident
from core.runtime.resident import Resident

ROOT = Path(__file__).parents[2]


@pytest.fixture
def alone(monkeypatch) -> "Resident[str, object]":
    """Something that keeps values, and is the only one that is looked through."""
    monkeypatch.setattr(resident, "_kept", [])
    return Resident()


def at(monkeypatch, seconds: float) -> None:
    monkeypatch.setattr(resident.time, "monotonic", lambda: seconds)


def test_each_is_made_once_until_it_is_dropped(alone) -> None:
    made = []
    for _ in range(3):
        alone.get("a", lambda: made.append(1))
    assert made == [1] and "a" in alone
    alone.drop("a")
    alone.get("a", lambda: made.append(2))
    assert made == [1, 2]


def test_what_fails_to_be_made_is_not_kept(alone) -> None:
    with pytest.raises(OSError):
        alone.get("a", lambda: (_ for _ in ()).throw(OSError))
    assert "a" not in alone and alone.get("a", lambda: 5) == 5


@pytest.mark.parametrize(("taken", "stays"), [(900, "abc"), (1000, "bc"), (9000, "c")])
def test_the_longest_unused_go_first_until_it_is_enough(alone, monkeypatch, taken: int, stays: str) -> None:
    monkeypatch.setenv("DEEPVISION_MEMORY_MB", "950")
    sizes = {"a": 100, "b": 100, "c": 100}
    for seconds, name in ((0, "b"), (5, "c"), (1, "a"), (2, "b"), (797, "c")):
        at(monkeypatch, seconds)
        alone.get(name, object)
    monkeypatch.setattr(resident, "_taken_mb", lambda: taken - sum(sizes[n] for n in "abc" if n not in alone))
    at(monkeypatch, 800)
    assert resident.let_go() == 3 - len(stays)
    assert "".join(name for name in "abc" if name in alone) == stays


class Tired:
    def __init__(self) -> None:
        self.rested, self.busy = 0, False

    def rest(self) -> bool:
        self.rested += not self.busy
        return not self.busy


def test_what_was_not_used_for_a_while_rests_once_and_again_after_its_next_use(alone, monkeypatch) -> None:
    first, second, other = Tired(), Tired(), object()
    for seconds, name, value in ((0, "first", first), (9, "second", second), (0, "other", other)):
        at(monkeypatch, seconds)
        alone.get(name, lambda value=value: value)
    at(monkeypatch, 10)
    resident.used.clear()
    resident.rest()
    assert (first.rested, second.rested) == (1, 0)
    assert resident.used.is_set(), "the second is still to come"
    at(monkeypatch, 12)
    resident.used.clear()
    resident.rest()
    resident.rest()
    assert (first.rested, second.rested) == (1, 1) and not resident.used.is_set()
    alone.get("first", object)
    assert resident.used.is_set()
    at(monkeypatch, 20)
    resident.rest()
    assert (first.rested, second.rested) == (2, 1) and alone.get("other", object) is other


def test_what_is_busy_rests_later(alone, monkeypatch) -> None:
    film = alone.get("film", Tired)
    at(monkeypatch, resident.time.monotonic() + 10)
    film.busy = True
    resident.rest()
    assert film.rested == 0 and resident.used.is_set()
    film.busy = False
    resident.rest()
    assert film.rested == 1


def test_the_limit_is_held_in_a_process_that_has_made_too_much() -> None:
    """Real memory: 40 things of 16 MB each and room for ten; what was used last is still there."""
    code = """
import numpy as np
from core.runtime import memory, resident
memory.settle()
things, before = resident.Resident(), resident._taken_mb()
resident.IDLE_S = 0
resident.let_go.__defaults__ = (0,)
import os, time
os.environ["DEEPVISION_MEMORY_MB"] = str(before + 160)
for i in range(40):
    things.get(i, lambda: np.ones(2_000_000))
end = time.monotonic() + 20
while resident._taken_mb() > before + 170 and time.monotonic() < end:
    time.sleep(0.1)
kept = [i for i in range(40) if i in things]
print(round(resident._taken_mb() - before), len(kept), kept[-1:], kept == list(range(40 - len(kept), 40)))
"""
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    taken, kept, last, newest = run.stdout.split()
    assert int(taken) <= 170 and 5 <= int(kept) <= 10 and last == "[39]" and newest == "True", run.stdout


def test_a_limit_that_is_no_number_is_the_usual_one(monkeypatch) -> None:
    monkeypatch.setenv("DEEPVISION_MEMORY_MB", "much")
    assert resident.limit_mb() == resident.MOST_MB
