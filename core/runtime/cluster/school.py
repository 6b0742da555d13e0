"""What is counted over all front ends: people, their seats, uploads, trainings, queues.

Plain code; the cluster holds one of it in an actor. A front end tells every second how it is (`beat`)
and hears how the others are. One that has told nothing for `SILENT_S` seconds is gone, and its people too.
"""

import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import NamedTuple

from core.runtime.limits import Seats

SILENT_S = 15.0
LATE_S = 5.0
PATIENCE_S = 12.0
MOST = 60


class Told(NamedTuple):
    """What a front end tells: who is connected to it, has a seat, did something, has left since then.

    `limits` are the seats there are, those of one address, and seconds after which a seat is idle.
    """

    here: Collection[str] = ()
    seated: Collection[str] = ()
    active: Collection[str] = ()
    left: Collection[str] = ()
    queue: int = 0
    uploaded: int = 0
    limits: tuple[int, int, float] | None = None


class Totals(NamedTuple):
    """What a front end hears: over all of them but `elsewhere`, and which of its people lost their seats."""

    fingerprint: str
    fronts: int
    people: int
    waiting: int
    queue: int
    elsewhere: int
    """calls that wait at the other front ends"""
    uploaded: int
    trainings: int
    workers: dict[str, int]
    evicted: tuple[str, ...] = ()


@dataclass
class _Front:
    heard: float
    told: Told = field(default_factory=Told)
    seated: set[str] = field(default_factory=set)
    came: dict[str, float] = field(default_factory=dict)
    """who asked for a seat, and when: what it tells may have been on its way"""
    trainings: int = 0


class School:
    """The counts of a whole school; not for several threads at once."""

    def __init__(
        self,
        fingerprint: str = "",
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Count for workers of this `fingerprint`."""
        self.fingerprint, self.most_trainings, self._clock = fingerprint, 0, clock
        self._workers: dict[str, int] = {}
        self._fronts: dict[str, _Front] = {}
        self._seats = Seats(MOST, PATIENCE_S, clock, here=self._is_here)

    def beat(self, front: str, told: Told) -> Totals:
        """Hear how a front end is; return how all are."""
        new, mine, now = front not in self._fronts, self._front(front), self._clock()
        mine.told = told
        if told.limits:
            self._seats.most, self._seats.at_one_address, self._seats.idle_s = told.limits
        for visitor in told.seated if new else ():  # this school was begun anew: who had a seat keeps it
            self.take(front, visitor, "")
        for visitor in told.left:
            self._leave(mine, visitor)
        mine.came = {who: at for who, at in mine.came.items() if now - at < LATE_S}
        for visitor in told.active:
            self._seats.seen(visitor)
        for name in [name for name, other in self._fronts.items() if now - other.heard > SILENT_S]:
            for visitor in self._fronts.pop(name).seated:
                self._seats.leave(visitor)
        evicted = tuple(visitor for visitor in mine.seated if not self._seats.holds(visitor))
        mine.seated.difference_update(evicted)
        fronts = self._fronts.values()
        queue = sum(other.told.queue for other in fronts)
        return Totals(
            self.fingerprint,
            len(fronts),
            self._seats.taken,
            self._seats.waiting,
            queue,
            queue - told.queue,
            sum(other.told.uploaded for other in fronts),
            sum(other.trainings for other in fronts),
            self._workers,
            evicted,
        )

    def take(self, front: str, visitor: str, address: str) -> int:
        """Return 0 if the visitor has a seat now, else their place in the queue of everybody."""
        mine = self._front(front)
        mine.came[visitor] = self._clock()
        place = self._seats.take(visitor, address)
        if not place:
            mine.seated.add(visitor)
        return place

    def begin_training(self, front: str) -> bool:
        """Return whether there is a place for one more training, and take it."""
        full = sum(other.trainings for other in self._fronts.values()) >= self.most_trainings
        self._front(front).trainings += not full
        return not full

    def end_training(self, front: str) -> None:
        """Give a training's place back."""
        mine = self._front(front)
        mine.trainings = max(0, mine.trainings - 1)

    def set_workers(self, workers: dict[str, int], fingerprint: str, trainings: int) -> None:
        """Note how many workers there are at most, of each kind."""
        self._workers, self.fingerprint, self.most_trainings = workers, fingerprint, trainings

    def _leave(self, mine: _Front, visitor: str) -> None:
        mine.seated.discard(visitor)
        mine.came.pop(visitor, None)
        self._seats.leave(visitor)

    def _front(self, name: str) -> _Front:
        found = self._fronts.setdefault(name, _Front(self._clock()))
        found.heard = self._clock()
        return found

    def _is_here(self, visitor: str) -> bool:
        return any(visitor in front.told.here or visitor in front.came for front in self._fronts.values())
