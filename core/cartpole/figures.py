"""Charts of the cart-pole lesson."""

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from core.figures import theme


def survival_curve(
    values: NDArray[np.floating],
    steps: NDArray[np.floating],
    trained: tuple[float, str],
    now: tuple[float, str],
    x_title: str,
    y_title: str,
) -> go.Figure:
    """Draw mean steps (n,) over values (n,) of a quantity; `trained` and `now`: a value and its word."""
    figure = go.Figure(
        go.Scatter(
            x=values,
            y=steps,
            mode="lines+markers",
            line={"width": 3, "color": theme.MODEL},
            marker={"size": 8},
            fill="tozeroy",
            fillcolor="rgba(0, 114, 178, 0.1)",
            hovertemplate="%{x}: %{y:.0f}<extra></extra>",
            cliponaxis=False,
        )
    )
    theme.layout(figure, height=300)
    figure.update_layout(margin={"t": 34})
    _mark(figure, *trained, theme.CONTEXT, "dot")
    if now[0] != trained[0]:
        _mark(figure, *now, theme.LEARNER, "solid")
    span = float(values[-1] - values[0])
    ends = [min(values[0], now[0]) - 0.02 * span, max(values[-1], now[0]) + 0.02 * span]
    figure.update_xaxes(title_text=x_title, range=ends, fixedrange=True)
    figure.update_yaxes(title_text=y_title, range=[0, 520], fixedrange=True)
    return figure


def _mark(figure: go.Figure, place: float, word: str, colour: str, dash: str) -> None:
    figure.add_vline(x=place, line={"color": colour, "width": 2, "dash": dash})
    figure.add_annotation(
        x=place,
        y=1,
        yref="paper",
        yanchor="bottom",
        text=word,
        showarrow=False,
        font={"size": 14, "color": colour},
    )
