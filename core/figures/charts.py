"""Charts that several lessons share."""

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from core.figures import theme


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
            textposition=_beside(x, y),
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


def _beside(x: Sequence[float], y: Sequence[float]) -> list[str]:
    """Place each name above its point, or on the free side where another point is near."""
    spots = {"top center": (0, 1), "bottom center": (0, -1), "middle right": (1, 0), "middle left": (-1, 0)}
    across = np.log10(np.asarray(x)) / 0.25  # a name is about this wide and 5% of accuracy high
    up = np.asarray(y) / 5
    taken = list(zip(across, up, strict=True))
    chosen = []
    for a, b in zip(across, up, strict=True):
        room = {
            spot: min(np.hypot(a + dx - p, b + dy - q) for p, q in taken) for spot, (dx, dy) in spots.items()
        }
        chosen.append(max(room, key=lambda spot: round(min(room[spot], 1.0), 1)))
        dx, dy = spots[chosen[-1]]
        taken.append((a + dx, b + dy))
    return chosen


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
        z=np.sqrt(shares),  # else the mistakes, a few in a hundred, could not be told from none
        text=text,
        texttemplate="%{text}",
        textfont={"size": 15},
        hovertext=hover,
        hovertemplate="%{hovertext}<extra></extra>" if hover else "%{y} → %{x}: %{text}<extra></extra>",
        colorscale=[[0, "#E3EAF1"], [1, theme.MODEL]],
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
