import gc
import os
import subprocess
import sys
import threading
import weakref

import pytest

from core.runtime import memory


class Knot:
    """An object that only the garbage collector can free."""

    def __init__(self) -> None:
        self.me = self


@pytest.fixture(autouse=True)
def fresh_process(monkeypatch):
    gc.unfreeze()
    monkeypatch.setattr(memory, "_collector", None)
    monkeypatch.setattr(memory, "_warming", None)
    yield
    gc.unfreeze()


def test_the_environment_is_prepared_but_a_setting_of_the_user_stays(monkeypatch):
    monkeypatch.delenv("OMP_WAIT_POLICY", raising=False)
    memory.prepare_environment()
    assert os.environ["OMP_WAIT_POLICY"] == "PASSIVE"
    monkeypatch.setenv("OMP_WAIT_POLICY", "ACTIVE")
    memory.prepare_environment()
    assert os.environ["OMP_WAIT_POLICY"] == "ACTIVE"


def test_settling_frees_garbage_and_exempts_the_rest():
    garbage = weakref.ref(Knot())
    memory.settle()
    assert garbage() is None
    assert gc.get_freeze_count() > 1000


def test_settling_again_frees_what_became_garbage_since():
    knot = Knot()
    memory.settle()
    reference = weakref.ref(knot)
    del knot
    gc.collect()
    assert reference() is not None  # frozen
    memory.settle()
    assert reference() is None


def test_garbage_is_collected_in_the_background(monkeypatch):
    # Only here: while another thread collects, whoever asks for it gets nothing done.
    monkeypatch.setattr(memory, "COLLECT_EVERY_S", 0.05)
    memory.settle()
    collected = threading.Event()
    knot = Knot()
    weakref.finalize(knot, collected.set)
    gc.disable()
    try:
        del knot
        assert collected.wait(10)
    finally:
        gc.enable()


def test_one_collector_a_process():
    memory.settle()
    first = memory._collector
    memory.settle()
    assert memory._collector is first


def test_warming_up_imports_prepares_settles_and_never_raises():
    done: list[str] = []
    imports = ("colorsys", "no_such_module_here")
    sys.modules.pop("colorsys", None)

    def fail() -> None:
        raise OSError

    thread = memory.warm_up(
        imports, prepare=(fail, lambda: done.append("prepared")), delay_s=0, imports_after_s=0
    )
    thread.join(30)
    assert not thread.is_alive()
    assert "colorsys" in sys.modules
    assert done == ["prepared"]
    assert gc.get_freeze_count() > 0


def test_warming_up_happens_once_whoever_asks():
    count: list[int] = []
    threads: list[threading.Thread] = []

    def ask() -> None:
        threads.append(memory.warm_up((), prepare=(lambda: count.append(1),), delay_s=0, imports_after_s=0))

    askers = [threading.Thread(target=ask) for _ in range(8)]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join(5)
    assert len(set(threads)) == 1
    threads[0].join(30)
    assert count == [1]


FRESH_PROCESS = """
import sys
calls = []
sys.addaudithook(lambda name, args: calls.append((name, args)) if name.startswith("socket.") else None)
from core.runtime import engine, memory
import numpy as np, torch, torchvision
memory.settle()
engine.compile_module(torch.nn.Linear(3, 2).eval(), np.zeros((1, 3), np.float32))(np.ones((1, 3), np.float32))
assert "openvino" in sys.modules
print([name for name, args in calls if name in ("socket.connect", "socket.getaddrinfo", "socket.sendto")])
"""


@pytest.mark.slow
def test_a_fresh_process_reports_to_nobody_and_ends_in_silence(tmp_path):
    pytest.importorskip("openvino")
    environment = {**os.environ, "HOME": str(tmp_path), "USERPROFILE": str(tmp_path), "CI": "false"}
    run = [sys.executable, "-c", FRESH_PROCESS]
    result = subprocess.run(run, env=environment, capture_output=True, text=True, timeout=120, check=True)
    assert result.stdout.strip() == "[]"
    assert "leaked" not in result.stderr
    assert not (tmp_path / "intel").exists()


@pytest.mark.parametrize("module", ["openvino", "torch"])
def test_a_process_that_ends_in_the_middle_of_warming_up_is_not_aborted(module):
    script = (
        "import time; from core.runtime import memory; "
        f"memory.warm_up(['{module}'], (), 0, 0); time.sleep(0.3)"
    )
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=120)
    assert ended.returncode == 0, ended.stderr
