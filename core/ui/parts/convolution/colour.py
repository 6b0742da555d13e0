"""Pixels and colour: the photo as numbers, in three ways."""

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from core.convolution.adjust import START, STOPS, Look, apply
from core.convolution.pixels import grey, hsv, small
from core.i18n.catalog import Words
from core.ui import cache, controls, inputs, panels, shell
from core.ui.components.convolution.pixel_lens import pixel_lens
from core.ui.parts.convolution import choose_picture

SPACES = ("rgb", "grey", "hsv")
SIDE = 160
"""pixels of the copy under the lens"""


@cache.per_session
def copy(key: str, _picture: inputs.Picture) -> NDArray[np.uint8]:
    """Return a small copy (H, W, 3) of a picture."""
    return small(_picture.rgb(), SIDE)


def numbers(rgb: NDArray[np.uint8], space: str) -> NDArray:
    """Return the three numbers of each pixel, (H, W, 3)."""
    if space == "grey":
        luma, mean = (grey(rgb, how).astype(int) for how in ("luma", "mean"))
        return np.stack([luma, mean, np.abs(luma - mean)], -1)
    return hsv(rgb) if space == "hsv" else rgb


def chosen_look() -> Look:
    """Return how the photo is to look, as the sliders were left, here or in the link."""
    held = {name: controls.kept_of(f"photo_{name}", STOPS[name], START[name]) for name in STOPS}
    return Look(**{name: float(text) for name, text in held.items()})


def take_look() -> None:
    """Keep where the sliders were left."""
    texts = str(st.session_state.lens.look).split("|")
    for (name, stops), text in zip(STOPS.items(), texts, strict=False):
        if text in stops:
            controls.keep(f"photo_{name}", text, START[name])


def draw(say: Words) -> None:
    """Draw the part."""
    show(say, choose_picture(say))


@shell.fragment
def show(say: Words, picture: inputs.Picture) -> None:
    """Draw what follows the choice of a picture."""
    stage, side = panels.stage_and_controls()
    with side:
        space = controls.choice(
            st.segmented_control, say("space"), SPACES, "space", "rgb", lambda s: say(f"spaces.{s}")
        )
        st.caption(say(f"space_does.{space}"))
        inputs.add_pictures(say)
    rgb, look = copy(picture.key, picture), chosen_look()
    planes = numbers(apply(rgb, look), space)
    names = [say(f"channel.{space}{i}") for i in range(3)]
    with stage:
        pixel_lens(rgb, look, names, space, say.table("lens"), "lens", take_look)
        panels.verdict(verdict(say, picture, space, planes))


def verdict(say: Words, picture: inputs.Picture, space: str, planes: NDArray) -> str:
    """Return what the numbers of this photo tell."""
    if space == "rgb":
        w, h = picture.original_wh
        told = say("verdict_rgb", w=w, h=h, count=f"{w * h * 3:,}")
        height, width = planes.shape[:2]
        return told if (w, h) == (width, height) else f"{told} {say('lens_copy', w=width, h=height)}"
    if space == "grey":
        row, column = np.unravel_index(planes[..., 2].argmax(), planes.shape[:2])
        luma, mean, apart = (int(v) for v in planes[row, column])
        return say("verdict_grey", luma=luma, mean=mean, apart=apart, x=column + 1, y=row + 1)
    colourful = float((planes[..., 1] > 50).mean())
    return say("verdict_hsv", saturation=f"{planes[..., 1].mean():.0f}", share=f"{colourful * 100:.0f}%")
