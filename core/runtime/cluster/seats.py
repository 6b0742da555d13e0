"""Seats and places for trainings over all front ends; a front end that is cut off counts by itself."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from core.runtime.cluster.front import Front
from core.runtime.cluster.school import Told, Totals
from core.runtime.limits import Full, Places, Seats

ASK_AGAIN_S = 0.5


class SharedSeats:
    """Seats as `Seats` gives them, over all front ends."""

    def __init__(
        self, own: Seats, front: Front, here: Callable[[str], bool], uploaded: Callable[[], int]
    ) -> None:
        """`own` are the seats while the cluster is away, `here` tells who is connected to this front end."""
        self.most, self._own, self._front = own.most, own, front
        self._here, self._uploaded = here, uploaded
        self._known: set[str] = set()
        self._seated: set[str] = set()
        self._active: set[str] = set()
        self._left: set[str] = set()
        self._lock = threading.Lock()
        front.here, front.heard = self._tell, self._hear

    def take(self, visitor: str, address: str = "") -> int:
        """Return 0 if the visitor has a seat now, else their place in the queue of all front ends."""
        with self._lock:
            self._known.add(visitor)
            self._active.add(visitor)
            if visitor in self._seated:
                return 0
        how, place = self._front.link.count("take", visitor, address)
        if how != "counted":
            for seated in [*self._seated]:  # who had a seat keeps it
                self._own.take(seated)
            return self._own.take(visitor, address)
        self._own.leave(visitor)
        if not place:
            with self._lock:
                self._seated.add(visitor)
        return place

    def seen(self, visitor: str) -> None:
        """Note that somebody who may have a seat does something."""
        with self._lock:
            self._active.add(visitor)
        self._own.seen(visitor)

    def leave(self, visitor: str) -> None:
        """Free the visitor's seat, or their place in the queue, with the next beat."""
        with self._lock:
            self._known.discard(visitor)
            self._seated.discard(visitor)
            self._left.add(visitor)
        self._own.leave(visitor)

    @property
    def taken(self) -> int:
        """How many have a seat, at this front end."""
        return len(self._seated | {one for one in self._known if self._own.holds(one)})

    @property
    def waiting(self) -> int:
        """How many wait for one, over all front ends."""
        totals = self._front.link.totals
        return totals.waiting if totals else self._own.waiting

    def _tell(self) -> Told:
        with self._lock:
            for gone in [visitor for visitor in self._known if not self._here(visitor)]:
                self._known.discard(gone)
                self._seated.discard(gone)
            told = Told(
                {*self._known}, {*self._seated}, {*self._active}, {*self._left}, uploaded=self._uploaded()
            )
            self._active.clear()
            self._left.clear()
        limits = self._own.most, self._own.at_one_address, self._own.idle_s
        return told._replace(limits=limits)

    def _hear(self, totals: Totals) -> None:
        with self._lock:
            self._seated.difference_update(totals.evicted)


class SharedPlaces:
    """Places as `Places` gives them, over all front ends."""

    def __init__(self, own: Places, front: Front) -> None:
        self._own, self._front = own, front

    @contextmanager
    def one(self) -> Iterator[None]:
        """Hold a place; raise Full if there is none in time."""
        end = time.monotonic() + self._own.wait_s
        while (answer := self._front.link.count("begin_training")) == ("counted", False):
            if time.monotonic() >= end:
                raise Full(self._own.code, most=self._own.most)
            time.sleep(ASK_AGAIN_S)
        if answer[0] != "counted":
            with self._own.one():
                yield
            return
        try:
            yield
        finally:
            self._front.link.count("end_training")
