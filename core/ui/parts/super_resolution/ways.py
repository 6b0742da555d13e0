"""What the parts share: the factor, the names of the ways, and what is not on this computer."""

import streamlit as st

from core.figures import theme
from core.i18n.catalog import Words
from core.runtime import weights
from core.super_resolution import features, infer
from core.super_resolution.models import LEARNT
from core.ui import controls, panels

SAMPLES = (
    *("astronaut", "china", "cat", "zidane", "bus", "flower", "coffee", "grass", "brick"),
    *("drawing", "shapes", "printed_page", "pixel_art"),
)
FACTORS = ("2", "4")
LENS = 72
"""pixels of the photo's side that are under the lens"""


def factor(say: Words, labelled: bool = True) -> int:
    """Draw the choice of the factor, above a stage without its label; return the factor."""
    shown = "visible" if labelled else "collapsed"
    settings = {"required": True, "label_visibility": shown}
    times = {name: f"×{name}" for name in FACTORS}
    widget, label = st.segmented_control, say("factor")
    return int(controls.choice(widget, label, FACTORS, "sr_scale", "4", times.__getitem__, **settings))


def networks(scale: int) -> tuple[str, ...]:
    """Return the ways here that have learnt something."""
    return tuple(way for way in infer.ways_here(scale) if way in infer.TAUGHT)


def tell_missing(say: Words, scale: int, with_features: bool = False) -> None:
    """Say which networks for this factor are not on this computer."""
    gone = [say(f"ways.{way}") for way in infer.TAUGHT if way not in networks(scale)]
    if gone:
        st.caption(say("missing", names=" · ".join(gone), scale=scale))
    if with_features and not features_here():
        st.caption(say("missing_features"))


def features_here() -> bool:
    """Tell whether the network that measures distances in features is on this computer."""
    return weights.problem(features.NETWORK) is None


def cards(say: Words, scale: int) -> None:
    """Show the cards of the networks for this factor."""
    for way in networks(scale):
        panels.model_card(say, LEARNT[way, scale])


def decibels(value: float) -> str:
    """Format a PSNR: pictures that are equal have an infinite one."""
    return "∞" if value == float("inf") else theme.number(value, 2)
