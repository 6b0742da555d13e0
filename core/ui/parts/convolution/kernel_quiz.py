"""The guessing game: a result is shown, the learner names the kernel."""

import streamlit as st

from core.convolution import challenges, kernels
from core.convolution.pixels import as_picture
from core.convolution.sliding import Sliding, convolve
from core.i18n.catalog import Words
from core.media.images import to_png
from core.shared import link_values
from core.ui import controls, inputs, panels, shell
from core.ui.parts.convolution.copies import workable_copy

SIDE = 96
MOST = 999


@shell.fragment
def draw(say: Words, picture: inputs.Picture) -> None:
    """Draw the photo, the result of the hidden kernel, and the choice."""
    number = link_values.whole(controls.kept("riddle", "1"), 1, MOST, 1)
    controls.keep("riddle", str(number), "1")
    name = challenges.riddle(number)
    kernel = kernels.build(name, 5)
    x = workable_copy(picture.key, SIDE, picture)
    result = as_picture(convolve(x, kernel, Sliding(len(kernel), 1, "same")), kernels.shows(kernel))
    state = st.container()
    left, right, ask = st.columns([3, 3, 2], gap="large")
    left.image(to_png(x), caption=say("riddle_photo"), width="stretch", alt=say("riddle_photo"))
    right.image(to_png(result), caption=say("riddle_result"), width="stretch", alt=say("riddle_alt"))
    with ask:
        options = ("open", *sorted(challenges.RIDDLES))
        guess = controls.choice(
            st.selectbox,
            say("riddle_choose"),
            options,
            "guess",
            "open",
            lambda k: say("guess_open") if k == "open" else say(f"kernels.{k}"),
        )
        st.button(
            say("riddle_next"), key="riddle_next", on_click=go_on, args=(number,), icon=":material/skip_next:"
        )
    facts = {"number": number, "guess": say(f"kernels.{guess}") if guess != "open" else ""}
    verdict = "open" if guess == "open" else "right" if guess == name else "wrong"
    with state:
        panels.challenge(say, guess == name, say(f"riddle_{verdict}", **facts), "riddle")


def go_on(number: int) -> None:
    """Show the next riddle, with no guess yet."""
    controls.keep("riddle", str(number % MOST + 1), "1")
    st.session_state["guess"] = "open"
