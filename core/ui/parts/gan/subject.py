"""What the parts of the lesson share: garments, digits or skies, and what their classes are called."""

import streamlit as st

from core.gan import models
from core.i18n.catalog import Words
from core.runtime import cards
from core.ui import controls

ALL = "all"


def choose(say: Words, colour: bool = False) -> str:
    """Let the learner choose what the networks make: garments, digits, or with `colour` skies."""
    return controls.view(say, "subject", (*models.SUBJECTS, *([models.SKIES] if colour else [])))


def classes(say: Words, subject: str) -> list[str]:
    """Return what the classes are called."""
    names = cards.read(models.name_of(subject))["classes"]
    return [say(f"names.{name}") if say.has(f"names.{name}") else name for name in names]


def choose_class(say: Words, subject: str) -> int | None:
    """Let the learner ask for one class; None is all of them."""
    names = classes(say, subject)
    options = (ALL, *map(str, range(len(names))))
    chosen = controls.choice(
        st.selectbox,
        say("asked"),
        options,
        "asked",
        ALL,
        lambda option: say("asked_all") if option == ALL else names[int(option)],
        width=240,
    )
    return None if chosen == ALL else int(chosen)
