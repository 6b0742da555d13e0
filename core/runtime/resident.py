"""Networks that are in memory: made once for everybody, and let go again when nobody asks for them.

With all lessons opened once the networks take more memory than everything else. What has been compiled is
quickly had again, so while the process is over its limit those go that were not used for five seconds, the
longest unused first. After two seconds they rest: the room between their layers, which is most of what they
take, is given back, and is there again with the next call, a fraction of it later.
"""

import ctypes
import gc
import os
import threading
import time
from collections.abc import Callable, Hashable
from contextlib import suppress
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

REST_S = 2.0
"""a network that was not used for so many seconds rests"""
IDLE_S = 5.0
"""a network that was used in so many seconds stays, whatever the limit"""
MOST_MB = 1500
"""of the process' memory; DEEPVISION_MEMORY_MB says otherwise"""

used = threading.Event()
"""set when something was asked for: soon it may rest, and the process may be over its limit"""

_kept: "list[Resident]" = []


class Resident(Generic[K, V]):
    """Values by key, each made once, with the time at which it was last asked for."""

    def __init__(self) -> None:
        """Begin empty, and be looked through by `let_go`."""
        self._values: dict[K, tuple[V, float]] = {}
        self._awake: set[K] = set()
        self._lock = threading.RLock()
        _kept.append(self)

    def get(self, key: K, make: Callable[[], V]) -> V:
        """Return the value for `key`, made if it is not here while others wait; raise as `make` does."""
        with self._lock:
            value = self._values[key][0] if key in self._values else make()
            self._values[key] = value, time.monotonic()
            self._awake.add(key)
        used.set()
        return value

    def __contains__(self, key: K) -> bool:
        """Return whether the value for `key` is here."""
        return key in self._values

    def unused(self, since: float) -> list[tuple[float, K]]:
        """Return when those were last asked for that nobody has asked for since then, and their keys."""
        with self._lock:
            return [(asked, key) for key, (_, asked) in self._values.items() if asked < since]

    def drop(self, key: K) -> None:
        """Let a value go; whoever is using it still has it."""
        with self._lock:
            self._values.pop(key, None)
            self._awake.discard(key)

    def rest(self, since: float) -> int:
        """Let those rest that nobody has asked for since then; return how many are still to come.

        A value that can has a method `rest`, which returns False if it is busy.
        """
        with self._lock:
            tired = [key for _, key in self.unused(since) if key in self._awake]
            self._awake.difference_update(tired)
            values = [(key, self._values[key][0]) for key in tired]
        busy = [key for key, value in values if hasattr(value, "rest") and not value.rest()]
        with self._lock:
            self._awake.update(key for key in busy if key in self._values)
            return len(self._awake)


def limit_mb() -> float:
    """Return how many MB the process may take before unused networks go."""
    try:
        return float(os.environ["DEEPVISION_MEMORY_MB"])
    except (KeyError, ValueError):
        return MOST_MB


def rest(idle_s: float = REST_S) -> None:
    """Let rest what nobody has asked for in `idle_s`; ask to be called again if there is more to come."""
    since = time.monotonic() - idle_s
    if sum([kept.rest(since) for kept in _kept]):
        used.set()


def let_go(idle_s: float = IDLE_S) -> int:
    """Drop what nobody has asked for in `idle_s`, the longest unused first, while the process is too large.

    Return how many went.
    """
    since, gone = time.monotonic() - idle_s, 0
    waiting = [(asked, key, kept) for kept in _kept for asked, key in kept.unused(since)]
    for _, key, kept in sorted(waiting, key=lambda one: one[0]):
        if _taken_mb() <= limit_mb():
            break
        kept.drop(key)
        gone += 1
        gc.collect()
        give_back()
    return gone


def _taken_mb() -> float:
    import psutil

    return psutil.Process().memory_info().rss / 1e6


def give_back() -> None:
    """Let the allocator return what is free to the system, where it can be asked to (glibc)."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL("libc.so.6").malloc_trim(0)
