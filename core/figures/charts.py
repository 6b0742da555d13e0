"""Charts that several lessons share."""

from collections.abc import Sequence

import plotly.graph_objects as go

from core.figures import theme


def ranked_bars(labels: Sequence[str], shares: Sequence[float], colour: str = theme.MODEL) -> go.Figure:
    """Draw shares in 0..1 as bars, the first on top, each name above its bar and the number at its end."""
    rows = list(range(len(labels)))
    figure = go.Figure(
        go.Bar(
            x=list(shares),
            y=rows,
            orientation="h",
            width=0.42,
            marker={"color": [colour] + [_fade(colour)] * (len(labels) - 1), "cornerradius": 6},
            text=[theme.percent(s) for s in shares],
            textposition="outside",
            textfont={"size": 16},
            hoverinfo="skip",
            cliponaxis=False,
        )
    )
    for row, label in zip(rows, labels, strict=True):
        figure.add_annotation(
            x=0,
            y=row,
            text=label,
            xanchor="left",
            yanchor="bottom",
            yshift=14,
            showarrow=False,
            font={"size": 16},
        )
    theme.layout(figure, height=60 + 62 * len(labels))
    figure.update_xaxes(range=[0, max(1.0, *shares) * 1.16], visible=False, fixedrange=True)
    figure.update_yaxes(range=[len(labels) - 0.5, -0.75], visible=False, fixedrange=True)
    return figure


def _fade(colour: str) -> str:
    r, g, b = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({r},{g},{b},0.5)"


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
