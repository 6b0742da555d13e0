"""One short queue in front of the device: first come, first served, and everybody can see their place.

A fast engine behind a queue beats many threads on the same cores, and keeps calls out of each other's way.
Pictures of a live camera come last, when nobody else waits, with fair turns among those who film.
Where DEEPVISION_CLUSTER is set, calls run on other processes or machines: `core.runtime.cluster`.
"""

import importlib
import math
import os
import threading
import time
from collections import deque
from collections.abc import Callable, Hashable
from typing import Any, NamedTuple, TypeVar

from core.runtime.cluster import meter
from core.runtime.fair import FairQueue
from core.runtime.lanes import Lane, Late, Request

MAX_WAITING = 32
TIMEOUT_S = 20.0
TICK_S = 0.25  # how often a waiting caller looks up, and so how soon a stopped page leaves the queue
LATE_S = 2.5  # a live picture that has waited so long is dropped: the next one shows more
FIRST_GUESS_S = 0.5  # of a call's duration, before one has been measured

CLUSTER = "core.runtime.cluster.front"
"""what stands in for the queue where DEEPVISION_CLUSTER is set; a name, as it builds on this module"""

__all__ = ["Busy", "Gateway", "Late", "Status", "call", "live", "status"]

T = TypeVar("T")
OnWait = Callable[[int, float], object]


class Busy(RuntimeError):
    """The queue is full or the turn came too late: `ahead` requests, about `seconds` of work, are before.

    `code` and `facts` (seconds rounded up) fill the sentence that a page shows.
    """

    code = "busy"

    def __init__(self, ahead: int, seconds: float) -> None:
        super().__init__(f"{ahead} requests ahead, about {seconds:.0f} s")
        self.ahead, self.seconds = ahead, seconds
        self.facts = {"ahead": ahead, "seconds": max(1, math.ceil(seconds))}


class Status(NamedTuple):
    """Requests waiting (no live pictures), when the running one began, the last one ended (time.monotonic).

    `average_seconds` is how long a call takes.
    """

    waiting: int
    running_since: float | None
    ended: float | None
    average_seconds: float


