"""What waits in the device's queue, and the threads that work on it."""

import threading
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any


class Late(RuntimeError):
    """A live picture was not looked at: its turn came too late, or a newer one of the same person is here."""


@dataclass(eq=False)
class Request:
    """A call that waits, runs or has ended, and whose it is."""

    work: Callable[[], Any]
    person: Hashable = None
    since: float = field(default_factory=time.monotonic)
    started: bool = False
    finished: threading.Event = field(default_factory=threading.Event)
    result: Any = None
    error: BaseException | None = None

    def run(self) -> None:
        """Work, and keep what comes of it."""
        try:
            self.result = self.work()
        except BaseException as error:  # whatever it is, it belongs to the caller, not to the worker
            self.error = error
        finally:
            self.finished.set()

    def drop(self) -> None:
        """End it unworked."""
        self.error = Late()
        self.finished.set()

    def outcome(self) -> Any:
        """Return its result once it has finished, or raise its error."""
        if self.error is None:
            return self.result
        try:
            raise self.error
        finally:
            self.error = None  # an exception keeps its frames, and with them the caller's pictures


@dataclass(eq=False)
class Lane:
    """A worker thread, what it works on, and since when (time.monotonic)."""

    thread: threading.Thread | None = None
    request: Request | None = None
    since: float = 0.0
