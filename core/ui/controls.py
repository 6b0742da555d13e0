"""Choices that travel in the link and stay from page to page.

`bind="query-params"` writes an option's label into the link, and labels change with the language: a link sent
in Korean would mean nothing in English. A choice therefore puts the option's own name there. Sliders, numbers
and toggles have no such trouble: give them a `key` and `bind="query-params"`.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from core.i18n.catalog import Words
from core.shared import link_values


def choice(
    widget: Callable[..., str],
    label: str,
    options: Sequence[str],
    key: str,
    default: str,
    format_func: Callable[[str], str] = str,
    linked: str | None = None,
    **settings: Any,
) -> str:
    """Draw `widget`, return the chosen name.

    It is st.selectbox, st.radio, st.segmented_control, st.pills or st.select_slider. In the link the choice
    is called `linked`, or else as its `key`.
    """
    linked = linked or key
    candidates = (
        st.session_state.get(key),
        _memory().get(key),
        linked_value(linked),
        default,
        options[0],
    )
    begin = begin_at(key, next(candidate for candidate in candidates if candidate in options))
    relabel(key, begin, {option: format_func(option) for option in options})
    if widget in (st.radio, st.selectbox):
        settings["index"] = options.index(begin)
    else:
        settings["value" if widget is st.select_slider else "default"] = begin
    value = widget(label, options, key=key, format_func=format_func, **settings) or default
    _memory()[key] = value
    link(linked, value, default)
    return value


def view(
    say: Words, name: str, options: Sequence[str], key: str | None = None, linked: str | None = None
) -> str:
    """Draw the row of buttons that chooses what is shown, the first of `options` at first; return its name.

    The row's label, for those who cannot see it, is `name`; an option's is in the table `<name>s`.
    """
    return choice(
        st.segmented_control,
        say(name),
        options,
        key or name,
        options[0],
        lambda option: say(f"{name}s.{option}"),
        linked,
        required=True,
        label_visibility="collapsed",
    )


def choices(
    widget: Callable[..., list[str]],
    label: str,
    options: Sequence[str],
    key: str,
    default: Sequence[str],
    format_func: Callable[[str], str] = str,
    **settings: Any,
) -> list[str]:
    """Draw a `widget` for several choices (st.pills, st.multiselect); return the names, at least one."""
    said = st.session_state.get(key) or (chosen(key) or "").split(".")
    begin = begin_at(key, [name for name in said if name in options] or list(default))
    relabel(key, begin, {option: format_func(option) for option in options})
    values = widget(label, options, key=key, default=begin, format_func=format_func, **settings) or list(
        default
    )
    _memory()[key] = ".".join(values)
    link(key, ".".join(values), ".".join(default))
    return list(values)


def begin_at(key: str, value: Any) -> Any:
    """Return what a new widget shows first; one that holds what is no longer offered is set to it.

    Only then the session's state is set: each time it is, the browser undoes a click made meanwhile.
    """
    if st.session_state.get(key, value) != value:
        st.session_state[key] = value
    return value


def relabel(key: str, value: str | list[str], labels: Mapping[str, str]) -> None:
    """Let the browser show the labels that options have now: in another language, with another count.

    The browser keeps the label that was clicked; only a value that is set anew brings another.
    """
    every = st.session_state.setdefault("labels", {})
    before, every[key] = every.get(key, {}), dict(labels)
    chosen = [value] if isinstance(value, str) else value
    if any(before.get(name, labels[name]) != labels[name] for name in chosen):
        st.session_state[key] = value


def kept(key: str, default: str) -> str:
    """Return a value that no widget holds, `st.session_state[key]`, and keep it in the link."""
    value = st.session_state[key] = st.session_state.get(key) or linked_value(key) or default
    link(key, value, default)
    return value


def chosen(key: str) -> str | None:
    """Return what was chosen before, on this page or another, else what the link says."""
    return _memory().get(key) or linked_value(key)


def linked_value(name: str) -> str | None:
    """Return what the link says of a name: the one place where links are read. Anybody may have written it.

    What is too long for anything that this dashboard writes is as good as nothing. Numbers in it are read by
    `core.shared.link_values`.
    """
    text = st.query_params.get(name)
    return text if text and len(text) <= link_values.LONGEST_TEXT else None


def keep(key: str, value: str, default: str) -> None:
    """Keep another value that no widget holds; `kept` returns it."""
    st.session_state[key] = value
    link(key, value, default)


def forget(key: str) -> None:
    """Forget what was chosen, here and in the link."""
    st.session_state.pop(key, None)
    _memory().pop(key, None)
    st.session_state.get("labels", {}).pop(key, None)
    st.query_params.pop(key, None)


def follow(key: str, component: str, field: str, default: Any = "") -> Callable[[], None]:
    """Return a callback that keeps what a component holds in `field`, or else `default`, for `kept(key)`."""

    def take() -> None:
        st.session_state[key] = getattr(st.session_state[component], field) or default

    return take


def link(key: str, value: str, default: str) -> None:
    """Write a value into the link, or take it out where it is the default."""
    if value == default:
        st.query_params.pop(key, None)
    elif st.query_params.get(key) != value:
        st.query_params[key] = value


def _memory() -> dict[str, str]:
    # Streamlit forgets a widget's value when another page is shown.
    return st.session_state.setdefault("choices", {})
