"""Charts that several lessons share."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from core.figures import theme

INK, FULLEST = "#111111", theme.PALETTE[5]
"""of numbers in squares, and of the fullest square: dark figures are read on every shade, also in the dark"""


def dots(
    x: Sequence[float],
    y: Sequence[float],
    labels: Sequence[str],
    filled: Sequence[bool],
    x_title: str,
    y_title: str,
) -> go.Figure:
    """Draw named points on a logarithmic x axis; open ones are those that are not at hand."""
    figure = go.Figure(
        go.Scatter(
            x=list(x),
            y=list(y),
            mode="markers+text",
            text=list(labels),
            textposition=_beside(x, y, labels),
            textfont={"size": 14, "color": theme.CONTEXT},
            marker={
                "size": 14,
                "symbol": ["circle" if f else "circle-open" for f in filled],
                "color": theme.MODEL,
                "line": {"width": 2},
            },
            hovertemplate="%{text}<br>%{x:.1f} M · %{y:.1f}%<extra></extra>",
            cliponaxis=False,
        )
    )
    theme.layout(figure, height=420)
    figure.update_xaxes(
        title_text=x_title, type="log", tickvals=[1, 2, 5, 10, 20, 50, 100, 200], fixedrange=True
    )
    figure.update_yaxes(title_text=y_title, fixedrange=True)
    return figure


PLOT_PX, LETTER_PX, LINE_PX = (620, 330), 7.8, 19
"""the size of the plot of `dots` on a small laptop, and of its letters: wider, names are further apart"""
SPOTS = {
    "top center": (0, 1),
    "bottom center": (0, -1),
    "middle right": (1, 0),
    "middle left": (-1, 0),
    "top right": (1, 1),
    "top left": (-1, 1),
    "bottom right": (1, -1),
    "bottom left": (-1, -1),
}
"""where a name may stand beside its point, to the right and up"""
Box = tuple[float, float, float, float]


def name_box(point: tuple[float, float], name: str, spot: str) -> Box:
    """Return the place of a name beside a point in pixels: left, bottom, right, top."""
    (x, y), (across, up), wide = point, SPOTS[spot], LETTER_PX * len(name)
    left = x - wide / 2 if not across else x + 10 if across > 0 else x - 10 - wide
    bottom = y - LINE_PX / 2 if not up else y + 6 if up > 0 else y - 6 - LINE_PX
    return left, bottom, left + wide, bottom + LINE_PX


def covers(a: Box, b: Box) -> bool:
    """Tell whether two boxes overlap."""
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def in_pixels(x: Sequence[float], y: Sequence[float]) -> list[tuple[float, float]]:
    """Return about where points stand on the chart of `dots`, in pixels."""
    spread = [(v - v.min()) / max(float(np.ptp(v)), 1e-9) for v in (np.log10(np.asarray(x)), np.asarray(y))]
    return [(a * PLOT_PX[0], b * PLOT_PX[1]) for a, b in zip(*spread, strict=True)]


def _beside(x: Sequence[float], y: Sequence[float], labels: Sequence[str]) -> list[str]:
    """Place each name on the first side of its point where it covers the fewest points and names."""
    points = in_pixels(x, y)
    taken: list[Box] = [(a - 8, b - 8, a + 8, b + 8) for a, b in points]
    chosen = []
    for point, label in zip(points, labels, strict=True):
        boxes = {spot: name_box(point, label, spot) for spot in SPOTS}
        outside = {spot: box[2] > PLOT_PX[0] + 20 for spot, box in boxes.items()}
        met = {spot: sum(covers(box, other) for other in taken) for spot, box in boxes.items()}
        chosen.append(min(boxes, key=lambda spot: met[spot] + outside[spot]))
        taken.append(boxes[chosen[-1]])
    return chosen


def named(name: str, colour: str, mark: str = "●") -> str:
    """Return what stands at a line: a mark in its colour, and its name in the page's own ink."""
    return f"<span style='color:{colour}'>{mark}</span> <b>{name}</b>"


def apart(values: Sequence[float], room: float) -> list[float]:
    """Return the values moved up so that neighbours, such as the names of lines' ends, are `room` apart."""
    order = np.argsort(values, kind="stable")
    moved = np.asarray(values, float)
    for below, above in pairwise(order):
        moved[above] = max(moved[above], moved[below] + room)
    return moved.tolist()


def confusion(
    counts: NDArray[np.int64],
    names: Sequence[str],
    answer_title: str,
    truth_title: str,
    text: Sequence[Sequence[str]] | None = None,
    hover: Sequence[Sequence[str]] | None = None,
    height: int = 430,
) -> go.Figure:
    """Draw how often each class (row) got each answer (column), counts (n, n), coloured by share of the row.

    `text` stands in the squares (percent if there is none), `hover` is a sentence for every square.
    """
    shares = counts / np.maximum(counts.sum(1, keepdims=True), 1)
    if text is None:
        unit = "%" if len(names) <= 6 else ""
        text = [[f"{share * 100:.0f}{unit}" if share >= 0.005 else "" for share in row] for row in shares]
    labels = [short(name) for name in names]
    heat = go.Heatmap(
        x=labels,
        y=labels,
        z=np.where(
            shares < 0.005, np.nan, np.sqrt(shares)
        ),  # square roots: else the mistakes, a few in a hundred, could not be told from none
        text=text,
        texttemplate="%{text}",
        textfont={"size": 15, "color": INK},
        hovertext=hover,
        hovertemplate="%{hovertext}<extra></extra>" if hover else "%{y} → %{x}: %{text}<extra></extra>",
        colorscale=[[0, "#E3EAF1"], [1, FULLEST]],
        zmin=0,
        zmax=1,
        showscale=False,
        xgap=3,
        ygap=3,
    )
    figure = theme.layout(go.Figure(heat), height=height)
    axes = {"nticks": len(names), "showgrid": False, "ticks": "", "fixedrange": True, "type": "category"}
    figure.update_xaxes(title_text=answer_title, side="top", **axes)
    figure.update_yaxes(title_text=truth_title, autorange="reversed", **axes)
    return figure


def short(label: str) -> str:
    """Return a label that fits beside a chart and shows as it is: Plotly reads some HTML."""
    shown = label if len(label) <= 12 else label[:11] + "…"
    return shown.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
