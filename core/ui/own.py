"""What is the learner's own: pictures, recordings, drawings, names. All under one key, to be forgotten whole.

A part keeps here what comes of the learner, and gives widgets and components that hold such a thing the key
that `key` returns: once all is forgotten they begin anew, as the browser has copies of what they hold.
What must lie under a fixed key or in the link (which picture, points of their own) is marked by `choose`.
"""

from typing import Any, TypeVar

import streamlit as st

from core.ui import cache, controls, visitors

T = TypeVar("T")
_OWN, _TURN, OFFERED = "own", "own_turn", "own_offered"
_CHOICES = "choices of mine"


def everything() -> dict[str, Any]:
    """Return what this visitor has, by name; nothing else of theirs is anywhere but in caches."""
    return st.session_state.setdefault(_OWN, {})


def own(name: str, default: T) -> T:
    """Return what the learner has under a name; while there is nothing, `default` is kept and returned."""
    return everything().setdefault(name, default)


def get(name: str, default: Any = None) -> Any:
    """Return what the learner has under a name, or the default, which is not kept."""
    return everything().get(name, default)


def keep(name: str, value: object) -> None:
    """Keep something of the learner's."""
    everything()[name] = value


def pop(name: str, default: Any = None) -> Any:
    """Forget one thing; return it, or the default."""
    return everything().pop(name, default)


def choose(name: str, value: object) -> None:
    """Choose what is the learner's own: `st.session_state[name]`, and what the link has of that name."""
    st.session_state[name] = value
    mark(name)


def mark(name: str) -> None:
    """Note that `st.session_state[name]`, and what the link has of that name, comes of the learner."""
    own(_CHOICES, set()).add(name)


def anything(but: tuple[str, ...] = ()) -> bool:
    """Tell whether the learner has anything, leaving aside the names in `but`."""
    things = {name for name, value in everything().items() if bool(value) and name != _CHOICES}
    return bool((things | get(_CHOICES, set())) - set(but))


def key(name: str) -> str:
    """Return the key of a widget that holds something of the learner's: another one after `forget`."""
    turn = st.session_state.get(_TURN, 0)
    return f"{name}_{turn}" if turn else name


def forget() -> None:
    """Forget all of it: in the session, in the link, in caches, in uploaders and other widgets."""
    for name in get(_CHOICES, ()):
        controls.forget(name)
    st.session_state.pop(_OWN, None)
    st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1
    cache.forget()
    visitors.drop_all()
