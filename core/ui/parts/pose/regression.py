"""What regression is: two numbers, against the peak of a map; and what each does when in doubt."""

import numpy as np

from core.i18n.catalog import Words
from core.pose import regression
from core.ui import controls, panels, shell
from core.ui.components.pose.doubt import doubt

START = regression.write(regression.START)
LEAST = 0.5
"""pixels by which one way has to be nearer to be called so"""


@shell.fragment
def draw(say: Words) -> None:
    """Draw the part."""
    now = regression.read(controls.kept("doubt", START))
    doubt(now, say.table("doubt"), "doubt_exhibit", controls.follow("doubt", "doubt_exhibit", "state", START))
    heat, numbers = regression.errors(now)
    panels.verdict(verdict(say, now, heat, numbers))
    panels.challenge(
        say, numbers >= 20 and heat <= 4, say("doubt_state", **told(heat, numbers)), "doubt_challenge"
    )


def verdict(say: Words, now: regression.Doubt, heat: float, numbers: float) -> str:
    """Return which way is nearer to the true place, and why."""
    facts = told(heat, numbers) | {"cell": f"{regression.SIDE / now.cells:.0f}", "cells": now.cells}
    if now.share == 1:
        return say("doubt_sure", **facts)
    away = f"{np.hypot(*np.subtract(now.true, now.other)):.0f}"
    kind = "between" if numbers > heat + LEAST else "wrong" if heat > numbers + LEAST else "alike"
    return say(f"doubt_{kind}", **facts, share=f"{now.share:.0%}", away=away)


def told(heat: float, numbers: float) -> dict[str, str]:
    """Return both errors as sentences tell them."""
    return {"heat": f"{heat:.1f}", "numbers": f"{numbers:.1f}"}
