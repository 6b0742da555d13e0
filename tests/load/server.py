"""A real server for a script, for as long as a test needs it."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
SETTINGS = ROOT / ".streamlit" / "config.toml"


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def only_bundled(folder: Path) -> dict[str, str]:
    """Return the environment of a dashboard that finds no network that was fetched."""
    return {"DEEPVISION_WEIGHTS": "", "DEEPVISION_CACHE": str(folder)}


@contextmanager
def running(
    command: list[str],
    log: Path,
    cwd: Path = ROOT,
    health: str = "_stcore/health",
    start_s: float = 60,
    patient: bool = True,
    **environment: str,
) -> Iterator[str]:
    """Run Python with `command` and a free port behind it; give "host:port" once `health` answers.

    It may end what it is about to do where `patient`; an import that is under way lasts for seconds.
    Raises: TimeoutError, with what the server printed, if it does not answer within `start_s` seconds.
    """
    port = free_port()
    with log.open("w") as out:
        run, env = [sys.executable, *command, str(port)], {**os.environ, **environment}
        server = subprocess.Popen(run, cwd=cwd, env=env, stdout=out, stderr=out)
        try:
            _wait_for(f"http://127.0.0.1:{port}/{health}", start_s, log)
            yield f"127.0.0.1:{port}"
        finally:
            server.terminate() if patient else server.kill()
            server.wait(30)


@contextmanager
def serve(script: Path, *options: str, start_s: float = 60) -> Iterator[str]:
    """Run `script` with the dashboard's settings and command-line `options`, as `running` does."""
    settings = script.parent / ".streamlit" / "config.toml"
    if not settings.exists():
        settings.parent.mkdir()
        settings.write_text(SETTINGS.read_text(encoding="utf8"), encoding="utf8")
    command = ["-m", "streamlit", "run", str(script), *options, "--server.port"]
    log = script.parent / f"{script.stem}.log"
    with running(command, log, script.parent, start_s=start_s, PYTHONPATH=str(ROOT)) as host:
        yield host


@contextmanager
def serve_dashboard(log: Path, **environment: str) -> Iterator[str]:
    """Run the whole dashboard as a service; give "host:port" once it is ready. `log` gets what it prints."""
    command = ["-m", "uvicorn", "core.ui.service:app", "--port"]
    with running(command, log, health="readyz", start_s=240, **environment) as host:
        yield host


@contextmanager
def serve_home(folder: Path, fetched: bool = False, patient: bool = True) -> Iterator[str]:
    """Run a fresh dashboard with the bundled networks, or also those `fetched`; give its address."""
    command = ["-m", "streamlit", "run", "Home.py", "--server.port"]
    hidden = {} if fetched else only_bundled(folder)
    with running(command, folder / "log.txt", patient=patient, **hidden) as host:
        yield f"http://{host}"


def _wait_for(address: str, seconds: float, log: Path) -> None:
    end = time.monotonic() + seconds
    while True:
        try:
            urllib.request.urlopen(address, timeout=1)
            return
        except OSError as error:
            if time.monotonic() > end:
                raise TimeoutError(log.read_text()) from error
            time.sleep(0.1)
