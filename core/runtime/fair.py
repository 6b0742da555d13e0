"""Fair turns: the next one served is who has had the device for the shortest time.

Start-time fair queueing (Goyal, Vin, Cheng, 1996) with one request a person: somebody whose requests cost
four times as much is served a quarter as often, and nobody saves up turns while away.
"""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
MOST_PLACES = 256
"""places in the line that are remembered for people whose item was taken back"""


@dataclass(frozen=True)
class _Waiting(Generic[T]):
    start: float
    number: int
    item: T


class FairQueue(Generic[T]):
    """At most one waiting item a person; not safe for threads by itself."""

    def __init__(self) -> None:
        self._waiting: dict[Hashable, _Waiting[T]] = {}
        self._used: dict[Hashable, float] = {}
        self._places: dict[Hashable, int] = {}
        self._now = 0.0  # the start of what was served last, in seconds of the device
        self._number = 0

    def __len__(self) -> int:
        """Return how many wait."""
        return len(self._waiting)

    def put(self, person: Hashable, item: T) -> T | None:
        """Let an item wait; return the same person's older one, whose place it takes."""
        before = self._waiting.get(person)
        if before:
            self._waiting[person] = _Waiting(before.start, before.number, item)
            return before.item
        self._number += 1
        start = max(self._now, self._used.get(person, 0.0))
        self._waiting[person] = _Waiting(start, self._places.pop(person, self._number), item)
        return None

    def pop(self) -> tuple[Hashable, T]:
        """Return the next person and item; the longest waiting one of those who had equally little.

        Raises: IndexError if nobody waits.
        """
        if not self._waiting:
            raise IndexError("nobody waits")
        person = min(self._waiting, key=lambda p: (self._waiting[p].start, self._waiting[p].number))
        found = self._waiting.pop(person)
        self._now = found.start
        self._used = {p: used for p, used in self._used.items() if used > self._now}
        return person, found.item

    def remove(self, person: Hashable, item: T) -> None:
        """Take an item back, if it still waits; the person's next one takes its place in the line."""
        if person in self._waiting and self._waiting[person].item is item:
            self._places[person] = self._waiting.pop(person).number
            if len(self._places) > MOST_PLACES:
                del self._places[next(iter(self._places))]

    def charge(self, person: Hashable, seconds: float) -> None:
        """Note that the device has worked `seconds` for a person whose item was served."""
        self._used[person] = max(self._now, self._used.get(person, 0.0)) + seconds
