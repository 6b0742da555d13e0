"""Before networks: threshold, watershed, GrabCut, and a network, on the same photo."""

import numpy as np
import streamlit as st

from core.figures import theme
from core.i18n.catalog import Words
from core.media.images import to_jpeg
from core.media.tables import to_csv
from core.runtime import registry
from core.segmentation import classic, figures, infer, metrics
from core.segmentation.classic import RUNGS, Rung
from core.ui import cache, inputs, panels, shell
from core.ui.parts.segmentation import choose_picture, predictions, thing_of

COINS = 24
"""on the sample photo of coins"""


@cache.per_session(most=12)
def cut(key: str, box: tuple[float, float, float, float], _rgb: np.ndarray) -> Rung:
    """Return what GrabCut cuts out of a box."""
    return classic.grabcut(_rgb, box)


def draw(say: Words) -> None:
    """Draw the part."""
    show(say, choose_picture(say, "coins"))


@shell.fragment
def show(say: Words, picture: inputs.Picture) -> None:
    """Draw the four rungs."""
    stage, side = panels.stage_and_controls()
    with side:
        dark = st.toggle(say("ladder.dark"), False, key="ladder_dark", bind="query-params")
        across = st.slider(say("ladder.across"), 0, 100, (12, 88), key="ladder_x", bind="query-params")
        down = st.slider(say("ladder.down"), 0, 100, (8, 92), key="ladder_y", bind="query-params")
        with st.expander(say("more"), icon=":material/tune:"):
            own = st.toggle(say("ladder.own_level"), False, key="own_level", bind="query-params")
            level = st.slider(
                say("ladder.level"), 0, 255, 128, key="level", bind="query-params", disabled=not own
            )
            names = (predictions.OWN, *registry.list_models("segmentation"))
            wanted = panels.choose_model(say, "segmentation", predictions.OWN, names)
            inputs.add_pictures(say)
    rgb = classic.small(picture.rgb())
    first = classic.threshold(rgb, level if own else None, dark)
    box = (across[0] / 100, down[0] / 100, across[1] / 100, down[1] / 100)
    look = predictions.looked(picture, wanted, say)
    found, model = look.found, look.model
    focus = figures.focus(found.labels, found.shares)
    mask = np.isin(found.class_ids[0], figures.together(found.labels, focus)) & (not found.nothing)
    network = Rung(mask.astype(np.int32), found.network_ms)
    rungs = dict(
        zip(
            RUNGS,
            (first, classic.watershed(rgb, first.pieces > 0), cut(picture.key, box, rgb), network),
            strict=True,
        )
    )
    facts = {
        "threshold": {"level": first.level},
        "watershed": {"n": int(rungs["watershed"].pieces.max())},
        "grabcut": {"share": theme.percent(float((rungs["grabcut"].pieces > 0).mean()))},
        "network": {"name": thing_of(say, found.labels[focus]), "model": panels.title_of(model)},
    }
    strange = not found.nothing and found.sureness < infer.unsure_below(model)
    with stage:
        for pair in (RUNGS[:2], RUNGS[2:]):
            for column, name in zip(st.columns(2, gap="medium"), pair, strict=True):
                rung = rungs[name]
                with column.container(border=True):
                    st.markdown(f"**{RUNGS.index(name) + 1}. {say(f'ladder.{name}')}** · {rung.ms:.0f} ms")
                    lost = name == "network" and found.nothing
                    words = say(f"ladder.{name}_{'nothing' if lost else 'said'}", **facts[name])
                    if name == "watershed" and picture.key == "coins" and facts[name]["n"] != COINS:
                        words += f" {say('ladder.watershed_coins', **facts[name])}"
                    if name == "network" and strange:
                        words += f" {say('ladder.network_strange')}"
                    panels.image(
                        st,
                        picture_of(rgb, rung, box if name == "grabcut" else None),
                        width="stretch",
                        alt=words,
                    )
                    st.markdown(words)
        panels.verdict(verdict(say, rungs))
        rows = [
            (say(f"ladder.{name}"), int(r.pieces.max()), float((r.pieces > 0).mean()), r.ms)
            for name, r in rungs.items()
        ]
        header = [say(f"ladder.column.{name}") for name in ("method", "pieces", "share", "ms")]
        panels.download(say, "download_csv", to_csv(header, rows), "ladder.csv", "text/csv")


def picture_of(rgb: np.ndarray, rung: Rung, box: tuple[float, float, float, float] | None) -> bytes:
    """Return the photo with the pieces in colour and the rest pale, as JPEG."""
    shown = predictions.fitted(rgb, rung.pieces.shape)
    palette = ["#FFFFFF", *figures.colours(tuple(map(str, range(int(rung.pieces.max())))))]
    mixed = figures.overlay(shown, rung.pieces, palette, 0.55)
    if box is not None:
        h, w = rung.pieces.shape
        mixed = figures.boxed(mixed, np.float32([box]) * np.float32([w, h, w, h]))
    return to_jpeg(mixed)


def verdict(say: Words, rungs: dict[str, Rung]) -> str:
    """Return how far the hand-made methods agree with each other, and what each needs."""
    masks = {name: rung.pieces > 0 for name, rung in rungs.items()}
    shape = masks["grabcut"].shape
    network = predictions.fitted(masks["network"].astype(np.uint8), shape) > 0
    facts = {
        "cut": theme.number(metrics.overlap(masks["threshold"], masks["grabcut"]).iou),
        "network": theme.number(metrics.overlap(masks["grabcut"], network).iou),
        "n": int(rungs["watershed"].pieces.max()),
    }
    return say("ladder.verdict", **facts)
