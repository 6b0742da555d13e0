"""Charts that several lessons share."""

from collections.abc import Sequence

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
            textposition="top center",
            textfont={"size": 14},
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
