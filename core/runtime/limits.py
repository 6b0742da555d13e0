"""How many may be here, and how many may do something costly, at once."""

import math
import threading
import time
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

OPENING_S = 10.0
"""seconds in which a page asks for things by itself once it is opened"""
SOONER = 5


class Full(RuntimeError):
    """There is no place now; `code` and `facts` fill the sentence that a page shows."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts


@dataclass
class _Visit:
    """Where somebody comes from, since when, and when they last asked for something."""

    address: str
    came: float
    asked: float

    def is_idle(self, now: float, idle_s: float) -> bool:
        """Tell whether nothing has come from them for long; who has only opened a page is idle sooner."""
        only_opened = self.asked - self.came < OPENING_S
        return now - self.asked > (idle_s / SOONER if only_opened else idle_s)


class Seats:
    """`most` seats for visitors, and a fair queue: one address cannot keep them all.

    First come, first served; but whose address holds more seats waits behind those whose address holds fewer.
    While somebody waits, a seat whose holder has asked for nothing for `idle_s` seconds (a fifth of that, if
    they have only opened a page) is free again: first at the address that holds the most. Seats of one
    address beyond `at_one_address` are only lent: who waits at another one gets that of whoever has asked for
    nothing for longest. Who waits and has not asked again for `patience_s` seconds is taken to have left; so
    is, waiting or seated, who is not `here` any more.
    """

    def __init__(
        self,
        most: int,
        patience_s: float = 20.0,
        clock: Callable[[], float] = time.monotonic,
        at_one_address: int | None = None,
        idle_s: float = math.inf,
        here: Callable[[str], bool] = lambda visitor: True,
    ) -> None:
        self.most, self.at_one_address, self.idle_s = most, at_one_address or most, idle_s
        self._patience_s, self._clock, self._here = patience_s, clock, here
        self._seated: dict[str, _Visit] = {}
        self._waiting: OrderedDict[str, _Visit] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, visitor: str, address: str = "") -> int:
        """Return 0 if the visitor has a seat now, else their place in the queue: 1 is the next."""
        with self._lock:
            now = self._clock()
            if visitor in self._seated:
                self._seated[visitor].asked = now
                return 0
            self._waiting[visitor] = _Visit(address, now, now)
            self._forget_those_gone(now, visitor)
            queue = self._queue()
            free = self.most - len(self._seated)
            for place, (other, visit) in enumerate(queue, 1):
                if free <= 0:
                    given_up = self._idle(now) or self._lent(visit.address)
                    if given_up is None:
                        if other == visitor:
                            return place
                        continue
                    del self._seated[given_up]
                    free += 1
                free -= 1
                if other == visitor:
                    break
            self._seated[visitor] = replace(self._waiting.pop(visitor), came=now)
            return 0

    def seen(self, visitor: str) -> None:
        """Note that somebody who may have a seat does something."""
        with self._lock:
            if visitor in self._seated:
                self._seated[visitor].asked = self._clock()

    def leave(self, visitor: str) -> None:
        """Free the visitor's seat, or their place in the queue."""
        with self._lock:
            self._seated.pop(visitor, None)
            self._waiting.pop(visitor, None)

    def holds(self, visitor: str) -> bool:
        """Tell whether the visitor has a seat."""
        return visitor in self._seated

    @property
    def taken(self) -> int:
        """How many have a seat."""
        return len(self._seated)

    @property
    def waiting(self) -> int:
        """How many wait for one."""
        return len(self._waiting)

    def _held(self) -> Counter[str]:
        return Counter(visit.address for visit in self._seated.values())

    def _queue(self) -> list[tuple[str, _Visit]]:
        """Return those who wait: by how many their address has before them, then as they came."""
        before, ranked = self._held(), []
        for arrived, (visitor, visit) in enumerate(self._waiting.items()):
            ranked.append((before[visit.address], arrived, visitor, visit))
            before[visit.address] += 1
        return [(visitor, visit) for _, _, visitor, visit in sorted(ranked, key=lambda row: row[:2])]

    def _idle(self, now: float) -> str | None:
        """Return who is idle for longest, at the address with the most seats."""
        held = self._held()
        idle = [
            (held[v.address], now - v.asked, who)
            for who, v in self._seated.items()
            if v.is_idle(now, self.idle_s)
        ]
        return max(idle)[2] if idle else None

    def _lent(self, address: str) -> str | None:
        """Return whose seat at another address is only lent: there, who has asked for nothing for longest."""
        held = self._held()
        more = {where for where, count in held.items() if count > self.at_one_address and where != address}
        lent = [(held[v.address], -v.asked, who) for who, v in self._seated.items() if v.address in more]
        return max(lent)[2] if lent else None

    def _forget_those_gone(self, now: float, asking: str) -> None:
        for visitor, visit in list(self._waiting.items()):
            late = now - visit.asked > self._patience_s
            if visitor != asking and (late or not self._here(visitor)):
                del self._waiting[visitor]
        for visitor in [visitor for visitor in self._seated if not self._here(visitor)]:
            del self._seated[visitor]


class Places:
    """At most `most` at once; who comes then waits `wait_s` seconds and is sent away with the code `code`."""

    def __init__(self, most: int, code: str, wait_s: float = 0.0) -> None:
        self.most, self.code, self.wait_s = most, code, wait_s
        self._free = threading.BoundedSemaphore(most)

    @contextmanager
    def one(self) -> Iterator[None]:
        """Hold a place; raise Full(code, most=...) if there is none in time."""
        if not self._free.acquire(timeout=self.wait_s or None, blocking=self.wait_s > 0):
            raise Full(self.code, most=self.most)
        try:
            yield
        finally:
            self._free.release()
