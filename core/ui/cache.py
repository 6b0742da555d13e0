"""Results remembered for one visitor: nothing made from their pictures is in a cache that others share."""

import inspect
from collections import OrderedDict
from collections.abc import Callable
from functools import partial, wraps

import streamlit as st

MAX_ENTRIES = 24
"""results kept of one function; the longest unused goes first"""
_KEPT = "remembered"


def per_session(function: Callable | None = None, *, most: int = MAX_ENTRIES) -> Callable:
    """Remember `most` results in this visitor's session, by the arguments (those named _x do not count).

    The arguments that count are hashable. Results are handed out as they are: change none.
    """
    if function is None:
        return partial(per_session, most=most)
    name, signature = f"{function.__module__}.{function.__qualname__}", inspect.signature(function)

    @wraps(function)
    def remembered(*args: object, **kwargs: object) -> object:
        bound = signature.bind(*args, **kwargs)
        bound.apply_defaults()
        key = tuple(value for given, value in bound.arguments.items() if not given.startswith("_"))
        kept = shelf(name)
        if key not in kept:
            kept[key] = function(*args, **kwargs)
            if len(kept) > most:
                kept.popitem(last=False)
        kept.move_to_end(key)
        return kept[key]

    return remembered


def shelf(name: str) -> OrderedDict:
    """Return what is remembered for this visitor under a name, to be filled and kept small by hand."""
    return st.session_state.setdefault(_KEPT, {}).setdefault(name, OrderedDict())


def forget() -> None:
    """Forget all that was remembered for this visitor."""
    st.session_state.pop(_KEPT, None)
