"""A rule for apples: first written by hand, then found from the same examples, then tried on new ones."""

import streamlit as st

from core.i18n.catalog import Words
from core.learning import fruits
from core.ui import controls, panels, shell
from core.ui.components.learning.fruit_rule import ACTS, fruit_rule

START = fruits.write(fruits.START)


@shell.fragment
def draw(say: Words) -> None:
    """Draw the part."""
    rule = fruits.read(controls.kept("hand_rule", START))
    held = controls.kept("act", ACTS[0])
    act = held if held in ACTS else ACTS[0]
    stage = st.container()
    with st.expander(say("more"), icon=":material/tune:"):
        seed = st.number_input(say("seed"), 0, 9999, fruits.SEED, key="fruit_seed", bind="query-params")
    with stage:
        show(say, int(seed), rule, act)


def show(say: Words, seed: int, rule: tuple[int, int], act: str) -> None:
    """Draw the fruits of a seed, both rules, and what is to be said of them."""
    seen, new = fruits.both(seed)
    found = fruits.learn(seen)
    takes = (
        controls.follow("hand_rule", "fruit_rule", "rule", START),
        controls.follow("act", "fruit_rule", "act", ACTS[0]),
    )
    fruit_rule((seen, new), found, rule, act, say.table("rule_words"), "fruit_rule", takes)
    facts = {
        "mine": fruits.by_hand(seen, rule),
        "model": found[-1].right(seen),
        "mine_new": fruits.by_hand(new, rule),
        "model_new": found[-1].right(new),
        "best": fruits.best_by_hand(seen),
        "best_new": fruits.best_by_hand(new),
        "seen": fruits.SEEN,
        "new": fruits.NEW,
        "missed": fruits.NEW - found[-1].right(new),
    }
    panels.verdict(say(f"verdict_{act}", **facts))
    panels.challenge(say, facts["mine"] == facts["best"], say("challenge_state", **facts))
