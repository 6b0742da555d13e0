"""One agent from within: what it expects, from where it recovers, and in which worlds it fails."""

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from core.cartpole import environment, figures, infer, worlds
from core.cartpole.environment import CARTPOLE, Physics
from core.figures import theme
from core.i18n.catalog import Words
from core.ui import cache, controls, panels, queue, shell
from core.ui.components.cartpole import inside
from core.ui.parts.cartpole import world

QUANTITIES = tuple(worlds.QUANTITIES)
GOOD = 475
"""mean steps above which a world is mastered, as gymnasium has it"""
DIGITS = {"pole": 1, "pole_mass": 2, "gravity": 1}
UNITS = {"pole": "m", "pole_mass": "kg", "gravity": "m/s²"}


@cache.per_session
def survival(stage: str, physics: Physics, _say: Words) -> NDArray[np.int64]:
    """Return the steps survived by angle and angular speed at the start (n, n), remembered."""
    return queue.ask(_say, worlds.survival_map, stage, physics)


@cache.per_session
def swept(stage: str, quantity: str, _say: Words) -> NDArray[np.float64]:
    """Return the mean steps for every value of a quantity, remembered."""
    return queue.ask(_say, worlds.sweep, stage, quantity)


@cache.per_session
def here(stage: str, physics: Physics, _say: Words) -> float:
    """Return the mean steps in one world, remembered."""
    return queue.ask(_say, worlds.mean_steps, stage, physics)


@shell.fragment
def draw(say: Words) -> None:
    """Draw the part."""
    stage, side = panels.stage_and_controls()
    with side:
        name = world.choose_stage(say)
        pole, gravity = world.choose_pole(say), world.choose_gravity(say)
        with st.expander(say("more"), icon=":material/tune:"):
            mass, seed = world.choose_mass(say), world.choose_seed(say)
    physics = world.world_of(pole, mass, gravity)
    title = world.title(say, name)
    with stage:
        with st.spinner(say("surviving")):
            steps = survival(name, physics, say)
        words = say.table("within")
        start = environment.start(seed, physics)
        agent, stamp = infer.network(name), f"{name} {seed} {physics}"
        shown = inside.Inside(agent, title, start, steps, worlds.REACH, physics)
        inside.inside(shown, words, "within", stamp)
        panels.verdict(say("verdict_inside", name=title, **shares(steps, physics)))
    other_worlds(say, name, physics)


def shares(steps: NDArray[np.int64], physics: Physics) -> dict[str, str]:
    """Return which shares of the starts end well, and which at once."""
    return {
        "stand": theme.percent(float((steps >= physics.longest).mean())),
        "soon": theme.percent(float((steps * physics.tau < 1).mean())),
        "starts": f"{steps.size:,}",
    }


def other_worlds(say: Words, stage: str, physics: Physics) -> None:
    """Draw how long the agent stays up as one quantity of the world changes."""
    st.markdown(f"**{say('worlds')}**")
    quantity = controls.choice(
        st.segmented_control,
        say("worlds"),
        QUANTITIES,
        "quantity",
        "pole",
        lambda name: say(name),
        label_visibility="collapsed",
    )
    values, found = worlds.QUANTITIES[quantity], swept(stage, quantity, say)
    now = worlds.value_of(physics, quantity)
    trained, steps = worlds.value_of(CARTPOLE, quantity), here(stage, physics, say)
    good = values[found > GOOD]
    facts = {
        "name": say(quantity),
        "trained": amount(quantity, trained),
        "now": ", ".join([amount(quantity, now), *also_changed(say, quantity, physics)]),
        "steps": theme.number(steps, 0),
        "low": amount(quantity, good.min()) if len(good) else "",
        "high": amount(quantity, good.max()) if len(good) else "",
    }
    kind = "_none" if not len(good) else "_all" if len(good) == len(values) else ""
    said = say(f"verdict_worlds{kind}", **facts)
    marks = (trained, say("mark_trained")), (now, say("mark_now"))
    titles = f"{say(quantity)} ({UNITS[quantity]})", say("axis_steps")
    figure = figures.survival_curve(values, found, *marks, *titles)
    panels.chart(figure, f"{say('worlds')} {said}", "worlds")
    panels.verdict(said)


def amount(quantity: str, value: float) -> str:
    """Return a value of a quantity with its unit."""
    return f"{theme.number(value, DIGITS[quantity])} {UNITS[quantity]}"


def also_changed(say: Words, quantity: str, physics: Physics) -> list[str]:
    """Return what else of a world is not as in the training: the curve of `quantity` knows nothing of it."""
    values = {other: worlds.value_of(physics, other) for other in QUANTITIES if other != quantity}
    return [
        f"{say(other)} {amount(other, value)}"
        for other, value in values.items()
        if value != worlds.value_of(CARTPOLE, other)
    ]
