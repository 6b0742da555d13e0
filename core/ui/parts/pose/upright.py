"""How the view is turned upright before the second network looks, and what happens where it is not."""

import numpy as np
import streamlit as st

from core.figures import theme
from core.i18n.catalog import Words
from core.pose import infer, report
from core.pose.infer import Body
from core.shared.blaze import Square
from core.ui import cache, controls, inputs, panels, queue, shell
from core.ui.components.pose.upright import Person, upright
from core.ui.parts.pose import people

AS_FOUND = "0,100"
NEAR, FAR = 0.05, 0.25
"""shares of the view's side: points that move less are called the same, from the other on they are astray"""


def draw(say: Words) -> None:
    """Draw the part."""
    picture = people.choose_picture(say)
    if infer.MODEL not in people.here():
        people.missing(say, picture)
        return
    bodies = people.found(picture.key, infer.MODEL, picture, say).bodies
    if not bodies:
        people_missing(say, picture)
        return
    show(say, picture, bodies[0])


def people_missing(say: Words, picture: inputs.Picture) -> None:
    """Show a picture in which nobody was found."""
    panels.verdict(say("none"))
    panels.image(st, picture.jpeg, alt=say("plain_alt"))


@shell.fragment
def show(say: Words, picture: inputs.Picture, first: Body) -> None:
    """Draw the square and the view in it; the network answers for the square as it is turned."""
    view, rgb = controls.kept("turned", AS_FOUND), picture.rgb()
    degrees, percent = read(view)
    seen = answer(picture.key, degrees, percent, first.square, picture, say)
    take = controls.follow("turned", "upright", "view", AS_FOUND)
    shown = f"{degrees:g},{percent:g}"
    person = Person(rgb, first.square, seen, people.names(say))
    upright(person, shown, say.table("upright"), "upright", take)
    panels.verdict(verdict(say, first, seen, degrees, percent, people.wh_of(rgb)))
    st.caption(say("upright_about"))


@cache.per_session(most=16)
def answer(
    key: str, degrees: float, percent: float, _square: Square, _picture: inputs.Picture, _say: Words
) -> Body:
    """Return what the second network sees in the square, turned and sized."""
    side, angle = _square.side * percent / 100, _square.angle + np.radians(degrees)
    body, _ = queue.ask(_say, infer.look, _picture.rgb(), Square(_square.x, _square.y, side, angle))
    return body


def read(text: str) -> tuple[float, float]:
    """Return degrees −180..180 and percent 60..240 that a link holds, else those as found."""
    try:
        degrees, percent = map(float, text.split(","))
    except ValueError:
        return 0.0, 100.0
    if not np.isfinite([degrees, percent]).all():
        return 0.0, 100.0
    return min(max(degrees, -180.0), 180.0), min(max(percent, 60.0), 240.0)


def verdict(say: Words, first: Body, seen: Body, degrees: float, percent: float, wh: tuple[int, int]) -> str:
    """Return how far the points are from those of the upright view, and what the network thinks of it."""
    score = theme.percent(seen.score)
    if not degrees and percent == 100:
        return say("upright_first", score=score, degrees=theme.number(np.degrees(first.square.angle), 0))
    moved = report.apart(first, seen, wh)
    facts = {
        "degrees": theme.number(degrees, 0),
        "percent": f"{percent:.0f}",
        "score": score,
        "moved": f"{moved:.0f}",
    }
    share = moved / first.square.side
    if seen.score < infer.PRESENT:
        return say("upright_lost", **facts)
    if np.isnan(share):
        return say("upright_apart", **facts)
    kind = "same" if share < NEAR else "moved" if share < FAR else "astray"
    return say(f"upright_{kind}", **facts)
