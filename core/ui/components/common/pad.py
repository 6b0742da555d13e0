"""A sheet to draw on by finger, pen, mouse or keys: the drawing comes back as a small grey picture."""

import base64
import binascii
from collections.abc import Callable, Mapping, Sequence

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from core.ui.components import packed

_mount = packed.component("common/pad")
PENS = (2.0, 5.0, 9.0)
"""widths of the pens in percent of the sheet"""


def pad(
    ink: NDArray[np.uint8],
    words: Mapping[str, str],
    key: str,
    on_draw: Callable[[], None],
    pens: Sequence[float] = PENS,
    pen: int = 1,
) -> None:
    """Draw a sheet with `ink` (S, S), 0 = paper to 255 = ink, on it; `pen` is the index of the first pen.

    After every stroke `on_draw` is called, and `drawn(key)` is the new ink. Hand that in at the next run:
    what comes back unchanged leaves the sheet alone, anything else replaces the drawing (and can be undone).
    """
    data = {
        "ink": packed.small(ink),
        "side": len(ink),
        "pens": list(pens),
        "pen": pen,
        "words": dict(words),
    }
    _mount(key=key, data=data, on_ink_change=on_draw)


def drawn(key: str) -> NDArray[np.uint8] | None:
    """Return what was last drawn on the sheet `key`, (S, S) as `pad` takes it; None if that is no picture."""
    return unpacked(st.session_state[key].ink)


def unpacked(text: str | None) -> NDArray[np.uint8] | None:
    """Return the square picture in `text`, base64 with a byte a pixel; None for anything else."""
    try:
        flat = np.frombuffer(base64.b64decode(text or "", validate=True), np.uint8)
    except (binascii.Error, ValueError):
        return None
    side = round(flat.size**0.5)
    return flat.reshape(side, side) if 16 <= side <= 256 and side * side == flat.size else None
