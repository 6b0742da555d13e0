"""Remedies against overfitting as switches, each measured over twenty draws of the dots."""

import numpy as np
import plotly.graph_objects as go
import streamlit as st

from core.figures import charts, theme
from core.i18n.catalog import Words
from core.overfitting import dots, remedies
from core.overfitting.remedies import Measured
from core.ui import controls, panels, queue, shell

FIRST = "early"
"""the remedy that is on when the page opens"""
MEDIANS_PX = 64
"""the column of medians at the right: between the dots their colours are too weak for numbers"""


@shell.fragment
def draw(say: Words) -> None:
    """Draw the part."""
    stage, side = panels.stage_and_controls()
    with side:
        on = [name for name in remedies.REMEDIES if switch(say, name)]
        name = controls.choice(
            st.selectbox, say("over_dots"), dots.SETS, "remedy_dots", "moons", lambda d: say(f"dot_sets.{d}")
        )
    with stage:
        rows = measured(say, name, on)
        panels.chart(chart(say, rows), alt=alt(say, rows), key="remedy_chart")
        panels.verdict(verdict(say, rows))
        if "dropout" in on:
            st.caption(say("dropout_link"))
        middle = list(rows.values())[-1].middle
        solved = name == "moons" and "more" not in on and middle < remedies.GOAL
        state = say("challenge_state", loss=theme.number(middle), sets=say(f"dot_sets.{name}"))
        panels.challenge(say, solved, state)


def switch(say: Words, name: str) -> bool:
    """Draw the switch of one remedy."""
    return st.toggle(
        say(f"remedies.{name}"),
        name == FIRST,
        key=f"remedy_{name}",
        bind="query-params",
        help=say(f"remedy_help.{name}"),
    )


def measured(say: Words, name: str, on: list[str]) -> dict[str, Measured]:
    """Return the measurements by label: without any remedy, each that is on, and all of them together."""
    asked = {say("remedies.none"): frozenset()}
    asked |= {say(f"remedies.{one}"): frozenset([one]) for one in on}
    if len(on) > 1:
        asked[say("remedies.together")] = frozenset(on)
    with st.spinner(say("measuring", n=remedies.RUNS)):
        return {label: queue.ask(say, remedies.measure, name, switches) for label, switches in asked.items()}


def chart(say: Words, rows: dict[str, Measured]) -> go.Figure:
    """Draw one row a measurement: the losses of all runs as dots, their medians as strokes."""
    figure, shift = go.Figure(), np.linspace(-0.13, 0.13, remedies.RUNS)
    for i, found in enumerate(rows.values()):
        for values, colour, dy in ((found.train, "#E69F00", 0.2), (found.test, "#CC79A7", -0.2)):
            y = -i + dy + np.random.default_rng(0).permutation(shift)
            marker = {"size": 8, "color": colour, "opacity": 0.55}
            figure.add_scatter(
                x=values, y=y, mode="markers", marker=marker, hovertemplate="%{x:.2f}<extra></extra>"
            )
            middle = float(np.median(values))
            stroke = {"color": colour, "width": 5}
            figure.add_scatter(
                x=[middle] * 2,
                y=[-i + dy - 0.19, -i + dy + 0.19],
                mode="lines",
                line=stroke,
                hoverinfo="skip",
            )
            figure.add_annotation(
                x=1,
                xref="paper",
                xanchor="left",
                y=-i + dy,
                text=charts.named(theme.number(middle), colour),
                showarrow=False,
                font={"size": 15},
            )
    theme.layout(figure, height=124 + 84 * len(rows))
    figure.update_layout(margin={"r": MEDIANS_PX})
    most = max(float(found.test.max()) for found in rows.values())
    figure.update_xaxes(title_text=say("remedy_axis"), range=[-0.04, max(1.0, 1.05 * most)], fixedrange=True)
    labels = [f"<b>{label}</b>" for label in rows]
    figure.update_yaxes(
        tickvals=[-i for i in range(len(rows))],
        ticktext=labels,
        range=[0.6 - len(rows), 0.6],
        fixedrange=True,
    )
    return figure


def alt(say: Words, rows: dict[str, Measured]) -> str:
    """Return the chart's facts in words."""
    told = (
        f"{label}: {theme.number(float(np.median(m.train)))}, {theme.number(m.middle)}"
        for label, m in rows.items()
    )
    return say("remedy_alt", facts="; ".join(told))


def verdict(say: Words, rows: dict[str, Measured]) -> str:
    """Return whether what is switched on helps beyond what chance does from draw to draw."""
    labels, found = list(rows), list(rows.values())
    bare, last = found[0], found[-1]
    (low, high), (bare_low, bare_high) = last.spread, bare.spread
    facts = {
        "name": labels[-1],
        "test": theme.number(last.middle),
        "low": theme.number(low),
        "high": theme.number(high),
        "bare": theme.number(bare.middle),
        "train": theme.number(float(np.median(bare.train))),
        "right": theme.percent(float(np.median(last.right))),
        "bare_right": theme.percent(float(np.median(bare.right))),
    }
    if len(found) == 1:
        return say("verdict_bare", **facts)
    kind = "helps" if high < bare_low else "harms" if low > bare_high else "unclear"
    return say(f"verdict_{kind}", **facts)
