"""How fast momentum converges on a quadratic, for every step and every memory at once."""

import streamlit as st

from core.figures import theme
from core.gradient_descent import momentum
from core.i18n.catalog import Words
from core.ui import controls, panels, shell
from core.ui.components.gradient_descent.momentum_map import KNOBS, momentum_map
from core.ui.parts.gradient_descent import SPOT

GOAL_CONDITION, GOAL_TIMES = 100, 1.1
"""the challenge: on a valley this narrow at least, at most so many times the steps of the best"""


@shell.fragment
def draw(say: Words) -> None:
    """Draw the part."""
    spot = read(controls.kept("spot", SPOT))
    take = controls.follow("spot", "momentum_map", "spot", SPOT)
    momentum_map(spot, say.table("momentum"), "momentum_map", take)
    alpha, beta, condition = map(float, spot.split(","))
    found = momentum.spot(alpha, beta, condition)
    best_alpha, best_beta, best = momentum.best(condition)
    plain = momentum.best_plain(condition)[1]
    facts = {
        "left": share(found.factor),
        "n": theme.number(found.tenth, 0) if found.tenth < 1e6 else "∞",
        "condition": f"{condition:g}",
        "alpha": theme.number(alpha),
        "border": theme.number(2 * (1 + beta)),
        "best": share(best),
        "plain": share(plain),
    }
    sentence = say(f"verdict_{found.kind}", **facts)
    if found.kind not in ("diverges", "stays") and condition > 1:
        sentence = f"{sentence} {say(f'slow_{found.slow}')} {say('verdict_best', **facts)}"
    panels.verdict(sentence)
    st.caption(say("momentum_about"))
    limit = momentum.spot(best_alpha, best_beta, condition).tenth * GOAL_TIMES
    solved = condition >= GOAL_CONDITION and found.tenth <= limit
    panels.challenge(say, solved, say("momentum_state", **facts), "momentum")


def share(factor: float) -> str:
    """Return which share of the distance a step leaves, as the map tells it."""
    return f"{theme.number(100 * factor, 1)}%"


def read(text: str) -> str:
    """Return the spot that a link holds, of stops that the sliders have; SPOT where it holds none."""
    parts = text.split(",")
    fits = len(parts) == len(KNOBS) and all(p in stops for p, (_, stops) in zip(parts, KNOBS, strict=True))
    return text if fits else SPOT
