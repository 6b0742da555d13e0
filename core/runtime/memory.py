"""Keep Python's garbage collector and the heavy imports out of the way of the people at the dashboard.

Once torch is loaded a full collection walks about a million objects, and for a quarter of a second nobody is
answered. Streamlit runs one after every rerun unless `runner.postScriptGC` is off: then it is up to us.
"""

import atexit
import ctypes
import gc
import importlib
import logging
import os
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial

from core.runtime import lean_torchvision, resident
from core.runtime.network.sockets import end_half_open, send_at_once

HEAVY_IMPORTS = ("torch", "torchvision", "openvino", "cv2")
COLLECT_EVERY_S = 60.0
CALM_S = 3.0
"""between two looks at the process' memory, however often networks are used"""
ARENAS = 2
"""heaps of the allocator; by itself it makes eight a core, and what is freed in one serves no other"""
_M_ARENA_MAX = -8

log = logging.getLogger(__name__)
_lock = threading.Lock()
_collector: threading.Thread | None = None
_warming: threading.Thread | None = None
_ending = threading.Event()


def prepare_environment() -> None:
    """Set what libraries read while they are imported: to be called before torch or openvino is."""
    # Without it OpenMP's waiting threads hold the cores, and at times a forward pass takes 23 times as long.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    # OpenVINO reports its import and every conversion to an analytics service unless this package is missing.
    sys.modules.setdefault("openvino_telemetry", None)
    lean_torchvision.install()
    with suppress(OSError, AttributeError):  # glibc only
        ctypes.CDLL("libc.so.6").mallopt(_M_ARENA_MAX, ARENAS)


def settle() -> None:
    """Collect, exempt what is left from later collections, and collect the rest every minute from now on."""
    atexit.register(gc.unfreeze)  # what is never freed, C++ libraries complain about at the end
    sweep()
    _start_collector()


def sweep() -> None:
    """Collect everything, also what was alive when it was exempted; exempt what is left."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def warm_up(
    imports: Sequence[str] = HEAVY_IMPORTS,
    prepare: Sequence[Callable[[], object]] = (),
    delay_s: float = 0.5,
    imports_after_s: float = 8,
) -> threading.Thread:
    """Prepare the process for its visitors: once, in the background, never raising.

    The server's sockets send at once, and end where nobody is; then, after `delay_s` that leave the first
    visitor's browser the processor, comes a call of each of `prepare`; after `imports_after_s`, in which the
    first visitor's first clicks do not share the interpreter with them, come `imports` and `settle`. Call it
    when a page is drawn.
    Return the thread that does it, the same one on every call.
    """
    global _warming
    with _lock:
        if _warming is None:
            arguments = (tuple(imports), tuple(prepare), delay_s, imports_after_s)
            _warming = threading.Thread(target=_warm_up, args=arguments, name="warm-up", daemon=True)
            _warming.start()
            atexit.register(_end, _warming)
        return _warming


def _warm_up(
    imports: Sequence[str], prepare: Sequence[Callable[[], object]], delay_s: float, imports_after_s: float
) -> None:
    prepare_environment()
    importing = (partial(importlib.import_module, name) for name in imports)
    wait, rest = (partial(_ending.wait, seconds) for seconds in (delay_s, imports_after_s))
    for step in (send_at_once, end_half_open, wait, *prepare, rest, *importing):
        if _ending.is_set():
            return
        try:
            step()
        except Exception:
            if not threading.main_thread().is_alive():
                return  # what is imported while the process ends cannot be
            log.warning("A warm-up step failed; what needs it will try again", exc_info=True)
    settle()


def _end(warming: threading.Thread) -> None:
    """Let an import that is under way end: a process that ends in the middle of one is aborted by C++."""
    _ending.set()
    warming.join(20)


def _start_collector() -> None:
    global _collector
    with _lock:
        if _collector is None or not _collector.is_alive():
            _collector = threading.Thread(target=_collect_for_ever, name="collector", daemon=True)
            _collector.start()


def _collect_for_ever() -> None:
    collected = time.monotonic()
    while True:
        if resident.used.wait(COLLECT_EVERY_S):
            time.sleep(min(CALM_S, COLLECT_EVERY_S))
        resident.used.clear()
        if time.monotonic() - collected >= COLLECT_EVERY_S:
            gc.collect()
            collected = time.monotonic()
        for step in (resident.rest, resident.let_go, resident.give_back):
            try:
                step()
            except Exception:
                log.warning("Memory could not be given back; it is tried again", exc_info=True)
