"""A Gram matrix tells which features come together, and forgets where: cut the picture up and see."""

import numpy as np
import streamlit as st

from core.figures import theme
from core.i18n.catalog import Words
from core.media import images
from core.style_transfer import figures, gatys, style_pictures
from core.ui import controls, panels, queue, shell
from core.ui.parts.style_transfer.missing import missing

TILES = ("1", "2", "3", "5", "8", "16", "32", "64")
ALIKE = 0.25
"""of the way to the nearest other picture: within it the style counts as kept"""
GROUPS = tuple(map(str, range(gatys.STAGES + 1)))
SHOWN_PX = 320


@shell.fragment
def draw(say: Words) -> None:
    """Draw the part."""
    if missing(say, gatys.NETWORK, shown=gatys.shuffled(style_pictures.load("mosaic"), 5)):
        return
    stage, side = panels.stage_and_controls()
    names = tuple(style_pictures.DRAWN)
    with side:
        name = controls.choice(
            st.selectbox, say("gram_picture"), names, "gram_picture", "mosaic", lambda n: say(f"drawn.{n}")
        )
        tiles = int(controls.choice(st.select_slider, say("gram_tiles"), TILES, "gram_tiles", "5"))
        with st.expander(say("more"), icon=":material/tune:"):
            group = controls.choice(
                st.select_slider, say("gram_group"), GROUPS, "gram_group", "2", help=say("group_help")
            )
    with stage:
        picture = style_pictures.load(name)
        mixed = gatys.shuffled(picture, tiles)
        own = queue.ask(say, grams, name, 1)
        cut = queue.ask(say, grams, name, tiles)
        pictures(say, picture, mixed, own[int(group)], cut[int(group)])
        others = {other: gatys.distance(queue.ask(say, grams, other, 1), own) for other in names}
        apart = gatys.distance(cut, own)
        named = {say("itself_cut", n=tiles * tiles): apart}
        named |= {say(f"drawn.{other}"): far for other, far in others.items() if other != name}
        panels.chart(
            figures.distances(named, say("axis_distance")),
            say("distances_alt", facts=", ".join(f"{k} {theme.number(v, 2)}" for k, v in named.items())),
            "gram_distances",
        )
        nearest = min(far for other, far in others.items() if other != name)
        facts = {"n": tiles * tiles, "apart": theme.number(apart, 2), "nearest": theme.number(nearest, 2)}
        panels.verdict(say(f"gram_{grade(tiles, apart / nearest)}", **facts))


def grade(tiles: int, share: float) -> str:
    """Return what is left of a style whose pieces are so far, as a share of the way to another picture."""
    if tiles == 1:
        return "whole"
    return "kept" if share < ALIKE else "fading" if share < 1 else "lost"


@st.cache_resource(max_entries=64, show_spinner=False)
def grams(name: str, tiles: int) -> list[np.ndarray]:
    """Return the Gram matrices of one of our style pictures, cut up; it is nobody's, everybody shares it."""
    return gatys.grams_of(gatys.picture(gatys.shuffled(style_pictures.load(name), tiles)))


def pictures(say: Words, whole: np.ndarray, cut: np.ndarray, own: np.ndarray, other: np.ndarray) -> None:
    """Draw the picture and its pieces, each with its Gram matrix below."""
    for column, rgb, matrix, kind in zip(
        st.columns(2), (whole, cut), (own, other), ("whole", "pieces"), strict=True
    ):
        label = say(f"{kind}_label")
        panels.image(column, images.to_jpeg(rgb, SHOWN_PX), label, alt=label)
        with column:
            figure = figures.gram(matrix, float(np.abs(own).max()))
            panels.chart(figure, say("gram_alt", n=len(matrix)), f"gram_{kind}")
    st.caption(say("gram_alt", n=len(own)))
