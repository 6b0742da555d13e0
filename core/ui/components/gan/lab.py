"""Generator against discriminator on points of the plane; they learn in the browser."""

from collections.abc import Callable, Mapping

from core.gan import lab
from core.ui.components import packed

_mount = packed.component("gan/lab", "gan/pictures", "gan/engine", "gan/targets", "gan/draw", "gan/lab_panel")


def gan_lab(
    setup: lab.Setup,
    words: Mapping[str, str],
    key: str,
    on_change: Callable[[], None],
    on_story: Callable[[], None],
) -> None:
    """Draw the laboratory.

    What the learner sets there is `st.session_state[key].state`, as `lab.read` reads it. `.story` becomes
    "collapsed" once the samples shrink to a spot, and "repaired" when they reach the whole shape after that.
    """
    data = {
        "state": lab.write(setup),
        "rates": list(lab.RATES),
        "rounds": lab.MOST_ROUNDS,
        "cells": lab.CELLS,
        "points": lab.MOST_POINTS,
        "words": dict(words),
    }
    _mount(key=key, data=data, on_state_change=on_change, on_story_change=on_story)
