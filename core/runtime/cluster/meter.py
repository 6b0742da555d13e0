"""What calls of networks took, by network: counts for whoever watches over the dashboard.

Nothing is counted until `start`: a dashboard that nobody watches spends no time on it.
"""

import threading
import time
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any, TypeVar

T = TypeVar("T")
BOUNDS_S = (0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0)


@dataclass
class Calls:
    """Calls of one network: how many took at most each of BOUNDS_S (the last: longer), seconds, errors."""

    counts: list[int] = field(default_factory=lambda: [0] * (len(BOUNDS_S) + 1))
    seconds: float = 0.0
    errors: int = 0


_calls: dict[str, Calls] = {}
_noting = threading.Lock()


_on = threading.Event()


def start() -> None:
    """Count from now on."""
    _on.set()


def untimed(function: Callable[..., T], args: tuple, kwargs: dict[str, Any]) -> T:
    """Return `function(*args, **kwargs)`."""
    return function(*args, **kwargs)


def timed(function: Callable[..., T], args: tuple, kwargs: dict[str, Any], name: tuple | None = None) -> T:
    """Return `function(*args, **kwargs)`, and note what it took; an error that has a sentence is none.

    `name` is the call that it is done for, where that is another one.
    """
    if not _on.is_set():
        return function(*args, **kwargs)
    began, failed = time.perf_counter(), False
    try:
        return function(*args, **kwargs)
    except BaseException as error:
        failed = not hasattr(error, "code")
        raise
    finally:
        _note(name_of(*(name or (function, args, kwargs))), time.perf_counter() - began, failed)


def calls() -> dict[str, Calls]:
    """Return a copy of what was noted, by name."""
    with _noting:
        return {name: Calls([*of.counts], of.seconds, of.errors) for name, of in _calls.items()}


def name_of(function: Callable, args: tuple, kwargs: dict[str, Any]) -> str:
    """Return the network that a call names, else where the function is; nothing that a learner wrote."""
    for value in (*args, *kwargs.values()):
        if isinstance(value, str) and value in _models():
            return value
    where = getattr(function, "__module__", None) or "other"
    return where.removeprefix("core.") if where.startswith("core.") else "other"


@cache
def _models() -> frozenset[str]:
    from core.runtime.specs import list_models  # here, as it imports every lesson's table

    return frozenset(list_models())


def _note(name: str, seconds: float, failed: bool) -> None:
    with _noting:
        of = _calls.setdefault(name, Calls())
        of.counts[bisect_left(BOUNDS_S, seconds)] += 1
        of.seconds += seconds
        of.errors += failed
