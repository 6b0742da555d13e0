"""How many may be here, and how many may do something costly, at once."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Full(RuntimeError):
    """There is no place now; `code` and `facts` fill the sentence that a page shows."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts


class Seats:
    """`most` seats for visitors, first come, first served; who waits knows their place.

    Who has not asked again for `patience_s` seconds is taken to have left the queue.
    """

    def __init__(self, most: int, patience_s: float = 20.0, clock: Callable[[], float] = time.monotonic):
        self.most = most
        self._patience_s, self._clock = patience_s, clock
        self._seated: set[str] = set()
        self._waiting: OrderedDict[str, float] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, visitor: str) -> int:
        """Return 0 if the visitor has a seat now, else their place in the queue: 1 is the next."""
        with self._lock:
            if visitor in self._seated:
                return 0
            now = self._clock()
            self._waiting[visitor] = now
            for other, asked in list(self._waiting.items()):
                if now - asked > self._patience_s:
                    del self._waiting[other]
            place = list(self._waiting).index(visitor) + 1
            if place > self.most - len(self._seated):
                return place
            del self._waiting[visitor]
            self._seated.add(visitor)
            return 0

    def leave(self, visitor: str) -> None:
        """Free the visitor's seat, or their place in the queue."""
        with self._lock:
            self._seated.discard(visitor)
            self._waiting.pop(visitor, None)

    @property
    def taken(self) -> int:
        """How many have a seat."""
        return len(self._seated)

    @property
    def waiting(self) -> int:
        """How many wait for one."""
        return len(self._waiting)


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
