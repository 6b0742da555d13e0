"""The machines of a cluster as processes here, for as long as a test needs them."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import psutil
import pytest

from core.runtime.cluster.__main__ import DRAIN
from tests.load.server import ROOT, free_port

SMALL = {"DEEPVISION_WARM": "0", "DEEPVISION_STORE_MB": "80", "DEEPVISION_CLUSTER": "", DRAIN: "0"}
CLIENT_PORT = 10001
"""Ray gives its workers the ports above it, so that another one would be among them"""


def require_ray() -> None:
    """Skip what needs Ray where it is not installed, or fail if REQUIRE_CLUSTER is set."""
    if find_spec("ray") is None:
        if os.environ.get("REQUIRE_CLUSTER"):
            pytest.fail("Ray is not installed, and REQUIRE_CLUSTER is set")
        pytest.skip("Ray is not installed (requirements-cluster.txt)", allow_module_level=True)


class Machine:
    """A process of `python -m core.runtime.cluster`, and all that it started."""

    def __init__(self, log: Path, *arguments: str, **environment: str) -> None:
        command = [sys.executable, "-m", "core.runtime.cluster", *arguments]
        own = {**os.environ, "PYTHONPATH": _path(environment), **SMALL, **environment}
        self.log = log
        with log.open("w") as out:
            self.process = subprocess.Popen(command, cwd=ROOT, env=own, stdout=out, stderr=out)

    def all(self) -> list[psutil.Process]:
        """Return its processes."""
        try:
            me = psutil.Process(self.process.pid)
            return [me, *me.children(recursive=True)]
        except psutil.NoSuchProcess:
            return []

    def kill(self) -> None:
        """End all at once, as when the machine loses its power."""
        lost = self.all()
        for one in lost:
            one.suspend()  # so that none sees another one go
        for one in lost:
            one.kill()
        psutil.wait_procs(lost, 10)

    def end(self) -> None:
        """End it as its owner does."""
        running = self.all()
        self.process.terminate()
        self.process.wait(50)
        for one in psutil.wait_procs(running, 5)[1]:
            one.send_signal(signal.SIGKILL)


def workers(*machines: Machine) -> set[int]:
    """Return the processes that work on calls, on these machines."""
    return {
        one.pid for machine in machines for one in machine.all() if "ServeReplica" in " ".join(one.cmdline())
    }


def _path(environment: dict[str, str]) -> str:
    return os.pathsep.join(filter(None, [str(ROOT), environment.get("PYTHONPATH")]))


@contextmanager
def head(log: Path, cpus: int, *options: str, **environment: str) -> Iterator[tuple[Machine, str]]:
    """Run a cluster's head; give it and the address that this machine joins by, once machines can join."""
    port = free_port()
    ports = "--port", str(port), "--client-port", str(CLIENT_PORT)
    own = "--address", "127.0.0.1", "--cpus", str(cpus), *ports, *options
    machine = Machine(log, "head", *own, **environment)
    try:
        wait_until(lambda: "Ray runtime started" in log.read_text(), 90, log, machine)
        yield machine, f"127.0.0.1:{port}"
    finally:
        machine.end()


def wait_until(condition, seconds: float, log: Path | None = None, machine: Machine | None = None) -> None:
    """Wait for something; fail, with the machine's log, if it does not come."""
    end = time.monotonic() + seconds
    while not condition():
        ended = machine is not None and machine.process.poll() is not None
        assert not ended and time.monotonic() < end, log.read_text() if log else "it did not happen in time"
        time.sleep(0.1)
