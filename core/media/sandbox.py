"""Read a stranger's file in a process of its own, which may fail alone, in bounded time and memory.

Containers can point at the same bytes again and again: a TIFF of a few MB can ask for 100 GB of tags before
the size of the picture is known. No check from outside finds all of that; a limit on a process does. And
whatever a parser does there, it does not hold the lock of the interpreter that answers everybody else.
"""

import functools
import importlib
import inspect
import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from core.media import wire
from core.media.errors import MediaError
from core.runtime.limits import Full, Places

P = ParamSpec("P")
T = TypeVar("T")
MAX_SECONDS = 8.5
"""for an answer, or for the next one of several"""
MAX_SECONDS_IN_ALL = 180.0
"""waited for all of several answers"""
MOST_AT_ONCE = 8
"""processes; who comes then waits, and is sent away with the code decoders_busy"""
_places = Places(MOST_AT_ONCE, "decoders_busy", wait_s=MAX_SECONDS)
_MAX_MEMORY = 1 << 30  # bytes
_ROOT = Path(__file__).parents[2]
_ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}  # NumPy starts twice as fast
_INSIDE = False  # whether this is such a process: then nothing is sent on to another

log = logging.getLogger(__name__)


def apart(
    code: str = "damaged", late: str = "timeout", here: Callable[..., bool] = lambda *_, **__: False
) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Let a module's function run in a process of its own: 8.5 s and, where it can be limited, 1 GB.

    Its arguments and what it returns are what `wire.write` takes. A generator's values come as they are
    yielded; it goes when nobody asks for more. Raises: MediaError as the function does; with `late` where it
    takes too long, with `code` where it crashes, runs out of memory or raises anything else. `here` tells, by
    the arguments, what is so small that it is done in this process.
    """

    def wrap(function: Callable[P, T]) -> Callable[P, T]:
        if inspect.isgeneratorfunction(function):

            @functools.wraps(function)
            def sent(*args: P.args, **kwargs: P.kwargs) -> Iterator:
                if _INSIDE or here(*args, **kwargs):
                    yield from function(*args, **kwargs)
                    return
                with _process(function, args, kwargs, code, late) as ask:
                    while (answer := ask())[0] != "end":
                        yield answer[1]

        else:

            @functools.wraps(function)
            def sent(*args: P.args, **kwargs: P.kwargs) -> T:
                if _INSIDE or here(*args, **kwargs):
                    return function(*args, **kwargs)
                with _process(function, args, kwargs, code, late) as ask:
                    return ask()[1]

        return sent

    return wrap


@contextmanager
def _process(
    function: Callable, args: tuple, kwargs: dict, code: str, late: str
) -> Iterator[Callable[[], tuple[str, Any]]]:
    """Start a process that calls a function; give what waits for its next answer."""
    with ExitStack() as stack:
        try:
            stack.enter_context(_places.one())
        except Full as full:
            raise MediaError(full.code) from None
        process = _Process(function, [args, kwargs], code, late)
        stack.callback(process.end)
        yield process.ask


class _Process:
    """A process that calls a function with arguments, and gives its answers."""

    def __init__(self, function: Callable, arguments: list, code: str, late: str) -> None:
        command = [sys.executable, "-m", "core.media.sandbox", function.__module__, function.__qualname__]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
        self._process = subprocess.Popen(command, **pipes, cwd=_ROOT, env=os.environ | _ONE_THREAD)
        self._arguments: list | None = arguments
        self._code, self._late, self._left = code, late, MAX_SECONDS_IN_ALL

    def ask(self) -> tuple[str, Any]:
        """Return the next answer: "value" and the value, or "end"; raise MediaError for all else."""
        ended, begun = threading.Event(), time.monotonic()
        timer = threading.Timer(min(MAX_SECONDS, self._left), lambda: (ended.set(), self._process.kill()))
        timer.start()
        try:
            self._send()
            kind, value = wire.read(self._process.stdout)
            if kind == "error":
                value = MediaError(value[0] or self._code, **value[1])
        except (EOFError, ValueError, TypeError, LookupError, AttributeError, RecursionError):
            # It has ended, or, taken over by a file, says what it likes.
            log.warning("A file could not be read apart: %s", "too slow" if ended.is_set() else "ended")
            raise MediaError(self._late if ended.is_set() else self._code) from None
        finally:
            timer.cancel()
            self._left -= time.monotonic() - begun
        if kind == "error":
            raise value
        return kind, value

    def _send(self) -> None:
        arguments, self._arguments = self._arguments, None
        if arguments is not None:
            with suppress(BrokenPipeError), self._process.stdin as out:
                wire.write(out, arguments)

    def end(self) -> None:
        """Let the process go."""
        self._process.kill()
        self._process.stdout.close()
        with suppress(OSError):
            self._process.stdin.close()
        self._process.wait()


def _limit_memory() -> None:
    try:
        import resource  # not on Windows
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_DATA, (_MAX_MEMORY, _MAX_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core file would hold the picture
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # nothing is written to disk, whatever a library tries


def _main(module: str, name: str) -> None:
    """Read the arguments of a function from standard input; write what it returns to standard output."""
    _limit_memory()
    if hasattr(os, "nice"):
        os.nice(5)  # whoever clicks goes first
    sys.modules["core.media.sandbox"]._INSIDE = True
    out, sys.stdout = sys.stdout.buffer, sys.stderr
    try:
        function = getattr(importlib.import_module(module), name)
        args, kwargs = wire.read(sys.stdin.buffer)
        found = function(*args, **kwargs)
        if inspect.isgenerator(found):
            for value in found:
                wire.write(out, ["value", value])
            wire.write(out, ["end", None])
        else:
            wire.write(out, ["value", found])
    except MediaError as error:
        wire.write(out, ["error", [error.code, error.facts]])
    except Exception:
        wire.write(out, ["error", ["", {}]])


if __name__ == "__main__":
    importlib.import_module("core.media.sandbox")._main(*sys.argv[1:])
