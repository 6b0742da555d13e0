"""One short queue in front of the device: first come, first served, and everybody can see their place.

A fast engine behind a queue beats many threads on the same cores, and keeps calls out of each other's way.
Pictures of a live camera come last, when nobody else waits, with fair turns among those who film.
"""

import math
import threading
import time
from collections import deque
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar

from core.runtime.fair import FairQueue

MAX_WAITING = 32
TIMEOUT_S = 20.0
TICK_S = 0.25  # how often a waiting caller looks up, and so how soon a stopped page leaves the queue
LATE_S = 2.5  # a live picture that has waited so long is dropped: the next one shows more
FIRST_GUESS_S = 0.5  # of a call's duration, before one has been measured

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


class Late(RuntimeError):
    """A live picture was not looked at: its turn came too late, or a newer one of the same person is here."""


class Status(NamedTuple):
    """Requests waiting (no live pictures), when the running one began, the last one ended (time.monotonic).

    `average_seconds` is how long a call takes.
    """

    waiting: int
    running_since: float | None
    ended: float | None
    average_seconds: float


@dataclass(eq=False)
class _Request:
    work: Callable[[], Any]
    person: Hashable = None
    since: float = field(default_factory=time.monotonic)
    started: bool = False
    finished: threading.Event = field(default_factory=threading.Event)
    result: Any = None
    error: BaseException | None = None

    def run(self) -> None:
        try:
            self.result = self.work()
        except BaseException as error:  # whatever it is, it belongs to the caller, not to the worker
            self.error = error
        finally:
            self.finished.set()

    def drop(self) -> None:
        self.error = Late()
        self.finished.set()

    def outcome(self) -> Any:
        if self.error is None:
            return self.result
        try:
            raise self.error
        finally:
            self.error = None  # an exception keeps its frames, and with them the caller's pictures


class Gateway:
    """A bounded queue with one worker thread, started when first needed and again should it ever die."""

    def __init__(self, max_waiting: int = MAX_WAITING) -> None:
        self.max_waiting = max_waiting
        self._waiting: deque[_Request] = deque()
        self._live: FairQueue[_Request] = FairQueue()
        self._running: _Request | None = None
        self._running_since: float | None = None
        self._ended: float | None = None
        self._average_s: float | None = None
        self._changed = threading.Condition()
        self._worker: threading.Thread | None = None

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
        if threading.current_thread() is self._worker:
            return function(*args, **kwargs)
        request = _Request(lambda: function(*args, **kwargs))
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
        request = _Request(lambda: function(*args, **kwargs), person)
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
            return Status(len(self._waiting), self._running_since, self._ended, self._mean_s())

    def _join(self, request: _Request) -> None:
        with self._changed:
            if len(self._waiting) >= self.max_waiting:
                raise Busy(*self._ahead(None))
            self._waiting.append(request)
            self._keep_worker_alive()
            self._changed.notify()

    def _wait(self, request: _Request, deadline: float, on_wait: OnWait | None) -> None:
        """Return once `request` is finished; raise Busy if it has not been started by `deadline`."""
        while not request.finished.wait(TICK_S if request.started else _until(deadline)):
            with self._changed:
                self._keep_worker_alive()
                ahead, seconds = self._ahead(request)
                if not request.started and time.monotonic() >= deadline:
                    raise Busy(ahead, seconds)
            if on_wait is not None:
                on_wait(ahead, seconds)

    def _withdraw(self, request: _Request) -> None:
        with self._changed:
            if not request.started:
                self._waiting.remove(request)

    def _ahead(self, request: _Request | None) -> tuple[int, float]:
        """Return how many requests come before `request` (None: a new one) and the seconds they may take."""
        if request is not None and request.started:
            return 0, 0.0
        before = self._waiting.index(request) if request in self._waiting else len(self._waiting)
        seconds = before * self._mean_s()
        if self._running_since is not None:
            seconds += max(0.0, self._mean_s() - (time.monotonic() - self._running_since))
        return before + (self._running is not None), seconds

    def _mean_s(self) -> float:
        return FIRST_GUESS_S if self._average_s is None else self._average_s

    def _keep_worker_alive(self) -> None:
        if self._worker is None or not self._worker.is_alive():
            if self._running is not None:
                self._running.error = RuntimeError("the worker thread was lost during this call")
                self._running.finished.set()
                self._running = self._running_since = None
            self._worker = threading.Thread(target=self._work_for_ever, name="gateway", daemon=True)
            self._worker.start()

    def _work_for_ever(self) -> None:
        while True:
            with self._changed:
                while not (self._waiting or self._live):
                    self._changed.wait()
                is_live = not self._waiting
                request = self._running = self._live.pop()[1] if is_live else self._waiting.popleft()
                request.started = True
                began = self._running_since = time.monotonic()
            request.run()
            with self._changed:
                self._running = self._running_since = None
                self._ended = time.monotonic()
                self._note(request, self._ended - began, is_live)
            del request  # the last result must not live until the next request comes

    def _note(self, request: _Request, took: float, is_live: bool) -> None:
        if is_live:
            self._live.charge(request.person, took)
        else:
            self._average_s = took if self._average_s is None else 0.8 * self._average_s + 0.2 * took


def _until(deadline: float) -> float:
    return min(TICK_S, max(0.0, deadline - time.monotonic()))


_device = Gateway()
call = _device.call
live = _device.live
status = _device.status
