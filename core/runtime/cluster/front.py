"""What stands in for the device's queue where there is a cluster: the same calls, the same answers.

Each kind of work has a queue of its own, with a lane for every worker there may be. Whatever the cluster
cannot do this process does itself, and the learner hears nothing of it.
"""

import atexit
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from core.runtime.cluster import meter, settings, wire
from core.runtime.cluster.link import Link, differs
from core.runtime.cluster.school import Told, Totals
from core.runtime.gateway import Busy, Gateway, Status

T = TypeVar("T")


class WorkersLost(RuntimeError):
    """Two workers in a row were lost in the middle of a call: a third, or this process, is not risked."""


class Front:
    """The queues of a front end, and its link to the cluster."""

    def __init__(self, link: Callable[..., Link] = Link) -> None:
        self.here: Callable[[], Told] = Told
        self.heard: Callable[[Totals], None] = lambda totals: None
        self._own = Gateway(metered=False)
        self._queues = {kind: Gateway(metered=False) for kind in settings.KINDS}
        self.link = link(self._tell, self._hear)
        atexit.register(self.link.close)

    def call(self, function: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        """Return `function(*args, **kwargs)`, computed in the cluster; see `Gateway.call`.

        Raises: Busy, WorkersLost; what `function` raises.
        """
        waits = {name: kwargs.pop(name) for name in ("timeout_s", "on_wait") if name in kwargs}
        packed = self._packed(function, args, kwargs)
        if packed is None:
            return self._own.call(meter.timed, function, args, kwargs, **waits)
        queue = self._queues[wire.kind(function)]
        return queue.call(self._work, packed, function, args, kwargs, **waits)

    def live(self, person: Hashable, function: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        """Return `function(*args, **kwargs)` for a live picture; see `Gateway.live`."""
        waits = {name: kwargs.pop(name) for name in ("late_s", "on_wait") if name in kwargs}
        packed = self._packed(function, args, kwargs)
        if packed is None:
            return self._own.live(person, meter.timed, function, args, kwargs, **waits)
        queue = self._queues[wire.kind(function)]
        return queue.live(person, self._work, packed, function, args, kwargs, **waits)

    def status(self) -> Status:
        """Return how busy this front end's queues are, all together."""
        found = [queue.status() for queue in (self._own, *self._queues.values())]
        return Status(
            sum(one.waiting for one in found),
            min((one.running_since for one in found if one.running_since), default=None),
            max((one.ended for one in found if one.ended), default=None),
            self._queues["photos"].status().average_seconds,
        )

    def cluster(self) -> dict[str, object]:
        """Return how the cluster is, for whoever watches over the dashboard."""
        totals, found = self.link.totals, {"state": self.link.state}
        if self.link.why:
            found["why"] = self.link.why
        if totals is not None:
            names = ("fronts", "people", "waiting", "queue", "trainings", "workers")
            found |= {name: getattr(totals, name) for name in names}
            found["uploads_mb"] = round(totals.uploaded / 1e6, 1)
        return found

    def _packed(self, function: Callable, args: tuple, kwargs: dict[str, Any]) -> bytes | None:
        return wire.packed(function, args, kwargs) if self.link.state == "up" else None

    def _work(self, packed: bytes, function: Callable[..., T], args: tuple, kwargs: dict[str, Any]) -> T:
        return meter.timed(
            self._remotely, (packed, function, args, kwargs), {}, name=(function, args, kwargs)
        )

    def _remotely(self, packed: bytes, function: Callable[..., T], args: tuple, kwargs: dict[str, Any]) -> T:
        how, what = self.link.work(wire.kind(function), packed)
        if how == "busy":
            totals = self.link.totals
            ahead = totals.queue if totals else 1
            raise Busy(ahead, ahead * self.status().average_seconds)
        if how == "died":
            raise WorkersLost(what)
        told = wire.answer(what) if how == "answer" else wire.Answer(how, what)
        if told.how == "raised":
            raise wire.error_of(told)
        if told.how == "done":
            if told.first is not None:
                vars(args[0]).update(told.first)
            return told.what
        if told.how == "differs":
            self.link.refuse(differs(settings.fingerprint(), told.what))
        return self._own.call(function, *args, **kwargs)

    def _tell(self) -> Told:
        return self.here()._replace(queue=sum(queue.status().waiting for queue in self._queues.values()))

    def _hear(self, totals: Totals) -> None:
        for kind, queue in self._queues.items():
            queue.widen(totals.workers.get(kind, 1))
        self._queues["photos"].elsewhere = totals.elsewhere
        self.heard(totals)
