"""Charts of the lesson."""

from collections.abc import Sequence
from textwrap import wrap

import plotly.graph_objects as go

from core.figures import theme

LINE = 9
"""letters of a name in one line: two charts stand side by side on a small laptop"""


def bars(names: Sequence[str], values: Sequence[float]) -> go.Figure:
    """Draw a score for each way of making sentences, the first the network's, higher is better."""
    drawn = go.Bar(
        y=["<br>".join(wrap(name, LINE)) for name in names],
        x=list(values),
        orientation="h",
        marker_color=[theme.MODEL, *[theme.CONTEXT] * (len(names) - 1)],
        text=[theme.number(value, 2) for value in values],
        textposition="outside",
        cliponaxis=False,
    )
    figure = theme.layout(go.Figure(drawn), height=60 + 58 * len(names))
    figure.update_yaxes(autorange="reversed", fixedrange=True)
    figure.update_xaxes(range=[0, max(values) * 1.6], visible=False, fixedrange=True)
    return figure
