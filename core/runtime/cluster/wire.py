"""Calls and their answers as bytes: what can travel to another process, and which kind of work it is.

Pickles, as everything between the processes of a Ray cluster is: these show each other a token, and no
visitor's bytes are ever unpickled, only arrays and numbers that our own code has made of them.
"""

import importlib
import pickle
import sys
from collections.abc import Callable
from types import FunctionType
from typing import Any, NamedTuple, TypeVar

T = TypeVar("T")
PHOTOS = {
    *("classification", "explanation", "detection", "faces", "segmentation", "pose"),
    *("transfer_learning", "super_resolution", "colorization", "style_transfer", "captioning"),
}
"""lessons whose calls look at photos"""
TRAINING = "changes_its_first"


class Answer(NamedTuple):
    """What became of a call: "done" with its result, "raised" with an error, "missing", "differs", …"""

    how: str
    what: Any = None
    first: dict[str, Any] | None = None
    """the attributes of its first argument, where the call is to change it"""


def changes_its_first(function: Callable[..., T]) -> Callable[..., T]:
    """Mark a function that changes its first argument: then what it came to travels back as well."""
    setattr(function, TRAINING, True)
    return function


def kind(function: Callable[..., Any]) -> str:
    """Return which deployment works on a call of this function."""
    if getattr(function, TRAINING, False):
        return "trainings"
    parts = function.__module__.split(".")
    return "photos" if PHOTOS & set(parts[1:4]) else "small"


def packed(function: Callable[..., Any], args: tuple, kwargs: dict[str, Any]) -> bytes | None:
    """Return a call as bytes, or None if it cannot travel: only functions of `core` by their name do."""
    if not (isinstance(function, FunctionType) and function.__module__.startswith("core.")):
        return None
    if getattr(sys.modules.get(function.__module__), function.__qualname__, None) is not function:
        return None
    try:
        call = (function.__module__, function.__qualname__, args, kwargs)
        return pickle.dumps(call, pickle.HIGHEST_PROTOCOL)
    except Exception:  # whatever an argument has against it, the call runs here
        return None


def perform(data: bytes) -> bytes:
    """Run a packed call; return its packed answer. It raises nothing."""
    try:
        module, name, args, kwargs = pickle.loads(data)
        function = getattr(importlib.import_module(module), name)
    except Exception as error:
        return pack(Answer("unreadable", type(error).__name__))
    try:
        result = function(*args, **kwargs)
    except MemoryError:
        raise
    except Exception as error:
        return pack(_told(error))
    first = vars(args[0]) if getattr(function, TRAINING, False) else None
    try:
        return pack(Answer("done", result, first))
    except Exception as error:
        return pack(Answer("unreadable", type(error).__name__))


def pack(answer: Answer) -> bytes:
    """Return an answer as bytes."""
    return pickle.dumps(tuple(answer), pickle.HIGHEST_PROTOCOL)


def answer(data: bytes) -> Answer:
    """Return the answer in these bytes, its arrays the receiver's own."""
    try:
        return Answer(*pickle.loads(data))
    except Exception as error:
        return Answer("unreadable", type(error).__name__)


def error_of(told: Answer) -> Exception:
    """Return the error that a call raised elsewhere."""
    kind_, args, attributes = told.what
    error = kind_.__new__(kind_, *args)
    error.args = args
    error.__dict__.update(attributes)
    return error


def _told(error: Exception) -> Answer:
    code = str(getattr(error, "code", ""))
    how = "missing" if code.startswith("weights_") else "raised"
    try:
        what = type(error), error.args, dict(vars(error))
        pickle.loads(pickle.dumps(what))
    except Exception:
        what = RuntimeError, (type(error).__name__,), {}
    return Answer(how, what)
