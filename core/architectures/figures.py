"""Charts of what was measured of the networks for garments."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from core.figures import theme

COLOURS = {"fashion_mlp": theme.PALETTE[3], "fashion_cnn": theme.MODEL}
"""one colour a network, on every chart and in every exhibit"""


@dataclass(frozen=True)
class Line:
    """A network on a chart: its title, its colour, and shares in 0..1."""

    title: str
    colour: str
    shares: NDArray[np.float64]


def by_shift(lines: Sequence[Line], x_title: str, y_title: str, hover: str) -> go.Figure:
    """Draw accuracy against the shift in pixels; `hover` is a sentence with {title}, {x} and {y}."""
    figure = go.Figure()
    for line in lines:
        points = np.round(line.shares * 100, 1)
        said = [
            hover.format(title=line.title, x=x, y=theme.percent(y))
            for x, y in enumerate(line.shares.tolist())
        ]
        figure.add_scatter(
            x=list(range(len(points))),
            y=points.tolist(),
            mode="lines+markers+text",
            text=[""] * (len(points) - 1) + [f"<b>{line.title} {points[-1]:.0f}%</b>"],
            textposition="middle right",
            textfont={"size": 16, "color": line.colour},
            line={"width": 4, "color": line.colour},
            marker={"size": 11},
            hovertext=said,
            hoverinfo="text",
            cliponaxis=False,
        )
    theme.layout(figure, height=340)
    figure.update_xaxes(
        title_text=x_title, range=[-0.1, len(points) + 0.7], tickvals=list(range(len(points)))
    )
    figure.update_yaxes(title_text=y_title, range=[0, 100], dtick=25, ticksuffix="%")
    return figure


def by_class(lines: Sequence[Line], names: Sequence[str], hover: str) -> go.Figure:
    """Draw each class's accuracy as one dot a network, the class that is hardest for the last one on top.

    `hover` is a sentence with {title}, {name} and {y}.
    """
    order = np.argsort(-lines[-1].shares, kind="stable")
    figure = go.Figure()
    for row, i in enumerate(order):
        ends = [line.shares[i] * 100 for line in lines]
        figure.add_shape(
            type="line", x0=min(ends), x1=max(ends), y0=row, y1=row, line={"width": 3, "color": theme.CONTEXT}
        )
    for line in lines:
        shares = line.shares[order]
        figure.add_scatter(
            x=np.round(shares * 100, 1).tolist(),
            y=list(range(len(order))),
            mode="markers",
            marker={"size": 15, "color": line.colour},
            hovertext=[
                hover.format(title=line.title, name=names[i], y=theme.percent(s))
                for i, s in zip(order, shares, strict=True)
            ],
            hoverinfo="text",
        )
    theme.layout(figure, height=420)
    for place, line in enumerate(lines):  # names of the dots, above the chart
        figure.add_annotation(
            x=place, y=1.09, xref="paper", yref="paper", xanchor=("left", "right")[place], showarrow=False,
            text=f"<b>● {line.title}</b>", font={"size": 16, "color": line.colour},
        )  # fmt: skip
    figure.update_layout(margin={"t": 40})
    figure.update_xaxes(
        range=[min(float(line.shares.min()) for line in lines) * 100 - 4, 101], ticksuffix="%"
    )
    figure.update_yaxes(tickvals=list(range(len(order))), ticktext=[names[i] for i in order], nticks=None)
    return figure
