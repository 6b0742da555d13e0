"""Skies in colour: a wall to walk on, how they grew up, and what the judge found in them."""

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from core.figures import charts, theme
from core.gan import codes, figures, history, models, skies
from core.gan.skies import Skies, Verdict
from core.i18n.catalog import Words
from core.media import images
from core.media.tables import to_csv
from core.ui import cache, controls, panels, queue
from core.ui.components.gan.sky_wall import ACROSS, Shown, sky_wall
from core.ui.parts.gan import subject

FRAMES, EACH = 32, 4
"""pictures of the way from A to B, and of each class that grow up"""
FIRST_PINS = "16.27"
LARGER = 3


@cache.per_session
def made(seed: int, asked: int | None, truncation: float, _say: Words) -> Skies:
    """Return a wall of samples."""
    return queue.ask(_say, skies.sample, ACROSS, seed, asked, truncation)


@cache.per_session
def way(
    seed: int, asked: int | None, truncation: float, pins: tuple[int, int], _made: Skies, _say: Words
) -> NDArray[np.uint8]:
    """Return the pictures (F, 64, 64, 3) between two of the wall."""
    return queue.ask(_say, skies.walk, _made, *pins, FRAMES)


@cache.per_session(most=4)
def aged(seed: int, _say: Words) -> NDArray[np.uint8]:
    """Return pictures (N, ages, 64, 64, 3) of the same latents, the classes in turn."""
    latents, _ = codes.chance(EACH * codes.SKY_CLASSES, seed)
    classes = codes.one_hot(np.tile(np.arange(codes.SKY_CLASSES), EACH), codes.SKY_CLASSES)
    return queue.ask(_say, skies.through_time, latents, classes)


def wall(say: Words, seed: int, asked: int | None, truncation: float) -> None:
    """Draw the wall, the way between two of its pictures, and what the judge found."""
    found = made(seed, asked, truncation, say)
    names = [subject.classes(say, models.SKIES)[kind] for kind in found.classes.argmax(1)]
    pins = controls.kept("sky_pins", FIRST_PINS)
    a, b = read_pins(pins, len(found))
    shown = Shown(found.images, names, way(seed, asked, truncation, (a, b), found, say))
    take = controls.follow("sky_pins", "gan_skies", "pins", FIRST_PINS)
    sky_wall(shown, f"{a}.{b}", say.table("skies.wall"), "gan_skies", take)
    told = skies.verdict()
    facts = {"right": theme.percent(told.agreement), "real": theme.percent(told.agreement_real)}
    facts["count"] = int(told.confusion.sum())
    row = say("skies.same_noise") if asked is None else say("skies.one_kind", name=names[0])
    panels.verdict(f"{row} {say('skies.recognised', **facts)}")
    download(say, found, names, seed)


def read_pins(text: str, count: int) -> tuple[int, int]:
    """Return the numbers of two pictures, the first ones for a text that names none."""
    parts = text.split(".")
    if len(parts) != 2 or not all(part.isdecimal() and int(part) < count for part in parts):
        return read_pins(FIRST_PINS, count)
    return int(parts[0]), int(parts[1])


def download(say: Words, found: Skies, names: list[str], seed: int) -> None:
    """Offer the wall as a picture and as numbers."""
    large = images.sheet(found.images, ACROSS).repeat(LARGER, 0).repeat(LARGER, 1)
    header = ["n", say("asked"), *(f"z{i + 1}" for i in range(found.latents.shape[1]))]
    rows = [
        [n, name, *map(float, z)] for n, (name, z) in enumerate(zip(names, found.latents, strict=True), 1)
    ]
    with st.container(horizontal=True, gap="small"):
        panels.download(say, "download_png", lambda: images.to_png(large), f"skies_{seed}.png", "image/png")
        panels.download(say, "download_csv", lambda: to_csv(header, rows), f"skies_{seed}.csv", "text/csv")


def growth(say: Words) -> str:
    """Return where the distance began, where it ended, and what it is between real photos."""
    told, final = history.read(models.SKIES), skies.verdict()
    facts = {"first": told.distances[0], "last": told.distances[-1], "real": final.distance_real}
    return say(
        "skies.verdict_growth",
        steps=f"{told.steps[-1]:,}",
        **{name: theme.number(value, 0) for name, value in facts.items()},
    )


def measures(say: Words) -> None:
    """Draw what the training script measured of the finished generator."""
    told, bold = skies.verdict(), history.bold(models.SKIES)
    numbers(say, told)
    left, right = st.columns(2, gap="large")
    names = subject.classes(say, models.SKIES)
    with left:
        st.markdown(f"**{say('skies.confusion')}**")
        figure = charts.confusion(told.confusion, names, say("skies.axis_named"), say("skies.axis_asked"))
        panels.chart(figure, say("skies.confusion_alt", facts=matched(told, names)), "gan_confusion")
    with right:
        st.markdown(f"**{say('quality.bold')}**")
        figure = figures.bold(bold, 1.0, (say("quality.axis_psi"), say("quality.axis_distance")))
        best = bold.psi[int(np.argmin(bold.distances))]
        panels.chart(figure, say("quality.bold_alt", best=f"{best:g}"), "gan_sky_bold")
    panels.verdict(copies(say, told))
    st.caption(say("skies.about_numbers", n=int(told.confusion.sum())))
    header = [say("asked"), *names]
    rows = [[name, *map(int, row)] for name, row in zip(names, told.confusion, strict=True)]
    panels.download(say, "download_csv", to_csv(header, rows), "skies.csv", "text/csv")


def numbers(say: Words, told: Verdict) -> None:
    """Draw the two numbers, each beside what real photos get."""
    distance, right = st.columns(2)
    distance.metric(
        say("quality.distance"),
        theme.number(told.distance, 0),
        say("skies.real_ones", value=theme.number(told.distance_real, 0)),
        delta_color="off",
        delta_arrow="off",
        help=say("skies.distance_help"),
    )
    right.metric(
        say("quality.agreement"),
        theme.percent(told.agreement),
        say("skies.real_ones", value=theme.percent(told.agreement_real)),
        delta_color="off",
        delta_arrow="off",
        help=say("skies.agreement_help"),
    )


def matched(told: Verdict, names: list[str]) -> str:
    """Return how often each class was recognised."""
    shares = told.confusion.diagonal() / told.confusion.sum(1)
    return ", ".join(f"{name} {theme.percent(float(v))}" for name, v in zip(names, shares, strict=True))


def copies(say: Words, told: Verdict) -> str:
    """Return whether samples lie nearer to the photos learnt from than new photos do: a sign of copies."""
    facts = {"made": theme.number(told.nearest, 1), "real": theme.number(told.nearest_real, 1)}
    return say(
        "skies.verdict_near" if told.nearest < 0.6 * told.nearest_real else "skies.verdict_new", **facts
    )
