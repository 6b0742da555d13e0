"""Softmax: scores become shares, more boldly when cold."""

import numpy as np
import streamlit as st

from core.activations import softmax
from core.figures import theme
from core.i18n.catalog import Words
from core.media.tables import to_csv
from core.shared import link_values
from core.shared.activation_formulas import SOFTMAX
from core.ui import controls, panels, shell
from core.ui.components.activations.softmax_scores import scores

START = f"{softmax.write(softmax.START)}|1"
GOAL = 0.95
"""the challenge: the largest share, by the temperature alone"""
COOLEST, HOTTEST = 0.1, 10.0


@shell.fragment
def draw(say: Words) -> None:
    """Draw the part."""
    values, temperature = state()
    scores(
        values,
        temperature,
        softmax.LIMIT,
        say.table("scores"),
        "softmax_scores",
        controls.follow("scores", "softmax_scores", "state", START),
    )
    shares = softmax.softmax(values, temperature)
    facts = {
        "t": theme.number(temperature),
        "best": ", ".join("ABCDEF"[i] for i in np.flatnonzero(shares == shares.max())),
        "share": theme.number(shares.max(), 3),
        "shares": " · ".join(theme.number(share, 3) for share in shares),
    }
    st.latex(SOFTMAX)
    panels.verdict(say(f"verdict_{softmax.kind(values, temperature)}", **facts))
    untouched = softmax.write(values) == softmax.write(softmax.START)
    sharp = {"best": facts["best"], "share": facts["share"], "goal": theme.number(GOAL)}
    told = say("sharp_state" if untouched else "sharp_moved", **sharp)
    panels.challenge(say, untouched and float(shares.max()) >= GOAL, told, "sharp")
    rows = [["ABCDEF"[i], float(z), float(p)] for i, (z, p) in enumerate(zip(values, shares, strict=True))]
    header = [say("scores.name"), say("scores.score"), say("scores.share")]
    panels.download(say, "download_csv", to_csv(header, rows), "softmax.csv", "text/csv")


def state() -> tuple[tuple[float, ...], float]:
    """Return scores and temperature, from here or from the link."""
    text, _, heat = controls.kept("scores", START).partition("|")
    return softmax.read(text), link_values.number(heat, COOLEST, HOTTEST, 1.0)
