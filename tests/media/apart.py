"""Functions that tests send to a process of its own."""

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from core.media import sandbox
from core.media.errors import MediaError


@sandbox.apart("damaged", "timeout")
def echo(*values: object, **named: object) -> object:
    return values, named


@sandbox.apart("damaged", "timeout", lambda *_: True)
def here() -> int:
    return os.getpid()


@sandbox.apart("damaged", "timeout")
def there() -> int:
    return os.getpid()


@sandbox.apart("damaged", "timeout")
def fails(how: str) -> object:
    if how == "told":
        raise MediaError("too_many_scans", n=3)
    if how == "raises":
        raise ZeroDivisionError
    if how == "memory":
        return len(np.ones(3 << 30, np.uint8))
    if how == "exits":
        os._exit(0)
    if how == "hangs":
        time.sleep(99)
    if how == "writes":
        with open(os.devnull + "_not", "w") as file:
            file.write("x" * 99)
    return object()


@sandbox.apart("damaged", "timeout")
def counted(most: int, pause_s: float = 0.0) -> Iterator[np.ndarray]:
    for i in range(most):
        time.sleep(pause_s)
        yield np.full(3, i)
    raise MediaError("damaged")


@dataclass(frozen=True)
class NotOurs:
    x: int
