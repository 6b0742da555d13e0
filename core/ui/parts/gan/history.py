"""The same noise through generators of different ages."""

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from core.figures import theme
from core.gan import codes, history, infer, models
from core.gan.history import History
from core.i18n.catalog import Words
from core.media.tables import to_csv
from core.shared import link_values
from core.ui import cache, controls, panels, queue, shell
from core.ui.components.gan import history as gan_history
from core.ui.components.gan.history import PLAY
from core.ui.components.gan.sky_wall import ACROSS
from core.ui.parts.gan import skies, subject

EACH = 3
"""pictures of every class"""
MOST_SEED = 9999


@cache.per_session(most=6)
def aged(seed: int, kind: str, _say: Words) -> NDArray[np.uint8]:
    """Return pictures (N, ages, 28, 28) of the same latents: `EACH` rows of the ten classes."""
    latents, _ = codes.chance(EACH * codes.CLASSES, seed)
    classes = codes.one_hot(np.tile(np.arange(codes.CLASSES), EACH))
    made = queue.ask(_say, infer.through_time, latents, classes, models.ages_of(kind))
    return np.rint(made * 255).astype(np.uint8)


@shell.fragment
def draw(say: Words) -> None:
    """Draw the part."""
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        kind = subject.choose(say, colour=True)
        st.button(say("new_noise"), key="new_noise", icon=":material/casino:", on_click=roll)
    seed = link_values.whole(controls.kept("noise", "0"), 0, MOST_SEED, 0)
    told = history.read(kind)
    words, across = say.table("history"), codes.CLASSES
    if kind == models.SKIES:
        words, across, grown = words | {"wall": say("skies.grown")}, ACROSS, skies.aged(seed, say)
    else:
        grown = aged(seed, kind, say)
    age = controls.kept("age", PLAY)
    take = controls.follow("age", "gan_history", "age", PLAY)
    gan_history.history(grown, across, told, age, words, "gan_history", take)
    panels.verdict(skies.growth(say) if kind == models.SKIES else verdict(say, told))
    header = [say(f"history.column_{name}") for name in ("step", "agreement", "evenness", "distance")]
    rows = zip(told.steps, told.agreement, told.evenness, told.distances, strict=True)
    panels.download(say, "download_csv", to_csv(header, list(map(list, rows))), "history.csv", "text/csv")
    panels.model_card(say, models.ages_of(kind))


def roll() -> None:
    """Take other noise."""
    now = link_values.whole(st.session_state.get("noise"), 0, MOST_SEED, 0)
    controls.keep("noise", str((now + 1) % MOST_SEED), "0")


def verdict(say: Words, told: History) -> str:
    """Return where loss and quality tell the most different stories, and what became of the other loss."""
    gap = history.widest_gap(told)
    facts = {"from": f"{gap.first:,}", "to": f"{gap.last:,}", "distance": theme.percent(-gap.distance)}
    facts["loss"] = theme.percent(abs(gap.loss))
    sentence = say("verdict_rose" if gap.loss > 0 else "verdict_fell", **facts)
    first, last = told.discriminator_losses[[0, -1]].tolist()
    if last <= first:
        return sentence
    return f"{sentence} {say('verdict_opponent', first=theme.number(first), last=theme.number(last))}"
