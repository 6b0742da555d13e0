"""The steps from a photo or a drawing to the 28×28 pixels that a network sees."""

import numpy as np
import streamlit as st

from core.i18n.catalog import Words
from core.media.cutout import Prepared
from core.media.images import to_png
from core.ui import panels

TILE_PX = 88


def steps(say: Words, made: Prepared) -> None:
    """Draw every step with its name, side by side, and offer the last one as a file."""
    st.markdown(f"**{say('steps.title')}**")
    with st.container(horizontal=True, gap="small"):
        for number, (name, picture) in enumerate(made.steps.items(), 1):
            key = name if name != "bright" or made.swapped else "bright_kept"
            label = f"{number}. {say(f'steps.{key}')}"
            with st.container(width=TILE_PX + 8):
                panels.image(st, to_png(enlarged(picture)), caption=label, width=TILE_PX, alt=label)
    panels.download(say, "steps.save", to_png(made.steps["final"]), "28x28.png", "image/png")


def enlarged(picture: np.ndarray) -> np.ndarray:
    """Return a picture (H, W) or (H, W, 3) with its pixels as squares, the longest side at least TILE_PX.

    It is a square (S, S, 4), see-through where there is no picture, so that all have the same height.
    """
    times, side = max(1, -(-TILE_PX * 2 // max(picture.shape[:2]))), max(picture.shape[:2])
    square = np.zeros((side, side, 4), np.uint8)
    top, left = ((side - n) // 2 for n in picture.shape[:2])
    place = square[top : top + picture.shape[0], left : left + picture.shape[1]]
    place[..., :3], place[..., 3] = picture if picture.ndim == 3 else picture[..., None], 255
    return square.repeat(times, 0).repeat(times, 1)
