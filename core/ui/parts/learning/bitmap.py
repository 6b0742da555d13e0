"""One drawing as strokes and as pixels: what a computer that sees begins with."""

import streamlit as st

from core.i18n.catalog import Words
from core.learning import pixels
from core.ui import controls, panels, shell
from core.ui.components.learning.bitmap_zoom import bitmap_zoom

SIZES = ("8", "16", "32", "64", "128")
START, ZOOM = "32", "3"


@shell.fragment
def draw(say: Words) -> None:
    """Draw the part."""
    stage, side = panels.stage_and_controls()
    with side:
        size = int(controls.choice(st.select_slider, say("pixels"), SIZES, "bitmap_size", START))
        st.caption(say("pixels_about"))
    with stage:
        zoom = pixels.read(controls.kept("zoom", ZOOM), float(ZOOM))
        take = controls.follow("zoom", "bitmap_zoom", "zoom", ZOOM)
        bitmap_zoom(size, zoom, say.table("bitmap_words"), "bitmap_zoom", take)
        facts = {
            "n": size,
            "numbers": f"{pixels.numbers(size):,}",
            "photo": f"{pixels.PHOTO:,}",
        }
        panels.verdict(say("verdict_bitmap", **facts))
