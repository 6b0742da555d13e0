"""Ask the device, and show one's place in the queue while others are before."""

import math
from collections.abc import Callable
from typing import TypeVar

import streamlit as st

from core.i18n.catalog import Words
from core.runtime import gateway

T = TypeVar("T")


def ask(say: Words, function: Callable[..., T], *args: object, **kwargs: object) -> T:
    """Return `function(*args, **kwargs)`, run when its turn has come; raise Busy, or what it raises."""
    place = None

    def show(ahead: int, seconds: float) -> None:
        nonlocal place
        if ahead and place is None:
            place = st.empty()
        if ahead:
            waiting = say("queue", ahead=ahead, seconds=max(1, math.ceil(seconds)))
            place.info(waiting, icon=":material/hourglass_top:")

    try:
        return gateway.call(function, *args, on_wait=show, **kwargs)
    finally:
        if place is not None:
            place.empty()
