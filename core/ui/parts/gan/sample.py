"""A wall of garments that nobody ever made, and a bench to blend them on."""

from functools import cache as keep

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from core.figures import theme
from core.gan import browser_export, evaluator, infer, models, real
from core.gan.infer import Samples
from core.i18n.catalog import Words
from core.media import images
from core.media.tables import to_csv
from core.ui import cache, controls, panels, queue, shell
from core.ui.components.gan import nets
from core.ui.components.gan.wall import ACROSS, Wall, wall
from core.ui.parts.gan import skies, subject

COUNT, STRONG = 64, 5
MOST_SEED = 9999
FIRST_PINS = "4.12.22"


@keep
def networks(model: str) -> dict[str, object]:
    """Return the networks as the browser gets them; they are nobody's, so everybody shares them."""
    return nets.networks(browser_export.plain(model))


@cache.per_session
def made(seed: int, model: str, asked: int | None, truncation: float, _say: Words) -> Samples:
    """Return a wall of samples."""
    return queue.ask(_say, infer.sample, COUNT, seed, model, asked, truncation)


@cache.per_session
def judged(seed: int, kind: str, asked: int | None, truncation: float, _made: Samples, _say: Words) -> int:
    """Return how many samples the classifier takes for the class that was asked."""
    found = queue.ask(_say, evaluator.judge, _made.images, kind)
    return int((found.named == _made.classes.argmax(1)).sum())


@keep
def directions(model: str) -> NDArray[np.float32]:
    """Return the directions of the sliders."""
    return infer.directions(model, STRONG)


def draw(say: Words) -> None:
    """Draw the part; the networks, which are large, are outside the fragment, and sent once."""
    kind = subject.choose(say, colour=True)
    if kind != models.SKIES:
        nets.carry(models.name_of(kind), networks(models.name_of(kind)))
    generate(say, kind)
    panels.model_card(say, models.name_of(kind))


@shell.fragment
def generate(say: Words, kind: str) -> None:
    """Draw controls, wall and bench."""
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        asked = subject.choose_class(say, kind)
        st.button(say("new_wall"), key="new_wall", type="primary", icon=":material/casino:", on_click=roll)
        with st.popover(say("more"), icon=":material/tune:"):
            seed, truncation = settings(say)
    if kind == models.SKIES:
        skies.wall(say, seed, asked, truncation)
        return
    model = models.name_of(kind)
    samples = made(seed, model, asked, truncation, say)
    names = subject.classes(say, kind)
    words = say.table("wall")
    pins = controls.kept("pins", FIRST_PINS)
    take = controls.follow("pins", "gan_wall", "pins", FIRST_PINS)
    wall(Wall(model, samples, directions(model), names), pins, words, "gan_wall", take)
    right = judged(seed, kind, asked, truncation, samples, say)
    panels.verdict(verdict(say, samples, right, truncation, real.OPINION[kind]))
    download(say, samples, names, seed)


def settings(say: Words) -> tuple[int, float]:
    """Let the learner choose the seed, and how far from usual the samples may be."""
    seed = int(st.number_input(say("seed"), 0, MOST_SEED, 0, key="gan_seed", bind="query-params"))
    truncation = st.slider(
        say("truncation"), 0.0, 2.0, 1.0, 0.1,
        key="truncation", bind="query-params", help=say("truncation_help"),
    )  # fmt: skip
    return seed, truncation


def roll() -> None:
    """Take other random numbers."""
    st.session_state.gan_seed = (int(st.session_state.get("gan_seed", 0)) + 1) % (MOST_SEED + 1)


def verdict(say: Words, samples: Samples, right: int, truncation: float, real_ones: float) -> str:
    """Return what discriminator and classifier make of the wall."""
    facts = {
        "count": len(samples),
        "fooled": int((samples.scores > 0.5).sum()),
        "mean": theme.percent(float(samples.scores.mean())),
        "right": right,
        "real": theme.percent(real_ones),
    }
    kind = "narrow" if truncation < 0.7 else "wide" if truncation > 1.3 else "usual"
    return f"{say('verdict_wall', **facts)} {say(f'verdict_{kind}')}"


def download(say: Words, samples: Samples, names: list[str], seed: int) -> None:
    """Offer the wall as a picture and as numbers."""
    picture = images.sheet(samples.bytes, ACROSS).repeat(3, 0).repeat(3, 1)
    header = [
        "n",
        say("asked"),
        say("column_opinion"),
        *(f"z{i + 1}" for i in range(samples.latents.shape[1])),
    ]
    rows = [
        [n, names[kind], float(score), *map(float, latent)]
        for n, (kind, score, latent) in enumerate(
            zip(samples.classes.argmax(1), samples.scores, samples.latents, strict=True), 1
        )
    ]
    with st.container(horizontal=True, gap="small"):
        panels.download(say, "download_png", lambda: images.to_png(picture), f"wall_{seed}.png", "image/png")
        panels.download(say, "download_csv", lambda: to_csv(header, rows), f"wall_{seed}.csv", "text/csv")
