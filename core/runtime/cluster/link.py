"""A front end's way to the cluster: the bridge's process, kept alive, and what is known of the cluster.

Nothing here needs Ray, and nothing here fails: whatever is wrong with the cluster is an answer, "away".
"""

import contextlib
import logging
import os
import secrets
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from typing import Any

from core.runtime.cluster import settings
from core.runtime.cluster.school import Told, Totals

BEAT_S = 1.0
SILENT_BEATS = 3
"""beats without an answer after which the cluster is away: it may be back with the next"""
LOST_BEATS = 10
"""beats without an answer after which it is joined anew"""
JOIN_S = 120.0
LEAVE_S = 12.0
"""seconds in which a bridge ends what it has begun; one that has not joined a cluster has begun nothing"""
AGAIN_S = (2.0, 5.0, 15.0, 60.0)
"""seconds before joining is tried again"""

log = logging.getLogger("deepvision.cluster")


class Link:
    """Keeps a bridge to the cluster, in threads of its own.

    `state` is "joining", "up", "away" or "refused".
    """

    def __init__(self, tell: Callable[[], Told], hear: Callable[[Totals], None]) -> None:
        """Join in the background; every second `tell` says how this front end is, `hear` gets the totals."""
        self.name = secrets.token_hex(6)
        self.state, self.why = "joining", ""
        self.totals: Totals | None = None
        self._tell, self._hear = tell, hear
        self._door: Connection | None = None
        self._pending: dict[int, Future] = {}
        self._number, self._lock, self._sending = 0, threading.Lock(), threading.Lock()
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._keep, name="cluster", daemon=True)
        self._thread.start()

    def work(self, kind: str, data: bytes) -> tuple[str, Any]:
        """Return ("answer", packed answer), or "busy", "died", "away" with why."""
        if self.state != "up":
            return "away", self.state
        return self._ask("work", kind, data, settings.fingerprint()).result()

    def count(self, method: str, *args: Any, wait_s: float = 4.0) -> tuple[str, Any]:
        """Call a method of the school's for this front end; return ("counted", result) or "away" with why."""
        if self.state != "up":
            return "away", self.state
        return self._counted(method, *args, wait_s=wait_s)

    def refuse(self, why: str) -> None:
        """Use this cluster no more until it is another version; say why, once."""
        if self.state != "refused":
            log.error("%s", why)
        self.state, self.why = "refused", why

    def close(self) -> None:
        """Leave the cluster, and end the bridge."""
        self._ending.set()
        self._thread.join(30)

    def _counted(self, method: str, *args: Any, wait_s: float = 4.0) -> tuple[str, Any]:
        try:
            return self._ask("count", method, self.name, *args).result(wait_s)
        except TimeoutError:
            return "away", "no answer in time"

    def _ask(self, name: str, *args: Any) -> Future:
        asked: Future = Future()
        with self._lock:
            self._number += 1
            number = self._number
            self._pending[number] = asked
            door = self._door
        try:
            if door is None:
                raise OSError
            with self._sending:
                door.send((number, name, args))
        except (OSError, ValueError):
            self._settle(number, "away", "the bridge is gone")
        return asked

    def _settle(self, number: int, how: str, what: Any) -> None:
        with self._lock:
            asked = self._pending.pop(number, None)
        if asked is not None and not asked.done():
            asked.set_result((how, what))

    def _keep(self) -> None:
        settings.fingerprint()  # of the code that runs, not of what may lie there later
        tries = 0
        while not self._ending.is_set():
            was_up = self._once()
            tries = 0 if was_up else tries + 1
            self._ending.wait(AGAIN_S[min(tries, len(AGAIN_S) - 1)])

    def _once(self) -> bool:
        """Start a bridge, stay with it while the cluster answers, end it; return whether it ever did."""
        door, theirs = Pipe()
        bridge, joined = _start(theirs), False
        try:
            joined = self._joined(door, bridge)
            if joined:
                self._stay(bridge)
            return joined
        finally:
            patient = joined or settings.address() == "local"
            self._drop(bridge, door, LEAVE_S if patient else 1.0)

    def _joined(self, door: Connection, bridge: subprocess.Popen) -> bool:
        end = time.monotonic() + JOIN_S
        while not door.poll(0.2):
            if self._ending.is_set() or bridge.poll() is not None or time.monotonic() > end:
                self._away("it cannot be joined")
                return False
        try:
            _, how, why = door.recv()
        except (EOFError, OSError):
            how, why = "away", "the bridge is gone"
        if how != "ready":
            self._away(why)
            return False
        self._door = door
        threading.Thread(target=self._receive, args=(door,), name="cluster-in", daemon=True).start()
        return True

    def _receive(self, door: Connection) -> None:
        while True:
            try:
                self._settle(*door.recv())
            except (EOFError, OSError, TypeError):
                return

    def _stay(self, bridge: subprocess.Popen) -> None:
        silent = 0
        while silent < LOST_BEATS and bridge.poll() is None and not self._ending.is_set():
            how, totals = self._counted("beat", self._tell(), wait_s=6.0)
            silent = 0 if how == "counted" else silent + 1
            if how == "counted":
                self._heard(totals)
            elif silent == SILENT_BEATS:
                self._away("it does not answer")
                self._release()
            self._ending.wait(BEAT_S)

    def _heard(self, totals: Totals) -> None:
        self.totals, mine = totals, settings.fingerprint()
        if totals.fingerprint != mine:
            self.refuse(differs(mine, totals.fingerprint))
        elif self.state != "up":
            log.info("The cluster answers")
            self.state, self.why = "up", ""
        self._hear(totals)

    def _away(self, why: str) -> None:
        if self.state != "away":
            log.warning("The cluster is away, this front end computes by itself: %s", why)
        self.state, self.why, self.totals = "away", why, None

    def _drop(self, bridge: subprocess.Popen, door: Connection, patience_s: float) -> None:
        if not self._ending.is_set() and self.state != "away":
            self._away("it does not answer")
        self._door = None
        with self._sending:
            _hang_up(door)
        self._release()
        _end(bridge, patience_s)

    def _release(self) -> None:
        """Let nobody wait any longer for what the cluster was asked."""
        for number in list(self._pending):
            self._settle(number, "away", "the cluster is away")


def differs(mine: str, theirs: str) -> str:
    """Return the sentence for a cluster of another version."""
    return (
        f"This front end (version {mine}) and the workers (version {theirs}) differ, so it computes by "
        "itself: install the same version of DeepVision Workshop and of its requirements on both, and "
        "start both again."
    )


def _start(theirs: Connection) -> subprocess.Popen:
    # It prints nothing: why it cannot join comes through the door, and Ray has logs of its own.
    environment = {**os.environ, **settings.PRIVATE, "PYTHONPATH": settings.python_path()}
    command = [sys.executable, "-m", "core.runtime.cluster.bridge", str(theirs.fileno())]
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    try:
        return subprocess.Popen(
            command, cwd=settings.ROOT, env=environment, pass_fds=[theirs.fileno()], **quiet
        )
    finally:
        theirs.close()


def _hang_up(door: Connection) -> None:
    """Close the door, and wake who listens at it: while a thread does, the bridge does not hear of it."""
    with contextlib.suppress(OSError), socket.socket(fileno=os.dup(door.fileno())) as ours:
        ours.shutdown(socket.SHUT_RDWR)
    door.close()


def _end(bridge: subprocess.Popen, patience_s: float) -> None:
    """Let the bridge leave by itself, as its door is closed; end it where it does not."""
    try:
        bridge.wait(patience_s)
    except subprocess.TimeoutExpired:
        bridge.kill()
        bridge.wait()
