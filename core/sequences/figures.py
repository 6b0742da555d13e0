"""Charts of the lesson; the three cells have the same colours everywhere."""

from collections.abc import Mapping, Sequence

import numpy as np
import plotly.graph_objects as go

from core.figures import charts, theme

COLOURS = {"rnn": theme.PALETTE[3], "lstm": theme.PALETTE[0], "gru": theme.PALETTE[2]}
DASHES = {"rnn": "solid", "lstm": "solid", "gru": "dash"}


def lengths(
    at: Sequence[int],
    before: Mapping[str, np.ndarray],
    mine: Sequence[tuple[int, Mapping[str, float]]],
    chance: float,
    titles: tuple[str, str, str],
) -> go.Figure:
    """Draw accuracies in 0..1 over the length: median and range of those measured before, mine as dots.

    `before` holds (lengths, seeds) by cell, `mine` lengths with their accuracies by cell; `titles` are those
    of the axes and of the line of chance.
    """
    figure = go.Figure()
    for kind, values in before.items():
        points = 100 * values
        low, middle, high = (f(points, axis=1) for f in (np.min, np.median, np.max))
        span = {"x": [*at, *at[::-1]], "y": [*high, *low[::-1]], "mode": "lines", "hoverinfo": "skip"}
        figure.add_scatter(**span, fill="toself", fillcolor=COLOURS[kind], opacity=0.13, line_width=0)
        line = {"color": COLOURS[kind], "width": 3, "dash": DASHES[kind]}
        figure.add_scatter(x=list(at), y=middle, mode="lines", line=line, hovertemplate=_told(kind))
    for place, (kind, colour) in enumerate(COLOURS.items()):
        spots, shares = [n for n, _ in mine], [100 * found[kind] for _, found in mine]
        marker = {"color": colour, "size": 15, "line": {"width": 2, "color": "white"}}
        dots = {"marker": marker, "hovertemplate": _told(kind), "cliponaxis": False}
        figure.add_scatter(x=spots, y=shares, mode="markers", **dots)
        _name(figure, kind, place)
    theme.layout(figure, height=380)
    figure.update_layout(margin_t=36)
    line = {"color": theme.CONTEXT, "dash": "dot"}
    figure.add_hline(100 * chance, line=line, annotation_text=titles[2], annotation_position="bottom left")
    figure.update_xaxes(title_text=titles[0], tickvals=list(at), fixedrange=True)
    figure.update_yaxes(title_text=titles[1], range=[0, 104], fixedrange=True)
    return figure


def _name(figure: go.Figure, kind: str, place: int) -> None:
    text = charts.named(kind.upper(), COLOURS[kind], "<b>╍</b>" if kind == "gru" else "<b>━</b>")
    spot = {"x": 0.02 + 0.34 * place, "y": 1.02, "xref": "paper", "yref": "paper", "font_size": 16}
    figure.add_annotation(text=text, showarrow=False, xanchor="left", yanchor="bottom", **spot)


def _told(kind: str) -> str:
    return f"{kind.upper()}: %{{y:.0f}}% (n = %{{x}})<extra></extra>"


def curves(losses: Mapping[str, Sequence[float]], titles: tuple[str, str], smooth: int = 10) -> go.Figure:
    """Draw the losses of several cells over the batches, each the mean of `smooth`."""
    figure = go.Figure()
    for place, (kind, values) in enumerate(losses.items()):
        y = np.convolve(values, np.ones(smooth) / smooth, "valid") if len(values) >= smooth else np.empty(0)
        line = {"color": COLOURS[kind], "width": 3, "dash": DASHES[kind]}
        figure.add_scatter(
            x=np.arange(smooth, smooth + len(y)), y=y, mode="lines", line=line, name=kind.upper()
        )
        _name(figure, kind, place)
    theme.layout(figure, height=300)
    figure.update_layout(margin_t=36)
    figure.update_xaxes(title_text=titles[0], fixedrange=True)
    figure.update_yaxes(title_text=titles[1], rangemode="tozero", fixedrange=True)
    return figure


