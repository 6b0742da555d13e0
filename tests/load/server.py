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


@contextmanager
def serve(script: Path, *options: str, start_s: float = 60) -> Iterator[str]:
    """Run `script` with the dashboard's settings and command-line `options`; give "host:port" once it runs.

    Raises: TimeoutError, with what the server printed, if it does not answer within `start_s` seconds.
    """
    port = free_port()
    settings = script.parent / ".streamlit" / "config.toml"
    if not settings.exists():
        settings.parent.mkdir()
        settings.write_text(SETTINGS.read_text(encoding="utf8"), encoding="utf8")
    log = (script.parent / f"{script.stem}.log").open("w+")
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port), *options]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    server = subprocess.Popen(command, cwd=script.parent, env=environment, stdout=log, stderr=log)
    try:
        _wait_for(f"http://127.0.0.1:{port}/_stcore/health", start_s, Path(log.name))
        yield f"127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(10)
        log.close()


@contextmanager
def serve_dashboard(log: Path, **environment: str) -> Iterator[str]:
    """Run the whole dashboard as a service; give "host:port" once it is ready. `log` gets what it prints."""
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", "core.ui.service:app", "--port", str(port)]
    with log.open("w") as out:
        server = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **environment}, stdout=out, stderr=out
        )
        try:
            _wait_for(f"http://127.0.0.1:{port}/readyz", 240, log)
            yield f"127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(30)


@contextmanager
def serve_home(folder: Path, fetched: bool = False, patient: bool = True) -> Iterator[str]:
    """Run a fresh dashboard with the bundled networks, or also those `fetched`; give its address.

    It may end what it is about to do where `patient`; an import that is under way lasts for seconds.
    """
    port = free_port()
    log = folder / "log.txt"
    command = [sys.executable, "-m", "streamlit", "run", "Home.py", "--server.port", str(port)]
    hidden = {} if fetched else {"DEEPVISION_WEIGHTS": "", "DEEPVISION_CACHE": str(folder)}
    with log.open("w") as out:
        server = subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=out, env={**os.environ, **hidden})
    try:
        _wait_for(f"http://127.0.0.1:{port}/_stcore/health", 60, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate() if patient else server.kill()
        server.wait(30)


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
