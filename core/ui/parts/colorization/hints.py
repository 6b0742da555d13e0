"""A learner gives a place a colour, and the network follows."""

from collections.abc import Callable

import numpy as np
import streamlit as st

from core.colorization import hints, infer, measure, sizes
from core.colorization.models import COLOURING
from core.figures import theme
from core.i18n.catalog import Words
from core.media import images
from core.ui import cache, controls, inputs, own, panels, queue, shell
from core.ui.components.colorization.hint_points import Palette, View, hint_points
from core.ui.parts.colorization import source

NONE, FIRST = "none", "astronaut"
MOST, GOAL = 5, 12.0
"""hints that the challenge allows, and the mean ΔE that it asks for"""
SWATCHES = {
    "red": "#c8322f",
    "orange": "#e07b28",
    "yellow": "#e3c33b",
    "green": "#4c8c3c",
    "cyan": "#3fa7b5",
    "blue": "#2e6fd0",
    "purple": "#7c4fa8",
    "pink": "#d9779f",
    "skin": "#d9a382",
    "brown": "#8a5a35",
    "grey": "#808080",
}
OBEYED, HALF = 0.6, 0.25
"""which part of the way to a hint's colour its place has gone where the network follows, or half follows"""


@shell.fragment
def draw(say: Words) -> None:
    """Draw the part."""
    picture = inputs.picture(say, source.SAMPLES, default=FIRST)
    work = source.work(picture.key, sizes.WORKED, picture)
    if source.missing(say, COLOURING):
        return panels.image(st, images.to_jpeg(work.rgb), width=480, alt=say("hand.truth"))
    stage, side = panels.stage_and_controls()
    with side:
        way = controls.choice(
            st.radio, say("way"), infer.WAYS, "hint_way", infer.WAYS[0], lambda name: say(f"hand.{name}")
        )
        st.caption(say("hints_about"))
        inputs.add_pictures(say)
    text = hints_of(picture)
    given = hints.read(text)
    with stage:
        asked = [colours(picture.key, text_of(text, n), way, work.light, say) for n in counted(given)]
        before, less, now = asked[0], asked[-2] if len(asked) > 1 else asked[0], asked[-1]
        true = measure.has_colours(work.rgb)
        point(say, picture, text, views(say, work, before, now, bool(given), true))
        off = [measure.score(work.lab, work.light, ab).off for ab in (before, now)]
        panels.verdict(verdict(say, given, (less, now), work.light.shape, off if true else None))
        challenge(say, len(given), off, true)
    panels.model_card(say, COLOURING)


def counted(given: list[hints.Hint]) -> list[int]:
    """Return with how many of the hints the network is asked: none, all but the last, all of them."""
    return sorted({0, max(0, len(given) - 1), len(given)})


def text_of(text: str, count: int) -> str:
    """Return the text of the first hints."""
    return "_".join(text.split("_")[:count]) if count else NONE


@cache.per_session(most=64)
def colours(key: str, text: str, way: str, _light: np.ndarray, _say: Words) -> np.ndarray:
    """Return the colours ab (2, h, w) of a photo with these hints."""
    return queue.ask(_say, infer.guessed_colours, _light, hints.read(text), way, infer.temperature())


def hints_of(picture: inputs.Picture) -> str:
    """Return the hints on this photo; those on a sample are in the link too."""
    name = f"hints_{picture.key}"
    for other in [key for key in st.query_params if key.startswith("hints_") and key != name]:
        st.query_params.pop(other)
    text = st.session_state.get(name) or NONE if picture.own else controls.kept(name, NONE)
    return "_".join(one for one in text.split("_") if hints.read(one)) or NONE


def take(picture: inputs.Picture, component: str) -> Callable[[], None]:
    """Return what keeps the hints after a click."""

    def keep() -> None:
        own.choose(f"hints_{picture.key}", st.session_state[component].hints or NONE)

    return keep


def views(
    say: Words, work: source.Work, before: np.ndarray, now: np.ndarray, any_hint: bool, true: bool
) -> list[View]:
    """Return the looks at the photo: coloured, its own colours if it has any, what the hints changed."""
    coloured = infer.painted(work.light, now)
    shown = {"coloured": coloured} | ({"truth": work.rgb} if true else {})
    if any_hint:
        where = measure.changed(before, now, work.light.shape)
        shown["changed"] = measure.only_where(coloured, work.light, where)
    return [View(say(f"look_at.{name}"), images.to_jpeg(rgb)) for name, rgb in shown.items()]


def point(say: Words, picture: inputs.Picture, text: str, looks: list[View]) -> None:
    """Draw the photo that is clicked on."""
    palette = Palette({value: say(f"swatches.{name}") for name, value in SWATCHES.items()}, hints.MOST)
    component = own.key("hint_points")
    words = say.table("points")
    hint_points(looks, "" if text == NONE else text, palette, words, component, take(picture, component))


def verdict(
    say: Words,
    given: list[hints.Hint],
    asked: tuple[np.ndarray, np.ndarray],
    shape: tuple[int, int],
    off: list[float] | None,
) -> str:
    """Return what the last hint did; `off` is the mean ΔE without and with all hints, if it can be known."""
    known = say("off", before=theme.number(off[0], 1), now=theme.number(off[1], 1)) if off else ""
    if not given:
        return say("verdict_no_hint") + " " + (say("off_alone", now=theme.number(off[0], 1)) if off else "")
    share = float(measure.changed(*asked, shape).mean())
    obeyed = measure.followed(*asked, given[-1])
    kind = "obeyed" if obeyed >= OBEYED else "half" if obeyed >= HALF else "ignored"
    facts = {"share": theme.percent(share), "way": theme.percent(min(max(obeyed, 0.0), 1.0))}
    return " ".join(filter(None, (say("verdict_hint", **facts), say(f"hint_{kind}"), known)))


def challenge(say: Words, count: int, off: list[float], true: bool) -> None:
    """Show the challenge: near to the original with few hints, on a photo that is not near without."""
    before, now = off
    facts = {"n": count, "before": theme.number(before, 1), "now": theme.number(now, 1)}
    if not true:
        return panels.challenge(say, False, say("state_grey"), "hint_challenge")
    if before <= GOAL:
        return panels.challenge(say, False, say("state_easy", **facts), "hint_challenge")
    solved = 1 <= count <= MOST and now <= GOAL
    state = say("state_many" if count > MOST else "state_hints", **facts)
    return panels.challenge(say, solved, state, "hint_challenge")
