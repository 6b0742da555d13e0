"""What nobody uses goes, the longest unused first, and only while the process is too large."""

import pytest

from core.runtime import resident
from core.runtime.resident import Resident


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
    for seconds, name in ((0, "b"), (5, "c"), (1, "a"), (2, "b"), (700, "c")):
        at(monkeypatch, seconds)
        alone.get(name, object)
    monkeypatch.setattr(resident, "_taken_mb", lambda: taken - sum(sizes[n] for n in "abc" if n not in alone))
    at(monkeypatch, 800)
    assert resident.let_go() == 3 - len(stays)
    assert "".join(name for name in "abc" if name in alone) == stays


def test_a_limit_that_is_no_number_is_the_usual_one(monkeypatch) -> None:
    monkeypatch.setenv("DEEPVISION_MEMORY_MB", "much")
    assert resident.limit_mb() == resident.MOST_MB