class Gateway:
    """A bounded queue with one worker thread, started when first needed and again should it ever die.

    With `lanes` worker threads so many requests run at once: where they only wait for other machines.
    """

    def __init__(self, max_waiting: int = MAX_WAITING, lanes: int = 1, metered: bool = True) -> None:
        self.max_waiting, self.elsewhere, self._metered = max_waiting, 0, metered
        self._waiting: deque[Request] = deque()
        self._live: FairQueue[Request] = FairQueue()
        self._lanes = [Lane() for _ in range(lanes)]
        self._ended: float | None = None
        self._average_s: float | None = None
        self._changed = threading.Condition()

    def call(
        self,
        function: Callable[..., T],
        *args: Any,
        timeout_s: float = TIMEOUT_S,
        on_wait: OnWait | None = None,
        **kwargs: Any,
    ) -> T:
        """Return `function(*args, **kwargs)`, run by the worker when its turn has come.

        `on_wait(ahead, seconds)` is called from the waiting thread every quarter of a second: `ahead`
        requests, the running one included, come before this one and take about `seconds`; with 0 ahead this
        one is being worked on. What it raises ends the wait, and takes back a request that was not started.

        Raises: Busy if the queue is full or the turn has not come after `timeout_s`; what `function` raises.
        """
        if any(threading.current_thread() is lane.thread for lane in self._lanes):
            return function(*args, **kwargs)
        request = Request(self._work(function, args, kwargs))
        self._join(request)
        try:
            self._wait(request, time.monotonic() + timeout_s, on_wait)
        finally:
            self._withdraw(request)
        return request.outcome()

    def live(
        self,
        person: Hashable,
        function: Callable[..., T],
        *args: Any,
        late_s: float = LATE_S,
        on_wait: Callable[[], object] | None = None,
        **kwargs: Any,
    ) -> T:
        """Return `function(*args, **kwargs)` for a live picture: run when no call waits, with fair turns.

        One picture of each person waits at most; a newer one takes its place. `on_wait()` is called from the
        waiting thread every quarter of a second; what it raises ends the wait.

        Raises: Late if it was dropped; what `function` raises.
        """
        request = Request(self._work(function, args, kwargs), person)
        with self._changed:
            older = self._live.put(person, request)
            self._keep_worker_alive()
            self._changed.notify()
        if older:
            older.drop()
        try:
            while not request.finished.wait(TICK_S):
                with self._changed:
                    self._keep_worker_alive()
                    if not request.started and time.monotonic() - request.since > late_s:
                        raise Late
                if on_wait is not None:
                    on_wait()
        finally:
            with self._changed:
                self._live.remove(person, request)
        return request.outcome()

    def status(self) -> Status:
        """Return how busy the device is now."""
        with self._changed:
            since = min((lane.since for lane in self._lanes if lane.request), default=None)
            return Status(len(self._waiting), since, self._ended, self._mean_s())

    def widen(self, lanes: int) -> None:
        """Let `lanes` requests run at once, if fewer do now."""
        with self._changed:
            self._lanes += [Lane() for _ in range(lanes - len(self._lanes))]

    def _work(self, function: Callable[..., T], args: tuple, kwargs: dict[str, Any]) -> Callable[[], T]:
        work = meter.timed if self._metered else meter.untimed
        return lambda: work(function, args, kwargs)

    def _join(self, request: Request) -> None:
        with self._changed:
            if len(self._waiting) >= self.max_waiting:
                raise Busy(*self._ahead(None))
            self._waiting.append(request)
            self._keep_worker_alive()
            self._changed.notify()

    def _wait(self, request: Request, deadline: float, on_wait: OnWait | None) -> None:
        """Return once `request` is finished; raise Busy if it has not been started by `deadline`."""
        while not request.finished.wait(TICK_S if request.started else _until(deadline)):
            with self._changed:
                self._keep_worker_alive()
                ahead, seconds = self._ahead(request)
                if not request.started and time.monotonic() >= deadline:
                    raise Busy(ahead, seconds)
            if on_wait is not None:
                on_wait(ahead, seconds)

    def _withdraw(self, request: Request) -> None:
        with self._changed:
            if not request.started:
                self._waiting.remove(request)

    def _ahead(self, request: Request | None) -> tuple[int, float]:
        """Return how many requests come before `request` (None: a new one) and the seconds they may take."""
        if request is not None and request.started:
            return 0, 0.0
        before = self._waiting.index(request) if request in self._waiting else len(self._waiting)
        before, mean = before + self.elsewhere, self._mean_s()
        seconds = before * mean / len(self._lanes)
        running = [lane.since for lane in self._lanes if lane.request is not None]
        if len(running) == len(self._lanes):
            seconds += max(0.0, mean - (time.monotonic() - min(running)))
            before += len(running)
        return before, seconds

    def _mean_s(self) -> float:
        return FIRST_GUESS_S if self._average_s is None else self._average_s

    def _keep_worker_alive(self) -> None:
        for lane in self._lanes:
            if lane.thread is None or not lane.thread.is_alive():
                if lane.request is not None:
                    lane.request.error = RuntimeError("the worker thread was lost during this call")
                    lane.request.finished.set()
                    lane.request = None
                lane.thread = threading.Thread(
                    target=self._work_for_ever, args=(lane,), name="gateway", daemon=True
                )
                lane.thread.start()

    def _work_for_ever(self, lane: Lane) -> None:
        while True:
            with self._changed:
                while not (self._waiting or self._live):
                    self._changed.wait()
                is_live = not self._waiting
                request = lane.request = self._live.pop()[1] if is_live else self._waiting.popleft()
                request.started = True
                began = lane.since = time.monotonic()
            request.run()
            with self._changed:
                lane.request = None
                self._ended = time.monotonic()
                self._note(request, self._ended - began, is_live)
            del request  # the last result must not live until the next request comes

    def _note(self, request: Request, took: float, is_live: bool) -> None:
        if is_live:
            self._live.charge(request.person, took)
        else:
            self._average_s = took if self._average_s is None else 0.8 * self._average_s + 0.2 * took


def _until(deadline: float) -> float:
    return min(TICK_S, max(0.0, deadline - time.monotonic()))


def _made() -> Gateway:
    """Return the queue before this computer's device, or what DEEPVISION_CLUSTER puts in its place."""
    here = not os.environ.get("DEEPVISION_CLUSTER")
    return Gateway() if here else importlib.import_module(CLUSTER).Front()


_device: Gateway | None = None
_making = threading.Lock()


def device() -> Gateway:
    """Return the one queue of this process."""
    global _device
    with _making:
        _device = _device or _made()
        return _device


def call(function: Callable[..., T], *args: Any, **kwargs: Any) -> T:
    """Return `device().call(...)`: what `function` returns once its turn has come; see `Gateway.call`."""
    return device().call(function, *args, **kwargs)


def live(person: Hashable, function: Callable[..., T], *args: Any, **kwargs: Any) -> T:
    """Return `device().live(...)`, for a picture of a live camera; see `Gateway.live`."""
    return device().live(person, function, *args, **kwargs)


def status() -> Status:
    """Return how busy the device is now."""
    return device().status()
