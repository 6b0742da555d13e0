"""What the parts of the lesson share: which stage of the agent, which start, which world."""

import streamlit as st

from core.cartpole import models
from core.cartpole.environment import Physics
from core.cartpole.network import FINAL
from core.i18n.catalog import Words
from core.ui import controls
from core.ui.parts.cartpole import WORLD

MOST_SEED = 9999


def title(say: Words, stage: str) -> str:
    """Return how a stage of the training is called."""
    if stage in ("0", FINAL):
        return say(f"stage_{'first' if stage == '0' else 'final'}")
    return say("stage_after", n=stage)


def choose_stage(say: Words, default: str = FINAL, key: str = "stage") -> str:
    """Let the learner choose one stage of the agent; a part with another default has a key of its own."""
    return controls.choice(
        st.selectbox, say("stage"), models.stages(), key, default, lambda name: title(say, name)
    )


def choose_seed(say: Words) -> int:
    """Let the learner choose the start."""
    return int(st.number_input(say("seed"), 0, MOST_SEED, 0, key="seed", bind="query-params"))


def choose_pole(say: Words) -> float:
    """Let the learner change the pole's length in m."""
    return st.slider(
        say("pole"), 0.2, 4.0, WORLD["pole"], 0.1, key="pole", bind="query-params", format="%.1f m"
    )


def choose_gravity(say: Words) -> float:
    """Let the learner change gravity in m/s²."""
    label, standard = say("gravity"), WORLD["gravity"]
    return st.slider(label, 1.0, 80.0, standard, 0.1, key="gravity", bind="query-params", format="%.1f m/s²")


def choose_mass(say: Words) -> float:
    """Let the learner change the pole's mass in kg."""
    label, standard = say("pole_mass"), WORLD["pole_mass"]
    return st.slider(label, 0.05, 2.0, standard, 0.05, key="pole_mass", bind="query-params", format="%.2f kg")


def world_of(pole: float, pole_mass: float, gravity: float) -> Physics:
    """Return the world with these three quantities, all else as in the training."""
    return Physics(gravity=gravity, pole_mass=pole_mass, half_length=pole / 2)
