"""Learning rates of their own for rules to which a shared one means something else."""

from collections.abc import Mapping

import streamlit as st

from core.gradient_descent import maps
from core.gradient_descent.descent import Trajectory
from core.gradient_descent.optimizers import ADAPTIVE
from core.gradient_descent.problems import Problem
from core.gradient_descent.tuning import Tuning
from core.i18n.catalog import Words
from core.ui import controls
from core.ui.parts.gradient_descent import NOBODY
from core.ui.parts.gradient_descent.below import RATES, SWEPT


def kept() -> dict[str, float]:
    """Return the rates by rule that were taken, here or in the link ("adam:0.5,rmsprop:0.1")."""
    pairs = (part.split(":") for part in controls.kept("own_rates", NOBODY).split(","))
    return {p[0]: float(p[1]) for p in pairs if len(p) == 2 and p[0] in ADAPTIVE and p[1] in RATES}


def propose(
    say: Words,
    problem: Problem,
    walks: Mapping[str, Trajectory],
    steps: int,
    start: tuple[float, ...],
    tuning: Tuning,
) -> None:
    """Offer a rate of its own to each adaptive rule that looks lame, and the way back to a shared one."""
    own = kept()
    lame = [rule for rule in walks if rule in ADAPTIVE and rule not in own]
    sweeps = {rule: maps.sweep(problem, rule, SWEPT, steps, start, tuning) for rule in lame}
    found = {rule: maps.propose(sweep, walks[rule]) for rule, sweep in sweeps.items()}
    found = {rule: proposal for rule, proposal in found.items() if proposal}
    if found:
        st.caption(say("own_rate", names=", ".join(say(f"optimizer.{rule}") for rule in found)))
    if not found and not own:
        return
    with st.container(horizontal=True, gap="small"):
        for rule, proposal in found.items():
            name, rate = say(f"optimizer.{rule}"), f"{proposal.rate:g}"
            label = say("own_rate_take", name=name, rate=rate, n=proposal.steps)
            st.button(label, key=f"own_{rule}", on_click=_keep, args=({**own, rule: rate},))
        if own:
            st.button(say("own_rate_drop"), key="own_none", on_click=_keep, args=({},))


def _keep(rates: Mapping[str, object]) -> None:
    pairs = (f"{rule}:{float(str(rate)):g}" for rule, rate in rates.items())
    st.session_state.own_rates = ",".join(pairs) or NOBODY
