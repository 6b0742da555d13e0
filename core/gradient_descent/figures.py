"""Charts of many walks: the learning rates, and the valleys that starts fall into."""

from collections.abc import Mapping, Sequence

import numpy as np
import plotly.graph_objects as go

from core.figures import theme
from core.gradient_descent.maps import Basins, Sweep

COLOURS = {"slow": theme.CONTEXT, "good": theme.GOOD, "oscillates": "#E69F00", "diverges": theme.BAD}
SIGNS = {"slow": "…", "good": "✓", "oscillates": "≈", "diverges": "✗"}


def rates(
    sweep: Sweep, most: int, names: Mapping[str, str], titles: Sequence[str], critical: float | None
) -> go.Figure:
    """Draw a bar a learning rate: steps to arrive, full height if it never does; colour and sign say why."""
    heights = np.where(sweep.steps >= 0, np.maximum(sweep.steps, 1), most)
    figure = go.Figure(
        go.Bar(
            x=np.arange(len(heights)),
            y=heights,
            marker={"color": [COLOURS[v] for v in sweep.verdicts]},
            text=[SIGNS[v] for v in sweep.verdicts],
            textposition="outside",
            textfont={"size": 14},
            customdata=[
                [f"{rate:.2g}", names[v]] for rate, v in zip(sweep.rates, sweep.verdicts, strict=True)
            ],
            hovertemplate="%{customdata[0]}: %{customdata[1]}<extra></extra>",
            unselected={"marker": {"opacity": 1}},
            cliponaxis=False,
        )
    )
    theme.layout(figure, height=320)
    places = [_place(sweep.rates, 10.0**k) for k in range(-4, 2)]
    labels = ["0.0001", "0.001", "0.01", "0.1", "1", "10"]
    figure.update_xaxes(title_text=titles[0], tickvals=places, ticktext=labels, fixedrange=True)
    figure.update_yaxes(title_text=titles[1], range=[0, most * 1.15], fixedrange=True)
    if critical is not None:
        line = {"color": theme.LEARNER, "width": 3, "dash": "dash"}
        figure.add_vline(_place(sweep.rates, critical), line=line)
        note = {"text": f"2/λ = {critical:.3g}", "font": {"size": 15, "color": theme.LEARNER}}
        place = _place(sweep.rates, critical)
        figure.add_annotation(x=place, y=most * 1.1, xanchor="right", showarrow=False, **note)
    return figure


def _place(rates: np.ndarray, value: float) -> float:
    """Return where a rate lies among bars that stand at 0, 1, 2 …"""
    return float(np.interp(np.log(value), np.log(rates), np.arange(len(rates))))


def valleys(basins: Basins, start: Sequence[float], parameters: Sequence[str]) -> go.Figure:
    """Draw each start in the colour of the minimum that its walk reaches; grey ones reach none."""
    grid = np.meshgrid(*basins.axes)
    flat = [axis.ravel() for axis in grid]
    which = basins.minimum.ravel()
    y = flat[1] if len(flat) > 1 else np.zeros_like(flat[0])
    figure = go.Figure(
        go.Scatter(
            x=flat[0],
            y=y,
            mode="markers",
            marker={
                "symbol": "square",
                "size": 22,
                "color": [theme.PALETTE[i] if i >= 0 else "#D5DAE0" for i in which],
            },
            unselected={"marker": {"opacity": 1}},
            hovertemplate="%{x:.2f}, %{y:.2f}<extra></extra>",
        )
    )
    own = {"symbol": "x", "size": 18, "color": "black", "line": {"color": "white", "width": 2}}
    here = [start[1] if len(start) > 1 else 0.0]
    figure.add_scatter(x=[start[0]], y=here, mode="markers", marker=own, hoverinfo="skip")
    theme.layout(figure, height=460 if len(flat) > 1 else 180)
    figure.update_xaxes(title_text=parameters[0], fixedrange=True)
    figure.update_yaxes(title_text=parameters[1] if len(flat) > 1 else "", fixedrange=True)
    figure.update_yaxes(visible=len(flat) > 1)
    return figure
