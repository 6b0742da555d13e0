"""Charts of a taught head: which class was taken for which, more photos, and how far is too far."""

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go

from core.figures import charts, theme
from core.transfer_learning.learning import Check, Curve


def curve(found: Curve, chance: float, photos: str, accuracy: str, guessing: str) -> go.Figure:
    """Draw accuracy in percent against photos a class, the band of most repetitions, and blind guessing."""
    x, top, bottom = found.sizes, found.high * 100, found.low * 100
    band = go.Scatter(
        x=[*x, *x[::-1]],
        y=[*top, *bottom[::-1]],
        fill="toself",
        fillcolor="rgba(0,114,178,0.18)",
        mode="lines",
        line={"width": 0},
        hoverinfo="skip",
    )
    line = go.Scatter(
        x=x,
        y=found.mean * 100,
        mode="lines+markers",
        line={"color": theme.MODEL, "width": 3},
        marker={"size": 10},
        hovertemplate="%{x}: %{y:.0f}%<extra></extra>",
    )
    figure = theme.layout(go.Figure([band, line]), height=340)
    figure.add_hline(chance * 100, line={"color": theme.CONTEXT, "dash": "dot"})
    figure.add_annotation(
        x=1, xref="paper", y=chance * 100, yshift=12, text=guessing, showarrow=False, font={"size": 14}
    )
    figure.update_xaxes(title_text=photos, tickvals=list(x), fixedrange=True)
    figure.update_yaxes(title_text=accuracy, range=[0, 104], fixedrange=True)
    return figure


def strip(
    check: Check, labels: Sequence[str], distance: float, limit: float, words: tuple[str, str, str]
) -> go.Figure:
    """Draw the distances of the learner's photos, a row a class, the limit, and the picture in question.

    `words`: the axis, the limit and the picture.
    """
    axis, limit_word, picture_word = words
    lift = np.random.default_rng(0).uniform(-0.22, 0.22, len(check.truth))
    own = go.Scatter(
        x=check.distances,
        y=check.truth + lift,
        mode="markers",
        marker={"size": 11, "color": theme.LEARNER, "opacity": 0.75},
        hovertemplate="%{x:.2f}<extra></extra>",
    )
    rows = len(labels)
    this = go.Scatter(
        x=[distance],
        y=[rows],
        mode="markers+text",
        text=[picture_word],
        textposition="middle left" if distance > 0.5 * max(distance, *check.distances) else "middle right",
        textfont={"size": 15},
        marker={"size": 18, "color": theme.MODEL, "symbol": "diamond"},
        hovertemplate="%{x:.2f}<extra></extra>",
    )
    figure = theme.layout(go.Figure([own, this]), height=90 + 56 * (rows + 1))
    if limit < 2:
        line = {"color": theme.CONTEXT, "dash": "dash", "width": 2}
        figure.add_vline(
            limit, line=line, annotation_text=limit_word, annotation_position="top", annotation_font_size=14
        )
    figure.update_xaxes(title_text=axis, rangemode="tozero", fixedrange=True)
    figure.update_layout(margin={"t": 28})
    ticks = {"tickvals": list(range(rows)), "ticktext": [charts.short(label) for label in labels]}
    figure.update_yaxes(range=[rows + 0.6, -0.8], fixedrange=True, showgrid=False, **ticks)
    return figure
