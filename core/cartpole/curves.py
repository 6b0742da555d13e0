"""Charts of learning: the return of each attempt, and variants of the algorithm compared."""

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from core.cartpole.ablations import Curves
from core.cartpole.environment import CARTPOLE
from core.figures import charts, theme

WINDOW = 10
"""attempts that the running mean looks back"""
ROOM = 40
"""attempts at the end of a training above whose dots its name is written, and steps that a name is high"""
LETTER = 2.5
"""attempts that a letter of a name is wide where the window is narrow"""


def running_mean(returns: NDArray[np.floating], window: int = WINDOW) -> NDArray[np.float64]:
    """Return for each attempt the mean return of the last `window` ones (E,), of fewer at the beginning."""
    sums = np.concatenate([[0.0], np.cumsum(returns)])
    ends = np.arange(1, len(returns) + 1)
    begins = np.maximum(ends - window, 0)
    return (sums[ends] - sums[begins]) / (ends - begins)


def returns(
    mine: NDArray[np.floating],
    other: NDArray[np.floating],
    attempts: int,
    names: tuple[str, str],
    titles: tuple[str, str],
) -> go.Figure:
    """Draw the learner's own training (E,) over another one, each with its running mean, named directly."""
    figure, taken = go.Figure(), []
    other = other[:attempts]
    for found, name, colour in ((other, names[1], theme.CONTEXT), (mine, names[0], theme.MODEL)):
        if not len(found):
            continue
        x = np.arange(1, len(found) + 1)
        dots = {"color": colour, "size": 6, "opacity": 0.35}
        figure.add_scatter(x=x, y=found, mode="markers", marker=dots, hoverinfo="skip")
        line = {"color": colour, "width": 4 if colour == theme.MODEL else 3}
        mean = running_mean(found)
        hover = f"{name}: %{{y:.0f}}<extra></extra>"
        figure.add_scatter(x=x, y=mean, mode="lines", line=line, hovertemplate=hover)
        top, low = float(found[-ROOM:].max()), float(mean[-ROOM:].min())
        above = all(abs(x[-1] - at) > attempts / 3 or abs(top - y) > ROOM for at, y in taken)
        taken.append((x[-1], top))
        _name(figure, float(x[-1]), top if above else low, name, colour, shift=16 if above else -22)
    return _axes(figure, titles, attempts)


def compared(normal: Curves, other: Curves, names: tuple[str, str], titles: tuple[str, str]) -> go.Figure:
    """Draw the usual algorithm, and a variant over it: the mean of the trainings, and from least to most."""
    figure = go.Figure()
    pairs = ((normal, names[0], theme.CONTEXT), (other, names[1], theme.MODEL))
    for curves, name, colour in pairs:
        x, mean = curves.episodes, curves.returns.mean(0)
        edge = np.concatenate([curves.returns.max(0), curves.returns.min(0)[::-1]])
        band = {"fill": "toself", "fillcolor": colour, "opacity": 0.18, "line": {"width": 0}}
        figure.add_scatter(x=np.concatenate([x, x[::-1]]), y=edge, hoverinfo="skip", mode="lines", **band)
        hover = f"{name}: %{{y:.0f}}<extra></extra>"
        line = {"color": colour, "width": 4}
        figure.add_scatter(x=x, y=mean, mode="lines", line=line, hovertemplate=hover)
    means = [curves.returns.mean(0) for curves, _, _ in pairs]
    taken: list[tuple[float, float, float]] = []
    for (curves, name, colour), mine, other_mean in zip(pairs, means, means[::-1], strict=True):
        taken.append(_beside(curves.episodes, mine, other_mean, len(name), taken))
        _name(figure, *taken[-1][:2], name, colour, "center", 0)
    return _axes(figure, titles, int(normal.episodes[-1]))


def _beside(
    x: NDArray[np.integer],
    mine: NDArray[np.floating],
    other: NDArray[np.floating],
    letters: int,
    taken: list[tuple[float, float, float]],
) -> tuple[float, float, float]:
    """Return where a line's name stands, its middle and half its width: near its line, and on no line.

    Where both lines and the names that are `taken` keep away, it is close to its own line rather than to the
    other one.
    """
    half, best, found = (letters + 3) * LETTER / 2, -np.inf, (0.0, 0.0, 0.0)
    inner = np.flatnonzero((x >= x[0] + half) & (x <= x[-1] - half))
    for at in inner if len(inner) else [len(x) // 2]:
        near = np.abs(x - x[at]) <= half
        for y in (mine[near].max() + ROOM * 0.6, mine[near].min() - ROOM * 0.6):
            room = min(ROOM * 1.5, float(np.abs(other[near] - y).min()))
            for across, up, wide in taken:
                if abs(across - x[at]) < half + wide:
                    room = min(room, abs(up - y) - ROOM * 0.4)
            clear = room > ROOM / 2 and ROOM / 2 <= y <= CARTPOLE.longest
            fit = 2 * room - abs(y - mine[at]) - (0 if clear else 1000)
            if fit > best:
                best, found = fit, (float(x[at]), float(y), half)
    return found


def _name(
    figure: go.Figure, x: float, y: float, name: str, colour: str, side: str = "right", shift: int = 16
) -> None:
    text, font = charts.named(name, colour), {"size": 15}
    figure.add_annotation(x=x, y=y, text=text, showarrow=False, font=font, xanchor=side, yshift=shift)


def _axes(figure: go.Figure, titles: tuple[str, str], attempts: int) -> go.Figure:
    theme.layout(figure, height=380)
    figure.update_xaxes(title_text=titles[0], range=[0, attempts * 1.01 + 1], fixedrange=True)
    figure.update_yaxes(title_text=titles[1], range=[0, CARTPOLE.longest * 1.08], fixedrange=True)
    return figure
