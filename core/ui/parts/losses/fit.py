"""Loss functions: one point far off, three lines; and how hard cross-entropy punishes."""

import numpy as np
import streamlit as st

from core.figures import theme
from core.i18n.catalog import Words
from core.losses import functions
from core.shared import link_values
from core.ui import controls, panels, shell
from core.ui.components.common.curves import Curve, Curves, curves
from core.ui.components.losses.loss_fit import BORDERS, lines

VIEWS = ("lines", "entropy")
FIRST = tuple((x, 0.5 if x == 6 else y) for x, y in functions.START)
"""one point already far off"""
FAR = 0.5
"""a point that was moved by so much at least is called an outlier"""
ENOUGH, TIMES = 0.2, 6
"""the challenge: MSE's slope changes by so much at least, and so many times as much as Huber's"""
P = np.linspace(0.02, 1, 981)
"""from where −ln p still stands in the picture"""


@shell.fragment
def draw(say: Words) -> None:
    """Draw the part."""
    stage, side = panels.stage_and_controls()
    with side:
        view = controls.choice(
            st.radio, say("loss_view"), VIEWS, "loss_view", "lines", lambda v: say(f"loss_views.{v}")
        )
        st.caption(say(f"loss_about.{view}"))
    with stage:
        if view == "lines":
            outlier(say)
        else:
            surprise(say)


def outlier(say: Words) -> None:
    """Draw the points and the three lines."""
    first = f"{functions.DELTA:g}"
    delta = link_values.number(controls.kept("delta", first), *BORDERS, functions.DELTA)
    points = functions.read(controls.kept("heights", functions.write(FIRST)))
    take = controls.follow("heights", "loss_lines", "heights")
    take_delta = controls.follow("delta", "loss_lines", "delta", first)
    words = say.table("lines") | {"delta": say("delta")}
    lines(points, delta, words, "loss_lines", take, take_delta)
    x, y = np.array(points).T
    _, before = np.array(functions.START).T
    away = np.abs(y - before)
    far, count = int(away.argmax()), int((away >= FAR).sum())
    moved = functions.slopes_moved(x, before, y, delta)
    if not count:
        panels.verdict(say("verdict_calm"))
        challenge(say, moved)
        return
    facts = {name: theme.number(change) for name, change in moved.items()}
    facts |= {"n": far + 1, "by": theme.number(y[far] - before[far], 1), "count": count}
    sentence = say("verdict_outlier" if count == 1 else "verdict_outliers", **facts)
    panels.verdict(f"{sentence} {say(f'why_{functions.pulled(moved)}', delta=theme.number(delta, 1))}")
    challenge(say, moved)


def challenge(say: Words, moved: dict[str, float]) -> None:
    """Ask for an outlier that only squares run after."""
    mse, huber = abs(moved["mse"]), abs(moved["huber"])
    solved = mse >= ENOUGH and mse >= TIMES * huber
    state = say("challenge_state", mse=theme.number(moved["mse"]), huber=theme.number(moved["huber"]))
    panels.challenge(say, solved, state)


def surprise(say: Words) -> None:
    """Draw −ln p with its slope, and the squared error beside it."""
    words = say.table("surprise")
    at = probability()
    entropy = Curve(say("surprise.entropy"), functions.cross_entropy(P), -1 / P)
    square = Curve(say("surprise.square"), (1 - P) ** 2, -2 * (1 - P))
    take = controls.follow("p", "surprise", "at", "0.3")
    curves(Curves(P, entropy, other=square), at, words, "surprise", take)
    facts = {
        "p": theme.number(at),
        "loss": theme.number(float(functions.cross_entropy(at))),
        "square": theme.number((1 - at) ** 2),
    }
    panels.verdict(say("verdict_surprise", **facts))


def probability() -> float:
    """Return the probability under the point, here or in the link."""
    return link_values.number(controls.kept("p", "0.3"), float(P[0]), float(P[-1]), 0.3)
