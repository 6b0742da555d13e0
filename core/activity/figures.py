"""Charts of one window and of the models: gravity and body, rhythm, features, filters, gates, confusion."""

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray
from plotly.subplots import make_subplots

from core.figures import charts, theme

AXIS_COLOURS = {"x": theme.CONTEXT, "y": "#9A7D0A", "z": "#8E6BC9"}
"""as in the exhibits; x is grey: a chart does not know whether the page is dark"""


def gravity_and_body(
    time_s: NDArray, gravity_g: NDArray, body_g: NDArray, titles: tuple[str, str], x_title: str, y_title: str
) -> go.Figure:
    """Draw gravity (N, 3) above the body's movement (N, 3), both in g."""
    figure = make_subplots(2, 1, shared_xaxes=True, vertical_spacing=0.14, subplot_titles=titles)
    for row, values in enumerate((gravity_g, body_g), 1):
        ends = charts.apart(values[-1].tolist(), 0.14 * float(np.ptp(values)))
        for c, (axis, colour) in enumerate(AXIS_COLOURS.items()):
            line = {"color": colour, "width": 3}
            figure.add_scatter(x=time_s, y=values[:, c], name=axis, line=line, row=row, col=1)
            _name_line(figure, time_s[-1], ends[c], axis, colour, row)
    theme.layout(figure, height=460)
    figure.update_layout(margin={"t": 32, "r": 44})
    figure.update_annotations(selector={"showarrow": False, "xanchor": "center"}, font={"size": 16})
    figure.update_xaxes(title_text=x_title, row=2, col=1)
    figure.update_yaxes(title_text=y_title)
    return figure


def _name_line(figure: go.Figure, x: float, y: float, axis: str, colour: str, row: int) -> None:
    figure.add_annotation(
        x=x,
        y=y,
        text=charts.named(axis, colour),
        showarrow=False,
        xanchor="left",
        xshift=6,
        font={"size": 16},
        row=row,
        col=1,
    )


def spectrum(hz: NDArray, amplitude_g: NDArray, x_title: str, y_title: str) -> go.Figure:
    """Draw how strong each rhythm (F,) is; the strongest is named."""
    best = int(amplitude_g.argmax())
    colours = [theme.LEARNER if i == best else theme.MODEL for i in range(len(hz))]
    figure = go.Figure(go.Bar(x=hz, y=amplitude_g, marker={"color": colours, "line": {"width": 0}}))
    theme.layout(figure, height=360)
    figure.add_annotation(
        x=hz[best],
        y=amplitude_g[best],
        text=f"<b>{theme.number(hz[best])} Hz</b>",
        showarrow=False,
        yshift=14,
        font={"color": theme.LEARNER, "size": 17},
    )
    figure.update_layout(bargap=0.15, margin={"t": 30})
    figure.update_xaxes(title_text=x_title)
    figure.update_yaxes(title_text=y_title, rangemode="tozero")
    return figure


def pushes(names: Sequence[str], values: NDArray, x_title: str) -> go.Figure:
    """Draw how far each feature pushes to (blue, right) or from (grey, left) the answer, the first on top."""
    colours = [theme.MODEL if value >= 0 else theme.CONTEXT for value in values]
    text = [theme.number(value, 1) if value < 0 else f"+{value:.1f}" for value in values]
    figure = go.Figure(
        go.Bar(
            x=values,
            y=list(names),
            orientation="h",
            marker={"color": colours},
            text=text,
            textposition="outside",
            textfont={"size": 14},
            cliponaxis=False,
        )
    )
    theme.layout(figure, height=60 + 36 * len(names))
    figure.update_layout(bargap=0.3, margin={"r": 48})
    figure.update_xaxes(title_text=x_title)
    figure.update_yaxes(autorange="reversed", nticks=len(names))
    return figure


def filters(weights: NDArray, titles: Sequence[str], rows: Sequence[str]) -> go.Figure:
    """Draw filters (F, channels, K) as maps around 0, red above, blue below; `rows` name the channels."""
    across = 8
    down = -(-len(weights) // across)
    figure = make_subplots(
        down, across, subplot_titles=list(titles), horizontal_spacing=0.012, vertical_spacing=0.09
    )
    limit = float(np.abs(weights).max())
    for i, one in enumerate(weights):
        figure.add_heatmap(
            z=one,
            y=list(rows),
            colorscale=theme.DIVERGING,
            reversescale=True,
            zmid=0,
            zmin=-limit,
            zmax=limit,
            showscale=False,
            hovertemplate="%{y} · %{x}: %{z:.2f}<extra></extra>",
            row=i // across + 1,
            col=i % across + 1,
        )
    theme.layout(figure, height=150 * down + 40)
    figure.update_layout(margin={"t": 28})
    figure.update_annotations(font={"size": 14})
    figure.update_xaxes(visible=False)
    figure.update_yaxes(autorange="reversed", showticklabels=False, ticks="")
    figure.update_yaxes(showticklabels=True, nticks=2 * len(rows), tickfont={"size": 13}, col=1)
    return figure


def gates(opened: NDArray, seconds: NDArray, zero_centred: bool, x_title: str, y_title: str) -> go.Figure:
    """Draw (T, units) over time: a row a memory, sorted by when it is largest."""
    order = np.argsort(opened.argmax(0), kind="stable")
    scale = (
        {"colorscale": theme.DIVERGING, "reversescale": True, "zmid": 0}
        if zero_centred
        else {"colorscale": theme.SEQUENTIAL, "zmin": 0, "zmax": 1}
    )
    heat = go.Heatmap(
        x=seconds,
        z=opened.T[order],
        **scale,
        colorbar={"thickness": 14, "tickfont": {"size": 14}},
        hovertemplate="%{x:.2f}: %{z:.2f}<extra></extra>",
    )
    figure = theme.layout(go.Figure(heat), height=430)
    figure.update_xaxes(title_text=x_title)
    figure.update_yaxes(title_text=y_title, showticklabels=False)
    return figure
