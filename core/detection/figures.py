"""The charts of the detection lesson."""

from collections.abc import Mapping

import numpy as np
import plotly.graph_objects as go

from core.detection.history import PAPERS
from core.detection.loss_weighting import Guess
from core.detection.truth import Trade
from core.figures import theme
from core.figures.charts import named

BESIDE = 0.012
"""so much lower is a precision curve drawn for each before it that is the same: they lie side by side"""


def precision_recall(curves: Mapping[str, tuple[np.ndarray, np.ndarray]], x: str, y: str) -> go.Figure:
    """Draw recall (n,) and precision (n,) of each named class as steps, named at the end."""
    figure, drawn = go.Figure(), []
    for (name, (recall, precision)), colour in zip(curves.items(), theme.PALETTE * 5, strict=False):
        last = int(np.argmax(recall)) + 1  # what comes later finds nothing more
        reached, best = np.append(0, recall[:last]), np.append(precision[:1], precision[:last])
        line = reached.tolist(), best.tolist()
        figure.add_scatter(
            x=reached,
            y=best - BESIDE * drawn.count(line),
            customdata=best,
            name=name,
            mode="lines+markers+text",
            text=[*[""] * last, "<br>" * len(figure.data) + named(name, colour)],
            textposition="bottom left",
            textfont={"size": 14},
            line={"color": colour, "width": 3},
            marker={"size": 7},
            hovertemplate="%{x:.2f} · %{customdata:.2f}<extra>" + name + "</extra>",
            cliponaxis=False,
        )
        drawn.append(line)
    theme.layout(figure, 320)
    figure.update_xaxes(title_text=x, range=[0, 1.04], fixedrange=True)
    figure.update_yaxes(title_text=y, range=[0, 1.06], fixedrange=True)
    return figure


def f1(trade: Trade, score: float, x: str, y: str) -> go.Figure:
    """Draw F1 against the score threshold, with a line where the learner stands."""
    at = np.linspace(0.01, 0.99, 99)
    figure = go.Figure(
        go.Scatter(
            x=at,
            y=[trade.at(float(s)) for s in at],
            mode="lines",
            line={"color": theme.MODEL, "width": 3, "shape": "hv"},
            hovertemplate="%{x:.2f} · %{y:.2f}<extra></extra>",
        )
    )
    figure.add_scatter(
        x=[score],
        y=[trade.at(score)],
        mode="markers",
        marker={"size": 16, "color": theme.LEARNER},
        hoverinfo="skip",
        cliponaxis=False,
    )
    theme.layout(figure, 260)
    figure.update_xaxes(title_text=x, range=[0, 1], fixedrange=True)
    figure.update_yaxes(title_text=y, range=[0, 1.06], fixedrange=True)
    return figure


def balance(guesses: Mapping[str, Guess], alpha: float, x: str, y: str) -> go.Figure:
    """Draw each named guess's loss against α, with a dot at the chosen one; names stand away from it."""
    at, upper = np.linspace(0, 1, 51), max(guesses.values(), key=lambda guess: guess.loss(alpha))
    figure, end = go.Figure(), 0 if alpha > 0.5 else 1
    chosen = [guess.loss(alpha) for guess in guesses.values()]
    context = {"color": theme.CONTEXT, "dash": "dot"}
    figure.add_scatter(x=[alpha] * len(chosen), y=chosen, mode="lines", line=context, hoverinfo="skip")
    for (name, guess), colour in zip(guesses.items(), (theme.PALETTE[0], theme.PALETTE[3]), strict=True):
        figure.add_scatter(
            x=at,
            y=[guess.loss(a) for a in at],
            mode="lines",
            line={"color": colour, "width": 3},
        )
        figure.add_scatter(
            x=[alpha],
            y=[guess.loss(alpha)],
            mode="markers+text",
            text=[f"<b>{guess.loss(alpha):.2f}</b>"],
            textposition="top center" if guess is upper else "bottom center",
            textfont={"size": 16},
            marker={"size": 15, "color": colour},
            hoverinfo="skip",
            cliponaxis=False,
        )
        above = guess.loss(end) > guess.loss(1 - end)
        figure.add_annotation(
            x=end,
            y=guess.loss(end),
            text=named(name, colour),
            font={"size": 15},
            showarrow=False,
            xanchor="right" if end else "left",
            yanchor="bottom" if above else "top",
            yshift=8 if above else -6,
        )
    theme.layout(figure, 340)
    figure.update_xaxes(title_text=x, range=[0, 1.07], fixedrange=True)  # room for the number at 1
    figure.update_yaxes(title_text=y, range=[0, 0.85], fixedrange=True)
    return figure


