"""Features that people designed: slopes, edges, corners, key points."""

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from core.convolution import classic, figures
from core.figures import theme
from core.i18n.catalog import Words
from core.media.images import to_jpeg, to_png
from core.ui import cache, controls, inputs, panels, shell
from core.ui.parts.convolution import choose_picture
from core.ui.parts.convolution.copies import workable_copy

SIDE, MATCHED_SIDE, CURVE_SIDE = 480, 360, 200
"""pixels of the copy that is worked on, of the one that is matched, of the one turned for every angle"""


def draw(say: Words) -> None:
    """Draw the part."""
    show(say, choose_picture(say))


@shell.fragment
def show(say: Words, picture: inputs.Picture) -> None:
    """Draw what follows the choice of a picture."""
    stage, side = panels.stage_and_controls()
    with side:
        method = controls.choice(
            st.radio, say("method"), classic.METHODS, "method", "sobel", lambda m: say(f"methods.{m}")
        )
        settings = {"sobel": lambda say: {}, "canny": canny, "harris": harris, "keypoints": keypoints}[
            method
        ](say)
        st.caption(say(f"method_does.{method}"))
        inputs.add_pictures(say)
    grey = workable_copy(picture.key, MATCHED_SIDE if method == "keypoints" else SIDE, picture)
    with stage:
        DRAWN[method](say, picture, grey, **settings)


def canny(say: Words) -> dict[str, int]:
    """Let the learner set the two thresholds."""
    low = st.slider(say("low"), 0, 500, 80, 5, key="low", bind="query-params")
    high = st.slider(say("high"), 0, 800, 200, 5, key="high", bind="query-params")
    return {"low": min(low, high), "high": max(low, high)}


def harris(say: Words) -> dict[str, float]:
    """Let the learner set k."""
    return {"k": st.slider(say("harris_k"), 0.02, 0.24, 0.04, 0.01, key="harris_k", bind="query-params")}


def keypoints(say: Words) -> dict[str, object]:
    """Let the learner choose a detector, and how the copy is turned and scaled."""
    detector = controls.choice(
        st.segmented_control, say("detector"), classic.DETECTORS, "detector", "sift", str.upper
    )
    angle = st.slider(say("angle"), 0, 180, 30, 5, key="angle", bind="query-params", format="%d°")
    scale = st.slider(say("scale"), 0.4, 1.6, 0.8, 0.1, key="scale", bind="query-params")
    return {"detector": detector, "angle": angle, "scale": scale}


def beside(say: Words, pictures: dict[str, NDArray[np.uint8]]) -> None:
    """Draw two pictures side by side, each with its name; the second one can be kept."""
    for column, (name, pixels) in zip(st.columns(2), pictures.items(), strict=True):
        panels.image(column, to_png(pixels), caption=name, width="stretch", alt=name)
    panels.download(say, "download_png", to_png(pixels), "features.png", "image/png")


def draw_sobel(say: Words, picture: inputs.Picture, grey: NDArray[np.uint8]) -> None:
    """Draw how steep the brightness is, and in which direction."""
    magnitude, angle = classic.gradient(grey)
    steep = np.clip(magnitude * 255 / max(1, np.percentile(magnitude, 99)), 0, 255)
    directions = figures.directions(magnitude, angle)
    beside(say, {say("magnitude"): np.rint(steep).astype(np.uint8), say("direction"): directions})
    y, x = np.unravel_index(magnitude.argmax(), magnitude.shape)
    strongest = {"x": x + 1, "y": y + 1, "m": f"{magnitude[y, x]:.0f}", "angle": theme.number(angle[y, x], 0)}
    panels.verdict(say("verdict_sobel", **strongest))


def draw_canny(say: Words, picture: inputs.Picture, grey: NDArray[np.uint8], low: int, high: int) -> None:
    """Draw thin edges, and those that the upper threshold alone would keep."""
    both, strong = classic.canny(grey, low, high), classic.canny(grey, high, high)
    beside(say, {say("canny_strong"): strong, say("canny_both"): both})
    kept = int((both > 0).sum())
    share = theme.percent(kept / both.size)
    extra = kept - int((strong > 0).sum())
    panels.verdict(
        say("verdict_canny", kept=f"{kept:,}", share=share, extra=f"{extra:,}", low=low, high=high)
    )


def draw_harris(say: Words, picture: inputs.Picture, grey: NDArray[np.uint8], k: float) -> None:
    """Draw corners, and what Harris thinks of each pixel."""
    response = classic.harris(grey, k)
    found = classic.corners(response)
    scale = max(1e-12, np.percentile(np.abs(response), 99.5))
    map_of = np.rint(128 + 127 * np.clip(response / scale, -1, 1)).astype(np.uint8)
    beside(say, {say("harris_map"): map_of, say("corners"): figures.points(grey, found)})
    corner, edge = (
        theme.percent(float(share))
        for share in ((response > 0.01 * scale).mean(), (response < -0.01 * scale).mean())
    )
    panels.verdict(say("verdict_harris", count=len(found), corner=corner, edge=edge, k=k))


@cache.per_session
def survival(key: str, scale: float, _grey: NDArray[np.uint8]) -> dict[str, list[float]]:
    """Return which share of key points survives each turn, by detector."""
    return {name: classic.survival(_grey, name, scale) for name in classic.DETECTORS}


@cache.per_session
def matched(key: str, detector: str, angle: float, scale: float, _grey: NDArray[np.uint8]) -> classic.Matches:
    """Return the matches of a picture with its turned copy."""
    return classic.match(_grey, detector, angle, scale)


def draw_keypoints(
    say: Words, picture: inputs.Picture, grey: NDArray[np.uint8], detector: str, angle: float, scale: float
) -> None:
    """Draw the matches between photo and turned copy, and how many survive every turn."""
    found = matched(picture.key, detector, angle, scale, grey)
    a, b = found.points[found.pairs[:, 0]], found.turned_points[found.pairs[:, 1]]
    facts = {
        "name": detector.upper(),
        "points": len(found.points),
        "pairs": len(found.pairs),
        "right": int(found.right.sum()),
        "share": theme.percent(found.survival),
        "angle": angle,
        "scale": scale,
    }
    sheet = figures.pairs(grey, found.copy, a, b, found.right)
    panels.image(st, to_jpeg(sheet), width="stretch", alt=say("pairs_alt", **facts))
    panels.verdict(say("verdict_keypoints", **facts))
    with st.spinner(say("turning")):
        curves = survival(picture.key, scale, workable_copy(picture.key, CURVE_SIDE, picture))
    lines = {name.upper(): [100 * share for share in values] for name, values in curves.items()}
    figure = figures.curves(classic.ANGLES, lines, angle, say("axis_angle"), say("axis_survival"))
    told = ", ".join(f"{name} {min(v):.0f}–{max(v):.0f}%" for name, v in lines.items())
    panels.chart(figure, say("survival_alt", facts=told), "survival")
    st.caption(say("surf_note"))


DRAWN = {"sobel": draw_sobel, "canny": draw_canny, "harris": draw_harris, "keypoints": draw_keypoints}
