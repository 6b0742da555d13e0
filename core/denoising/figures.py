"""Charts of the lesson."""

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go

from core.denoising.latent import in_tenths
from core.figures import theme

GROUPED = 5
"""quantiles that make one step of a histogram"""


def errors(usual: np.ndarray, mine: float, names: tuple[str, str], title: str) -> go.Figure:
    """Draw how the errors of known pictures spread, by their quantiles (n,), and where one picture lies.

    `names` are those of the known pictures and of the one; the axis is logarithmic.
    """
    edges = np.log10(np.maximum(usual[::GROUPED], 1e-6))
    widths = np.maximum(np.diff(edges), 1e-3)
    height = 1 / len(widths) / widths
    steps = go.Scatter(
        x=10 ** np.repeat(edges, 2),
        y=np.concatenate([[0], np.repeat(height, 2), [0]]),
        mode="lines",
        fill="tozeroy",
        line={"color": theme.CONTEXT, "width": 1},
        hoverinfo="skip",
    )
    figure = theme.layout(go.Figure(steps), height=230)
    figure.add_vline(x=mine, line={"color": theme.LEARNER, "width": 4})
    top = float(height.max())
    middle = float(usual[len(usual) // 2])
    # Each name stands on its own side of the line, the picture's never beyond the axis.
    note = {"showarrow": False, "font_size": 15}
    right = mine >= middle
    away = "right" if right else "left"
    figure.add_annotation(x=np.log10(max(middle, 1e-6)), y=top * 0.35, text=names[0], xanchor=away, **note)
    side = "left" if right == (usual[0] < mine < usual[-1]) else "right"
    note |= {"font_color": theme.LEARNER, "xanchor": side, "xshift": 8 if side == "left" else -8}
    figure.add_annotation(x=np.log10(max(mine, 1e-6)), y=top * 1.1, text=names[1], **note)
    low, high = min(usual[0], mine), max(usual[-1], mine)
    figure.update_xaxes(
        title_text=title,
        type="log",
        tickvals=[0.001, 0.003, 0.01, 0.03, 0.1, 0.3],
        ticktext=["0.001", "0.003", "0.01", "0.03", "0.1", "0.3"],
        range=[np.log10(max(low, 1e-6)) - 0.25, np.log10(high) + 0.25],
        fixedrange=True,
    )
    figure.update_yaxes(visible=False, range=[0, top * 1.2], fixedrange=True)
    return figure


def few_labels(labels: Sequence[int], curves: dict[str, np.ndarray], titles: tuple[str, str]) -> go.Figure:
    """Draw accuracies (labels, seeds) in 0..1 by name over the number of labels: means, lowest to highest."""
    figure = go.Figure()
    for (name, values), colour in zip(curves.items(), (theme.MODEL, theme.CONTEXT), strict=True):
        points = np.asarray(values) * 100
        red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
        figure.add_scatter(
            x=[*labels, *reversed(labels)],
            y=[*points.max(1), *points.min(1)[::-1]],
            mode="lines",
            fill="toself",
            fillcolor=f"rgba({red},{green},{blue},0.18)",
            line={"width": 0},
            hoverinfo="skip",
        )
        figure.add_scatter(
            x=list(labels),
            y=points.mean(1),
            mode="lines+markers+text",
            text=[*[""] * (len(labels) - 1), f" {name}"],
            textposition="middle right",
            textfont={"size": 15, "color": colour},
            line={"color": colour, "width": 4},
            marker={"size": 9, "color": colour},
            hovertemplate="%{x:,}: %{y:.1f}%<extra></extra>",
            cliponaxis=False,
        )
    theme.layout(figure, height=380)
    figure.update_layout(margin={"r": 170})
    ticks = {"tickvals": labels[::2], "ticktext": [f"{n:,}" for n in labels[::2]], "tickangle": 0}
    figure.update_xaxes(title_text=titles[0], type="log", fixedrange=True, **ticks)
    figure.update_yaxes(title_text=titles[1], fixedrange=True)
    return figure


def costs(
    names: Sequence[str], terms: Sequence[tuple[float, float | None]], titles: Sequence[str]
) -> go.Figure:
    """Draw the terms of −ELBO in nats as bars, one below the other: rebuilding, then divergence, in tenths.

    `names` are those of the rows from above, `terms` their two numbers (the second None where there is none),
    `titles` the names of rebuilding, of the divergence, and of the axis.
    """
    rows = [f"{name}  " for name in names]
    figure = go.Figure()
    for at, (title, colour) in enumerate(zip(titles[:2], (theme.MODEL, theme.PALETTE[4]), strict=True)):
        values = [pair[at] or 0 for pair in terms]
        hover = f"{title}: %{{x:.1f}}<extra></extra>"
        figure.add_bar(
            y=rows, x=values, orientation="h", marker_color=colour, width=0.62, hovertemplate=hover
        )
    totals = [sum(value or 0 for value in pair) for pair in terms]
    for row, (first, second) in zip(rows, terms, strict=True):
        one, other, both = in_tenths(first, second or 0)
        said = f"{one:.1f}" if second is None else f"{one:.1f} + {other:.1f} = <b>{both:.1f}</b>"
        white = {"size": 15, "color": "white"}
        figure.add_annotation(x=0, y=row, text=said, showarrow=False, xanchor="left", xshift=8, font=white)
    theme.layout(figure, height=70 + 52 * len(rows))
    figure.update_layout(barmode="stack")
    figure.update_xaxes(title_text=titles[2], range=[0, 1.02 * max(totals)], fixedrange=True)
    figure.update_yaxes(autorange="reversed", fixedrange=True, tickmode="array", tickvals=rows)
    return figure


def losses(values: Sequence[float], titles: tuple[str, str]) -> go.Figure:
    """Draw a loss that falls during a training."""
    line = {"color": theme.MODEL, "width": 3}
    figure = theme.layout(go.Figure(go.Scatter(y=list(values), mode="lines", line=line)), height=260)
    figure.update_xaxes(title_text=titles[0], fixedrange=True)
    figure.update_yaxes(title_text=titles[1], rangemode="tozero", fixedrange=True)
    return figure
