"""What importing ultralytics does, in a process of its own: it cannot be undone in this one."""

import subprocess
import sys
from importlib.metadata import distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

SCRIPT = """
import cv2, matplotlib.pyplot, psutil, torch, torchvision  # what these start is their own affair
import io, os, socket, subprocess
import numpy as np
from PIL import Image, UnidentifiedImageError
calls = []
def spy(name):
    def inside(*args, **kwargs):
        calls.append((name, args))
        raise OSError("not here")
    return inside
socket.getaddrinfo = socket.create_connection = socket.gethostbyname = spy("socket")
subprocess.Popen = subprocess.run = subprocess.check_output = subprocess.check_call = spy("subprocess")

from core.runtime import ultralytics_guard
def state():
    return (Image.open, torch.save, cv2.imshow, torch.get_num_threads(), cv2.getNumThreads(),
            os.environ.get("OMP_NUM_THREADS"), str(np.get_printoptions()), str(torch._tensor_str.PRINT_OPTS))
before = state()
ultralytics = ultralytics_guard.load()
assert ultralytics is ultralytics_guard.load()
assert state() == before, ("the process is not left as it was", before, state())

try:
    Image.open(io.BytesIO(b"no picture"))
    raise SystemExit("bad bytes opened")
except UnidentifiedImageError:
    pass
assert not calls, ("asked or started for bad bytes", calls)

from ultralytics.utils import SETTINGS, events
assert SETTINGS["sync"] is False and events.events.enabled is False, "usage is reported"
network = ultralytics.YOLO("yolo11n.yaml").model.eval()
with torch.inference_mode():
    assert network(torch.zeros(1, 3, 64, 64))[0].shape == (1, 84, 84)
assert not calls, ("asked or started for a network", calls)
"""


@pytest.mark.slow
def test_process_is_left_as_it_was_and_nothing_is_started_asked_or_reported(tmp_path: Path) -> None:
    home = {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path), "PATH": "/usr/bin:/bin"}
    done = subprocess.run([sys.executable, "-c", SCRIPT], cwd=ROOT, env=home, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]


def test_one_opencv_is_installed() -> None:
    names = {d.name.lower() for d in distributions()}
    assert {n for n in names if n.startswith("opencv")} == {"opencv-python-headless"}
    assert "ultralytics" not in names, "it brings opencv-python, which needs libGL"
