"""Charts of the lesson."""

from collections.abc import Mapping, Sequence

import numpy as np
import plotly.graph_objects as go

from core.figures import theme
from core.style_transfer.gatys import Losses


def losses(history: Sequence[Losses], names: tuple[str, str], axis: str) -> go.Figure:
    """Draw both losses over the steps; `names` are the content's and the style's."""
    figure = theme.layout(go.Figure(), height=260)
    steps = list(range(len(history)))
    curves = ([loss.content for loss in history], [loss.style for loss in history])
    for values, name, colour in zip(curves, names, (theme.LEARNER, theme.MODEL), strict=True):
        figure.add_scatter(x=steps, y=values, mode="lines", line={"color": colour, "width": 3}, name=name)
        at = len(values) // 3
        figure.add_annotation(
            x=at, y=values[at], text=name, showarrow=False, yshift=14, xanchor="left", font_color=colour
        )
    figure.update_xaxes(title_text=axis)
    figure.update_yaxes(rangemode="tozero")
    return figure


def gram(matrix: np.ndarray, most: float) -> go.Figure:
    """Draw a Gram matrix (C, C) as a map, `most` being its brightest value."""
    heat = go.Heatmap(z=np.sqrt(np.abs(matrix)), zmin=0, zmax=most**0.5, showscale=False, hoverinfo="skip")
    heat.colorscale = theme.SEQUENTIAL
    figure = theme.layout(go.Figure(heat), height=280)
    figure.update_xaxes(visible=False, constrain="domain")
    figure.update_yaxes(visible=False, autorange="reversed", scaleanchor="x", constrain="domain")
    return figure


def distances(named: Mapping[str, float], axis: str) -> go.Figure:
    """Draw how far styles are from a picture's: the first, its own pieces', in the model's colour."""
    names, far = list(named), list(named.values())
    colours = [theme.MODEL] + [theme.CONTEXT] * (len(names) - 1)
    bars = go.Bar(
        y=names,
        x=far,
        orientation="h",
        marker_color=colours,
        text=[theme.number(value, 2) for value in far],
        textposition="outside",
        cliponaxis=False,
    )
    figure = theme.layout(go.Figure(bars), height=60 + 44 * len(names))
    figure.update_yaxes(autorange="reversed", fixedrange=True)
    figure.update_xaxes(title_text=axis, range=[0, max(far) * 1.18 + 1e-6], fixedrange=True)
    return figure