def likely(letters: Sequence[str], shares: Sequence[float], title: str) -> go.Figure:
    """Draw the likeliest letters with their probabilities 0..1, the first at the top."""
    texts = [theme.percent(s) for s in shares]
    bars = go.Bar(
        x=[100 * s for s in shares], y=list(letters), orientation="h", text=texts, marker_color=theme.MODEL
    )
    figure = theme.layout(go.Figure(bars), height=300)
    figure.update_traces(textposition="outside", textfont_size=15, cliponaxis=False, hoverinfo="skip")
    figure.update_xaxes(title_text=title, range=[0, 112], fixedrange=True)
    figure.update_yaxes(
        type="category", dtick=1, autorange="reversed", tickfont={"size": 17}, fixedrange=True
    )
    return figure


def continued(truth: np.ndarray, mine: np.ndarray, seen: int, words: Mapping[str, str]) -> go.Figure:
    """Draw a wave (T,), what a network made of it after its first `seen` values, and where it began to."""
    figure = go.Figure()
    after = np.arange(seen, len(truth))
    start = max(0, seen - 60)
    lines = (
        (np.arange(start, seen), truth[start:seen], theme.CONTEXT, "solid", 3),
        (after, truth[seen:], theme.LEARNER, "dot", 3),
        (after, mine, theme.MODEL, "solid", 4),
    )
    for (x, y, colour, dash, width), name in zip(lines, ("seen", "truth", "made"), strict=True):
        figure.add_scatter(x=x, y=y, mode="lines", line={"color": colour, "dash": dash, "width": width})
        figure.data[-1].hovertemplate = f"{words[name]}: %{{y:.2f}}<extra></extra>"
    theme.layout(figure, height=360)
    figure.add_vline(x=seen, line={"color": theme.CONTEXT, "width": 2})
    for name, colour, x, side in (
        ("seen", theme.CONTEXT, 0, "left"),
        ("truth", theme.LEARNER, 0.38, "center"),
        ("made", theme.MODEL, 1, "right"),
    ):
        place = {"x": x, "y": 1.02, "xref": "paper", "yref": "paper", "showarrow": False, "xanchor": side}
        text = charts.named(words[name], colour)
        figure.add_annotation(text=text, font={"size": 15}, yanchor="bottom", **place)
    figure.update_layout(margin_t=34)
    figure.update_xaxes(title_text=words["axis"], fixedrange=True)
    figure.update_yaxes(range=[-1.6, 1.6], fixedrange=True)
    return figure


def weights(words: Sequence[str], shares: np.ndarray, asked: int, colours: tuple[str, str]) -> go.Figure:
    """Draw words below each other and, from the one `asked`, an arc to each as thick as its share, 0..1."""
    figure, turn, last = go.Figure(), np.linspace(-np.pi / 2, np.pi / 2, 40), len(words) - 1
    for i, share in enumerate(shares):
        reach = abs(asked - i)
        if reach:
            x, y = 0.12 + 0.88 * reach / last * np.cos(turn), -(asked + i) / 2 + reach / 2 * np.sin(turn)
            line = {"color": colours[0], "width": 1 + 16 * float(share)}
            figure.add_scatter(
                x=x, y=y, mode="lines", line=line, opacity=0.2 + 0.8 * float(share), hoverinfo="skip"
            )
    for i, (word, share) in enumerate(zip(words, shares, strict=True)):
        picked = {"font_color": colours[1]} if i == asked else {}
        text = f"<b>{word}</b>" if i == asked else word
        figure.add_annotation(
            x=-0.18, y=-i, text=text, showarrow=False, xanchor="right", font_size=17, **picked
        )
        told = theme.percent(float(share))
        figure.add_annotation(
            x=0.08, y=-i, text=told, showarrow=False, xanchor="right", font_color=theme.CONTEXT
        )
    theme.layout(figure, height=60 + 30 * len(words))
    figure.update_xaxes(visible=False, range=[-0.75, 1.1], fixedrange=True)
    figure.update_yaxes(visible=False, range=[-last - 0.7, 0.7], fixedrange=True)
    return figure
