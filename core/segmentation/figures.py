"""Colours of classes, and pictures of what was found."""

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from core.figures import theme

COLOURS = {
    "sky": "#9CCBEB",
    "building": "#B5651D",
    "pole": "#F0E442",
    "road": "#7D6B91",
    "pavement": "#E7A6C4",
    "tree": "#2E8B57",
    "sign": "#D55E00",
    "fence": "#8D8F35",
    "car": "#0072B2",
    "pedestrian": "#CC3311",
    "cyclist": "#009E73",
    "background": "#8C96A3",
    "person": "#CC3311",
    "skin": "#E6A57E",
    "hair": "#5B3A29",
    "top": "#0072B2",
    "outerwear": "#56B4E9",
    "dress": "#CC79A7",
    "trousers": "#009E73",
    "skirt": "#E69F00",
    "legwear": "#6E4FA3",
    "shoes": "#D55E00",
    "bag": "#B22222",
    "accessory": "#F0E442",
    "cat": "#2F6F8F",
    "dog": "#A8518A",
}
"""of classes that keep theirs everywhere"""
WHEEL = (
    *("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#7F6A00", "#6E4FA3"),
    *("#B22222", "#3F7F3F", "#00A3A3", "#A0522D", "#5A6E9E", "#C71585", "#6B8E23", "#4B0082"),
)
"""of all others, in turns"""
LEGEND = {
    "orientation": "h",
    "y": 1.02,
    "x": 0,
    "yanchor": "bottom",
    "font": {"size": 15},
    "traceorder": "reversed",
}
WORN = (
    "skin",
    "hair",
    "top",
    "outerwear",
    "dress",
    "trousers",
    "skirt",
    "legwear",
    "shoes",
    "bag",
    "accessory",
)
"""what makes up a person, for a network that tells clothes apart"""
THINGS = ("person", "pedestrian", "cyclist", "car", "bus", "cat", "dog", "bird", "horse", "sign", "tree")
"""what a cut-out keeps at first, the first of them that is large enough"""


def colours(labels: tuple[str, ...]) -> list[str]:
    """Return one colour a label, "#rrggbb"."""
    return [COLOURS.get(label, WHEEL[i % len(WHEEL)]) for i, label in enumerate(labels)]


def focus(labels: tuple[str, ...], shares: NDArray[np.floating], least: float = 0.01) -> int:
    """Return the class to cut out at first: a thing with at least this share, else the largest class.

    Where a person is many classes, these count together, and the largest of them stands for all.
    """
    person = worn(labels) if "skin" in labels else []
    pets = max((shares[labels.index(name)] for name in ("cat", "dog") if name in labels), default=0)
    if person and sum(shares[i] for i in person) >= max(least, pets):
        return max(person, key=lambda i: shares[i])
    things = [labels.index(name) for name in THINGS if name in labels]
    large = [i for i in things if shares[i] >= least]
    others = np.array(
        [0 if label == "background" else share for label, share in zip(labels, shares, strict=True)]
    )
    return large[0] if large else int(others.argmax())


def together(labels: tuple[str, ...], focus: int) -> list[int]:
    """Return the classes that belong to the thing `focus` is of: all of a person's clothes, else it alone."""
    return worn(labels) if labels[focus] in WORN else [focus]


def worn(labels: tuple[str, ...]) -> list[int]:
    """Return the classes that make up a person."""
    return [i for i, name in enumerate(labels) if name in WORN]


def confidence_scale() -> list[int]:
    """Return 64 colours from unsure (dark) to sure (bright), red, green and blue in turns: cividis."""
    from plotly.colors import sample_colorscale, unlabel_rgb

    sampled = sample_colorscale("Cividis", np.linspace(0, 1, 64).tolist())
    return [round(v) for colour in sampled for v in unlabel_rgb(colour)]


def overlay(
    rgb: NDArray[np.uint8],
    class_map: NDArray[np.integer],
    palette: list[str],
    opacity: float = 0.6,
    clear: int = -1,
) -> NDArray[np.uint8]:
    """Return a photo (H, W, 3) under the colours of its classes (H, W); class `clear` gets none."""
    table = np.array([[int(c[i : i + 2], 16) for i in (1, 3, 5)] for c in palette], np.float32)
    mixed = rgb + opacity * (table[class_map] - rgb)
    return np.where((class_map == clear)[..., None], rgb, mixed.round()).astype(np.uint8)


def class_scores(
    names: list[str],
    shares: NDArray[np.floating],
    iou: NDArray[np.floating],
    share_title: str,
    iou_title: str,
) -> go.Figure:
    """Draw each class's share of the pixels (grey) and its IoU (blue), the largest class first."""
    order = np.argsort(shares, kind="stable")
    called = [names[i] for i in order]
    figure = go.Figure()
    for values, title, colour in ((iou, iou_title, theme.MODEL), (shares, share_title, theme.CONTEXT)):
        known = np.nan_to_num(values[order])
        figure.add_bar(
            y=called,
            x=known * 100,
            orientation="h",
            name=title,
            marker_color=colour,
            text=[theme.percent(v) for v in known],
            textposition="outside",
            textfont={"size": 14},
            cliponaxis=False,
            hovertemplate="%{y}: %{text}<extra>" + title + "</extra>",
        )
    theme.layout(figure, height=64 + 42 * len(names))
    figure.update_layout(showlegend=True, barmode="group", bargap=0.25, legend=LEGEND)
    figure.update_xaxes(range=[0, 116], ticksuffix="%", fixedrange=True)
    figure.update_yaxes(nticks=len(names), fixedrange=True)
    return figure


def boxed(rgb: NDArray[np.uint8], xyxy: NDArray[np.floating]) -> NDArray[np.uint8]:
    """Return a photo (H, W, 3) with boxes (n, 4) in the model's blue, ringed with white."""
    from PIL import Image, ImageDraw

    picture = Image.fromarray(rgb)
    pen, wide = ImageDraw.Draw(picture), max(2, round(max(rgb.shape) / 160))
    for x0, y0, x1, y1 in xyxy.tolist():
        pen.rectangle((x0 - 1, y0 - 1, x1 + 1, y1 + 1), outline="#FFFFFF", width=wide + 2)
        pen.rectangle((x0, y0, x1, y1), outline=theme.MODEL, width=wide)
    return np.asarray(picture)
