"""26 styles in one network, and any mixture of three of them."""

import numpy as np
import streamlit as st

from core.figures import theme
from core.i18n.catalog import Words
from core.media import images, samples
from core.style_transfer import infer
from core.style_transfer.models import STYLES
from core.ui import cache, controls, inputs, panels, queue, shell
from core.ui.components.common.filmstrip import Frame, filmstrip
from core.ui.components.style_transfer.mixing_triangle import Corner, mixing_triangle
from core.ui.parts.style_transfer.missing import missing

CORNERS = ("style_a", "style_b", "style_c")
USUAL = ("8", "19", "4")
ALL = tuple(map(str, range(STYLES)))
SAMPLES = ("china", "cat", "astronaut", "flower", "coffee", "bus", "drawing")
EXAMPLE_PX, SIDE = 128, 384
ONE_STYLE = "0,1,0"


@shell.fragment
def draw(say: Words) -> None:
    """Draw the part."""
    picture = inputs.picture(say, SAMPLES, default="china")
    if missing(say, infer.MODEL, shown=picture.rgb()):
        return
    stage, side = panels.stage_and_controls()
    with side:
        strength = st.slider(say("strength"), 0, 100, 100, 5, key="style_strength", bind="query-params")
        own = st.toggle(say("own_colours"), key="own_colours", help=say("own_help"), bind="query-params")
        inputs.add_pictures(say)
    chosen = [int(controls.kept_of(key, ALL, usual)) for key, usual in zip(CORNERS, USUAL, strict=True)]
    shares = infer.read_shares(controls.kept("style_mix", ONE_STYLE))
    with stage:
        corners = [painted(picture.key, style, own, picture, say) for style in chosen]
        mixed = mixture(picture.key, tuple(chosen), shares, own, picture, say)
        out = finished(picture, mixed.rgb, strength)
        names = [say("style_n", n=style + 1) for style in chosen]
        triangle(say, names, [corner.rgb for corner in corners], out, shares, strength)
        panels.verdict(verdict(say, [corner.rgb for corner in corners], mixed, shares))
        choose_styles(say, chosen)
        panels.download(say, "download_png", lambda: images.to_png(out), "painting.png", "image/png")
    panels.model_card(say, infer.MODEL)


def triangle(
    say: Words, names: list[str], corners: list[np.ndarray], out: np.ndarray, shares: tuple, strength: int
) -> None:
    """Draw the painting, and the triangle whose point mixes the three styles."""
    jpegs = [images.to_jpeg(rgb) for rgb in corners]
    shown = [Corner(name, jpeg) for name, jpeg in zip(names, jpegs, strict=True)]
    take = controls.follow("style_mix", "mixing_triangle", "mix", ONE_STYLE)
    mixing_triangle(shown, images.to_jpeg(out), shares, say.table("triangle"), "mixing_triangle", take)


def choose_styles(say: Words, chosen: list[int]) -> None:
    """Draw all styles on one photo; a click puts one into the corner that is to change."""
    corner = controls.view(say, "corner", CORNERS)
    frames = examples()
    now = str(chosen[CORNERS.index(corner)])

    def picked() -> None:
        style = st.session_state["style_strip"].picked
        if style in ALL:
            st.session_state[corner] = style

    labelled = [Frame(f.key, f.jpeg, say("style_n", n=int(f.key) + 1)) for f in frames]
    filmstrip(labelled, now, say("choose_style"), "style_strip", picked)
    st.caption(say("examples"))


@st.cache_resource(show_spinner=False)
def examples() -> list[Frame]:
    """Return a sample in each style, small; it is nobody's photo, so everybody shares them."""
    rgb = samples.load("china")
    painted = (infer.paint(rgb, infer.mixture({style: 1}), EXAMPLE_PX).rgb for style in range(STYLES))
    return [Frame(str(style), images.to_jpeg(out), "") for style, out in enumerate(painted)]


@cache.per_session
def painted(key: str, style: int, own: bool, _picture: inputs.Picture, _say: Words) -> infer.Painted:
    """Return the photo in one style."""
    return _paint(_picture, infer.mixture({style: 1}), own, _say)


@cache.per_session
def mixture(
    key: str, styles: tuple[int, ...], shares: tuple, own: bool, _picture: inputs.Picture, _say: Words
) -> infer.Painted:
    """Return the photo in a mixture of styles."""
    weights: dict[int, float] = {}
    for style, share in zip(styles, shares, strict=True):
        weights[style] = weights.get(style, 0) + share
    return _paint(_picture, infer.mixture(weights), own, _say)


def _paint(picture: inputs.Picture, mix: np.ndarray, own: bool, say: Words) -> infer.Painted:
    rgb = picture.rgb()
    found = queue.ask(say, infer.paint, rgb, mix, SIDE)
    return infer.Painted(infer.keep_colours(found.rgb, rgb), found.mix, found.network_ms) if own else found


def finished(picture: inputs.Picture, painted: np.ndarray, strength: int) -> np.ndarray:
    """Return the painting laid over its photo with so many percent of strength."""
    photo = infer.fitted(picture.rgb(), painted)
    return infer.laid_over([photo, painted], (1 - strength / 100, strength / 100))


def verdict(say: Words, corners: list[np.ndarray], mixed: infer.Painted, shares: tuple) -> str:
    """Return what mixing inside the network gave that laying pictures over each other does not."""
    used = sum(share > 0.005 for share in shares)
    took = say("verdict_took", ms=f"{mixed.network_ms:.0f}")
    if used < 2:
        return say("verdict_one") + " " + took
    apart = infer.apart(infer.laid_over(corners, shares), mixed.rgb)
    return say("verdict_mixed", levels=theme.number(apart, 1)) + " " + took
