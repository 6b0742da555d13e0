"""Charts of how good a generator is."""

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from core.figures import theme
from core.gan.history import Bold


def histogram(counts: NDArray[np.int64], names: Sequence[str], least: float) -> go.Figure:
    """Draw how many samples each class has (n,); those below `least` of their fair part are marked with ✕.

    The numbers stand in a column: at the ends of the bars the line of the fair part ran through them.
    """
    fair = counts.sum() / len(counts)
    gone = counts < least * fair
    bars = go.Bar(
        x=counts,
        y=list(names),
        orientation="h",
        marker={"color": [theme.BAD if missing else theme.MODEL for missing in gone]},
        hovertemplate="%{y}: %{x}<extra></extra>",
    )
    figure = theme.layout(go.Figure(bars), height=380)
    figure.add_vline(fair, line={"color": theme.CONTEXT, "dash": "dot", "width": 2}, layer="below")
    said = {"x": 1, "xref": "paper", "xanchor": "left", "xshift": 8, "showarrow": False, "font_size": 14}
    for name, n, missing in zip(names, counts, gone, strict=True):
        figure.add_annotation(y=name, text=f"✕ {n}" if missing else str(n), **said)
    figure.update_layout(margin={"r": 56})
    figure.update_xaxes(visible=False, range=[0, max(int(counts.max()), fair)], fixedrange=True)
    figure.update_yaxes(autorange="reversed", fixedrange=True, nticks=len(names))
    return figure


def bold(measured: Bold, now: float, titles: tuple[str, str]) -> go.Figure:
    """Draw the Fréchet distance at each ψ, and where ψ is `now`."""
    line = go.Scatter(
        x=measured.psi,
        y=measured.distances,
        mode="lines+markers",
        line={"color": theme.MODEL, "width": 3},
        marker={"size": 8},
        hovertemplate="ψ %{x}: %{y:.1f}<extra></extra>",
    )
    figure = theme.layout(go.Figure(line), height=380)
    figure.add_vline(now, line={"color": theme.LEARNER, "width": 2})
    figure.update_xaxes(title_text=titles[0], range=[0, 2.1], fixedrange=True)
    figure.update_yaxes(title_text=titles[1], rangemode="tozero", fixedrange=True)
    return figure
