"""One look for every chart: Okabe–Ito hues with fixed meanings, large type, few ticks, no decoration."""

import pandas  # noqa: F401  plotly would take it half imported, while another thread imports it
import plotly.graph_objects as go

MODEL = "#0072B2"
"""blue: the model and what it predicts"""
LEARNER = "#D55E00"
"""orange (vermilion): the learner and the truth"""
CONTEXT = "#8C96A3"
"""grey: context"""
GOOD = "#009E73"
BAD = "#CC3311"
"""green and red: only together with a sign or a word"""
PALETTE = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#7F6A00", "#6E4FA3")
"""for several things of equal standing, told apart by colour-blind eyes too; label them directly"""
SEQUENTIAL = "Viridis"
DIVERGING = "RdBu"
"""around zero: set zmid=0"""

CONFIG = {
    "displaylogo": False,
    "modeBarButtons": [["toImage"]],
    "displayModeBar": "hover",
    "scrollZoom": False,
}
"""what every st.plotly_chart gets: no tool but the download"""


def layout(figure: go.Figure, height: int = 360) -> go.Figure:
    """Give a figure the shared look (in place) and return it; `height` in pixels.

    Without a transition: with one, Plotly keeps a chart as wide as it was when the window gets narrower.
    """
    figure.update_layout(
        height=height,
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        font={"size": 15},
        showlegend=False,
        hoverlabel={"font": {"size": 15}},
        colorway=PALETTE,
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        dragmode=False,
    )
    figure.update_xaxes(
        automargin=True, nticks=5, tickfont={"size": 14}, title={"font": {"size": 15}}, zeroline=False
    )
    figure.update_yaxes(
        automargin=True, nticks=5, tickfont={"size": 14}, title={"font": {"size": 15}}, zeroline=False
    )
    return figure


def number(value: float, digits: int = 2) -> str:
    """Format a number for people: real minus sign, no "−0", thousands apart."""
    written = f"{value:,.{digits}f}"
    if float(written.replace(",", "")) == 0:
        written = written.lstrip("-")
    return written.replace("-", "−")


def percent(share: float) -> str:
    """Format a share as a percentage, with decimals only where they tell something.

    0% is none and 100% is all, but for what computing in float32 leaves open.
    """
    points = share * 100
    if 0 < points < 0.1:
        return "<0.1%"
    if 99.9 < points < 100 - 1e-4:
        return ">99.9%"
    return f"{points:.1f}%" if 0 < points < 9.95 or 99 < points < 99.95 else f"{points:.0f}%"
