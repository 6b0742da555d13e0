"""Supervised, unsupervised and reinforcement learning on the same dots, side by side."""

import streamlit as st

from core.i18n.catalog import Words
from core.learning import ways
from core.ui import controls, panels, shell
from core.ui.components.learning.three_ways import three_ways

GROUPS = ("2", "3", "4")


@shell.fragment
def draw(say: Words) -> None:
    """Draw the part."""
    stage = st.container()
    k = controls.choice(st.segmented_control, say("groups"), GROUPS, "groups", GROUPS[0])
    dots = ways.draw(ways.SEED)
    borders, groups = ways.with_labels(dots), ways.without_labels(dots.looks, int(k), ways.SEED)
    walks = ways.warmer(ways.bushes(dots.looks), ways.SEED)
    with stage:
        three_ways(dots, borders, groups, walks, say.table("ways_words"), "three_ways")
        facts = {
            "right": borders[-1].right(dots),
            "n": ways.DOTS,
            "k": k,
            "steps": len(groups) - 1,
            "first": len(walks[0].cells) - 1,
            "last": len(walks[-1].cells) - 1,
        }
        panels.verdict(say("verdict_ways", **facts))
