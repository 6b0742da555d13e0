"""Generator against discriminator on points of the plane; they learn in the browser."""

from collections.abc import Callable, Mapping

from core.gan import lab
from core.ui.components import packed

_mount = packed.component("gan/lab", "gan/pictures", "gan/engine", "gan/targets", "gan/draw", "gan/lab_panel")
WORDS = (
    *lab.TARGETS,
    *lab.OBJECTIVES,
    *lab.OPTIMIZERS,
    *("map", "arrows", "play", "pause", "stepD", "stepG", "slow", "again", "clear", "alt", "steps"),
    *("rateD", "rateG", "rounds", "says_real", "says_fake", "reached", "loss_d", "loss_g"),
    *("slow1", "slow2", "slow3", "slow4", "slow5", "said_stepD", "said_stepG"),
    *("said_start", "said_vanish", "said_collapse", "said_match", "said_strong", "said_learning"),
)


def gan_lab(
    setup: lab.Setup,
    words: Mapping[str, str],
    key: str,
    on_change: Callable[[], None],
    on_story: Callable[[], None],
) -> None:
    """Draw the laboratory; `words` has those in `WORDS`.

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
