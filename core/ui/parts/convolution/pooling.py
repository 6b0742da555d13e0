"""Pooling: the largest or the average of a window, and what a shift of the photo changes."""

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from core.convolution import figures, pooling
from core.convolution.kernels import build
from core.convolution.pixels import as_picture
from core.convolution.sliding import Sliding
from core.i18n.catalog import Words
from core.media.images import to_png
from core.ui import cache, controls, inputs, panels, shell
from core.ui.components.convolution.sliding_window import STOPS, Window, sliding_window
from core.ui.parts.convolution import choose_picture
from core.ui.parts.convolution.copies import grey_copy, workable_copy
from core.ui.parts.convolution.window import formula

OPERATIONS = ("max", "mean", "conv")
SIZE = "2"
SIDE, MEASURED = 48, 160
"""pixels of the copy that the window slides over, and of the one that is measured"""


@cache.per_session
def measured(
    key: str, size: int, _x: NDArray[np.uint8]
) -> tuple[list[dict[str, pooling.Change]], dict[str, bytes]]:
    """Return what every shift changes, and pictures (PNG) of the outputs, by kind."""
    shifts = pooling.every_shift(_x, size)
    pictures = {kind: f(_x.astype(float)) for kind, f in pooling.outputs(size).items()}
    scale = 255 / max(1, np.percentile(pictures["conv"], 99))
    return shifts, {kind: to_png(as_picture(values * scale)) for kind, values in pictures.items()}


def draw(say: Words) -> None:
    """Draw the part."""
    show(say, choose_picture(say))


@shell.fragment
def show(say: Words, picture: inputs.Picture) -> None:
    """Draw what follows the choice of a picture."""
    stage, side = panels.stage_and_controls()
    with side:
        op = controls.choice(st.radio, say("pool"), OPERATIONS, "pool", "max", lambda p: say(f"pools.{p}"))
        shift = st.slider(say("shift"), 0, pooling.MAX_SHIFT, 0, key="shift", bind="query-params")
        inputs.add_pictures(say)
    size = int(controls.kept_of("pool_size", STOPS["pool"], SIZE))
    x = workable_copy(picture.key, MEASURED, picture)
    shifts, pictures = measured(picture.key, size, x)
    with stage:
        small = grey_copy(picture.key, SIDE, picture)
        how = Sliding(3, size) if op == "conv" else Sliding(size, size)
        kernel = build("sobel_x") if op == "conv" else None
        words = say.table("sliding")
        show = "size" if op == "conv" else "clip"
        window = Window(how, kernel, op, show=show, kind="sobel_x", sliders=("pool",))
        told = st.session_state.get("pooling_told", 0)
        key, link = "pooling_window", "pool_at"
        sliding_window(small, window, words, key, link=link, told=told, on_moved=take_moved)
        panels.verdict(verdict(say, small.shape[1], how, size, shift, shifts[shift]))
        comparison(say, shifts, pictures, shift)


def take_moved() -> None:
    """Keep where the slider was left."""
    found = st.session_state.pooling_window.moved or {}
    if found.get("pool") in STOPS["pool"]:
        controls.keep("pool_size", found["pool"], SIZE)
    st.session_state.pooling_told = found.get("told", 0)


def verdict(
    say: Words, width: int, how: Sliding, size: int, shift: int, found: dict[str, pooling.Change]
) -> str:
    """Return what the window does to the size, and what the shift does to the outputs."""
    facts = {kind: f"{change.stays * 100:.0f}%" for kind, change in found.items()}
    if not shift:
        return say("verdict_unshifted", sum=formula(width, how), size=size)
    return say("verdict_pooling", sum=formula(width, how), shift=shift, size=size, **facts)


def comparison(
    say: Words, shifts: list[dict[str, pooling.Change]], pictures: dict[str, bytes], shift: int
) -> None:
    """Show the four outputs and, once the photo is shifted, how they change with the shift."""
    st.markdown(f"**{say('compare' if shift else 'compare_first', shift=shift)}**")
    rows = []
    for column, kind in zip(st.columns(4), pooling.KINDS, strict=True):
        change, name = shifts[shift][kind], say(f"outputs.{kind}")
        panels.image(column, pictures[kind], caption=name, width="stretch", alt=name)
        numbers = (change.stays, change.moves, change.turned)
        rows.append(f"| {name} | " + " | ".join(f"**{value * 100:.0f}%**" for value in numbers) + " |")
    if not shift:  # the learner guesses first
        return
    head = f"| | {say('stays')} | {say('moves')} | {say('turned')} |\n|---|---|---|---|\n"
    with st.expander(say("more"), icon=":material/table_rows:"):
        st.markdown(say("about_changes"))
        st.markdown(head + "\n".join(rows))
    names = {kind: say(f"outputs.{kind}") for kind in pooling.KINDS}
    curves = {names[kind]: [row[kind].stays * 100 for row in shifts] for kind in pooling.KINDS}
    figure = figures.curves(range(len(shifts)), curves, shift, say("axis_shift"), say("axis_change"))
    told = ", ".join(f"{name} {values[shift]:.0f}%" for name, values in curves.items())
    panels.chart(figure, say("shift_alt", shift=shift, facts=told), "by_shift")
    st.caption(say("shift_note"))
