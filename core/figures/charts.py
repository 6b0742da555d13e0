"""Charts that several lessons share."""

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go

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
            hovertemplate="%{text}<br>%{x:.1f} M · %{y:.1f} %<extra></extra>",
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
    across = np.log10(np.asarray(x)) / 0.25  # a name is about this wide and 5 % of accuracy high
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