def over_time(times: np.ndarray, counts: Mapping[str, np.ndarray], x: str, y: str) -> go.Figure:
    """Draw how many of each named thing (n,) a video shows at `times` (n,) in s, named at the end."""
    figure, top = go.Figure(), max((int(series.max(initial=0)) for series in counts.values()), default=0)
    for i, ((name, series), colour) in enumerate(zip(counts.items(), theme.PALETTE, strict=False)):
        figure.add_scatter(
            x=times,
            y=series + 0.04 * i,  # beside each other where they are equal
            mode="lines",
            line={"color": colour, "width": 3, "shape": "hv"},
            hovertemplate="%{x:.1f} s<extra>" + name + "</extra>",
        )
        figure.add_annotation(
            x=1,
            xref="paper",
            y=1 - 0.1 * i,
            yref="paper",
            text=named(name, colour),
            font={"size": 15},
            showarrow=False,
            xanchor="right",
        )
    theme.layout(figure, 240)
    figure.update_xaxes(title_text=x, fixedrange=True)
    figure.update_yaxes(title_text=y, range=[0, top + 1], dtick=max(1, top // 4), fixedrange=True)
    return figure


SPOTS = {
    "YOLO": "bottom center",
    "SSD300": "bottom center",
    "SSD512": "middle left",
    "Fast R-CNN": "bottom left",
    "Faster R-CNN": "middle left",
}
"""where a name stands that would else meet another"""


def history(x: str, y: str, mask: str) -> go.Figure:
    """Draw the papers' mAP against seconds a picture (logarithmic), `mask` where one has no mAP here."""
    known = [paper for paper in PAPERS if paper.precision is not None]
    other = next(paper for paper in PAPERS if paper.precision is None)
    figure = go.Figure(
        go.Scatter(
            x=[p.seconds for p in known],
            y=[p.precision for p in known],
            mode="markers+text",
            text=[f"{p.name} ({p.year})" if "(" not in p.name else p.name for p in known],
            textposition=[SPOTS.get(p.name, "top center") for p in known],
            textfont={"size": 14, "color": theme.CONTEXT},
            marker={
                "size": 15,
                "symbol": ["diamond" if p.one_stage else "circle" for p in known],
                "color": [theme.MODEL if p.one_stage else theme.CONTEXT for p in known],
            },
            customdata=[p.source for p in known],
            hovertemplate="%{text}<br>%{y:.1f}% · %{x:.3g} s<br>%{customdata}<extra></extra>",
            cliponaxis=False,
        )
    )
    figure.add_vline(x=other.seconds, line={"color": theme.CONTEXT, "dash": "dot", "width": 1.5})
    figure.add_scatter(
        x=[other.seconds],
        y=[57.5],
        mode="text",
        text=["  <br>".join([f"{other.name} ({other.year})", *mask.split("<br>"), ""])],
        textposition="middle left",
        textfont={"size": 14, "color": theme.CONTEXT},
        hoverinfo="skip",
    )
    theme.layout(figure, 420)
    figure.update_xaxes(title_text=x, type="log", range=[1.9, -2.2], fixedrange=True)
    figure.update_xaxes(tickvals=[0.01, 0.1, 1, 10], ticktext=["0.01", "0.1", "1", "10"])
    figure.update_yaxes(title_text=y, range=[55, 82], ticksuffix="%", fixedrange=True)
    return figure
