"""How it began: the picture itself learns, here and now, until it looks like both."""

from collections.abc import Mapping

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.figures import theme
from core.i18n.catalog import Words
from core.media import images
from core.media.tables import to_csv
from core.style_transfer import figures, gatys, style_pictures
from core.style_transfer.gatys import Painting
from core.ui import controls, inputs, live_training, own, panels, queue
from core.ui.components.common.filmstrip import Frame, filmstrip
from core.ui.parts.style_transfer.missing import missing
from core.ui.parts.style_transfer.mix import SAMPLES

BALANCES = ("0.3", "1", "3", "10", "30", "100")
USUAL, FIRST_STYLE = "10", "swirls"
THUMBNAIL_PX = 160
CONTENT_GOAL, STYLE_GOAL = 0.12, 0.04
"""what the challenge asks for; the astronaut after `swirls` comes to 0.10 and 0.03 with a balance of 3"""


def draw(say: Words) -> None:
    """Draw the part; no fragment, as a click in a fragment would wait for a training instead of ending it."""
    picture = inputs.picture(say, SAMPLES, default="astronaut")
    if missing(say, gatys.NETWORK, shown=picture.rgb()):
        return
    name, style = choose_style(say)
    stage, side = panels.stage_and_controls()
    with side:
        balance = controls.choice(
            st.select_slider, say("balance"), BALANCES, "style_balance", USUAL, help=say("balance_help")
        )
        inputs.add_pictures(say)
    key = (picture.key, name, balance)
    with stage:
        begin = live_training.asked_to_begin(say("paint_begin"), "paint_begin")
        place = st.empty()
        if begin:
            learn(say, Painting(picture.rgb(), style, float(balance)), key, place)
        with place.container():
            show(say, key, picture, style)


def choose_style(say: Words) -> tuple[str, np.ndarray]:
    """Draw our style pictures and the learner's own; return the chosen one and its name."""
    mine = inputs.own_pictures()
    names = (*style_pictures.DRAWN, *mine)
    chosen = st.session_state.get("style_picture") or controls.linked_value("style_picture")
    chosen = chosen if chosen in names else FIRST_STYLE
    controls.link("style_picture", FIRST_STYLE if chosen in mine else chosen, FIRST_STYLE)
    frames = [
        Frame(name, images.to_jpeg(style_pictures.load(name), THUMBNAIL_PX), say(f"drawn.{name}"))
        for name in style_pictures.DRAWN
    ]
    frames += [Frame(p.key, p.thumbnail(), say("own_picture", name=p.name)) for p in mine.values()]
    strip = own.key("style_pictures")

    def picked() -> None:
        if st.session_state[strip].picked in names:
            own.choose("style_picture", st.session_state[strip].picked)

    st.caption(say("choose_style_picture"))
    filmstrip(frames, chosen, say("choose_style_picture"), strip, picked)
    return chosen, mine[chosen].rgb() if chosen in mine else style_pictures.load(chosen)


def learn(say: Words, painting: Painting, key: tuple[str, ...], place: DeltaGenerator) -> None:
    """Paint with a bar, both losses, the picture as it changes, and a stop button; keep what came out."""

    def tell() -> tuple[float, str]:
        now, share = painting.history[-1], len(painting.history) / painting.steps
        facts = {"n": len(painting.history), "content": theme.number(now.content, 2)}
        return share, say("paint_going", style=theme.number(now.style, 2), **facts)

    def look(where: DeltaGenerator, _: int) -> None:
        panels.image(where, images.to_jpeg(painting.rgb), width=460, alt=say("paint_alt"))

    def end() -> None:
        own.keep("painting", {key: painting})

    live_training.train(say, painting, "paint_stop", place, tell, end, look)


def show(say: Words, key: tuple[str, ...], picture: inputs.Picture, style: np.ndarray) -> None:
    """Draw what a painting with these settings came to, or what it starts from."""
    kept: Mapping[tuple[str, ...], Painting] = own.get("painting", {})
    painting = kept.get(key)
    shown = [(say("the_photo"), gatys.picture(picture.rgb())), (say("the_style"), gatys.picture(style))]
    if painting:
        shown.insert(0, (say("the_painting"), painting.rgb))
    for column, (label, rgb) in zip(st.columns(len(shown)), shown, strict=True):
        panels.image(column, images.to_jpeg(rgb), label, alt=label)
    if painting is None or not painting.history:
        panels.verdict(say("paint_open", n=gatys.STEPS))
        return panels.challenge(say, False, say("paint_not_yet"), "paint_challenge")
    content, tone = queue.ask(say, painting.measured)
    panels.chart(
        figures.losses(painting.history, (say("content_loss"), say("style_loss")), say("axis_step")),
        say("losses_alt", content=theme.number(content, 3), style=theme.number(tone, 3)),
        "paint_losses",
    )
    facts = {"content": theme.number(content, 3), "style": theme.number(tone, 3), "n": len(painting.history)}
    start = painting.history[0].style
    told = say("paint_verdict", start=theme.number(start, 2), **facts)
    panels.verdict(f"{told} {leaning(say, painting.balance, content, tone)}")
    solved = content <= CONTENT_GOAL and tone <= STYLE_GOAL
    panels.challenge(say, solved, say("paint_state", **facts), "paint_challenge")
    columns = [say("axis_step"), say("content_loss"), say("style_loss")]
    rows = [[i, loss.content, loss.style] for i, loss in enumerate(painting.history)]
    panels.download(say, "download_csv", to_csv(columns, rows), "losses.csv", "text/csv")
    painted = painting.rgb
    panels.download(say, "download_png", lambda: images.to_png(painted), "painting.png", "image/png")


def leaning(say: Words, balance: float, content: float, style: float) -> str:
    """Return which of the two losses is worth more when style is weighed as it was asked."""
    weighed = balance * style
    return say(f"leans_{'style' if weighed > content else 'content'}", weighed=theme.number(weighed, 3))
