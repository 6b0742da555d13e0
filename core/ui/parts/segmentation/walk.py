"""A photo on its way down the U and up again, with bridges and without."""

import numpy as np
import streamlit as st

from core.figures import theme
from core.i18n.catalog import Words
from core.media.images import to_jpeg
from core.media.tables import to_csv
from core.runtime import cards
from core.segmentation import classic, figures, infer, metrics, regions
from core.segmentation.walk import Walk
from core.ui import cache, inputs, panels, queue, shell
from core.ui.components.segmentation.u_walk import UWalk, u_walk
from core.ui.parts.segmentation import choose_picture, name_of, predictions

NETS = ("unet", "unet_no_bridges")
PHOTO = 640
"""longer side in pixels of the photo on the stage"""


@cache.per_session(most=4)
def walked(key: str, _picture: inputs.Picture, _say: Words) -> tuple[Walk, Walk]:
    """Return a picture's way through the network with bridges and through the one without."""
    from core.segmentation import walk

    rgb = classic.small(_picture.rgb(), PHOTO)
    longest = cards.read(NETS[0])["longest"]  # for both, so that their maps can be compared
    return tuple(queue.ask(_say, walk.walk, rgb, name, longest) for name in NETS)


def draw(say: Words) -> None:
    """Draw the part."""
    show(say, choose_picture(say))


@shell.fragment
def show(say: Words, picture: inputs.Picture) -> None:
    """Draw the U, what the stage holds, and what is lost without bridges."""
    bridges = st.toggle(say("walk.bridges"), True, key="bridges", bind="query-params")
    walks = walked(picture.key, picture, say)
    photo = to_jpeg(classic.small(picture.rgb(), PHOTO))
    words = say.table("walk.words")
    colours = figures.colours(walks[0].labels)
    u_walk(UWalk(photo, picture.key, walks, colours), bridges, words, say("walk.alt"), "u_walk")
    panels.verdict(verdict(say, picture, walks))
    rows = [
        (
            say("walk.on") if net == 0 else say("walk.off"),
            stage.name,
            stage.channels,
            *stage.colours.shape[:2],
        )
        for net, walk in enumerate(walks)
        for stage in walk.stages
    ]
    header = [say(f"walk.column.{name}") for name in ("net", "stage", "maps", "h", "w")]
    panels.download(say, "download_csv", to_csv(header, rows), "stages.csv", "text/csv")
    with st.expander(say("more"), icon=":material/tune:"):
        inputs.add_pictures(say)
    for name in NETS:
        panels.model_card(say, name)


def verdict(say: Words, picture: inputs.Picture, walks: tuple[Walk, Walk]) -> str:
    """Return how the answer without bridges differs, and which is better where the truth is known."""
    on, off = (walk.class_map for walk in walks)
    lines = [int(regions.borders(answer).sum()) for answer in (on, off)]
    facts = {
        "changed": theme.percent(float((on != off).mean())),
        "shorter": theme.percent(abs(1 - lines[1] / max(lines[0], 1))),
    }
    sentence = say("walk.verdict_shorter" if lines[1] < lines[0] else "walk.verdict_longer", **facts)
    truth = predictions.truth_of(picture)
    if truth is None:
        found = predictions.pixels(picture.key, NETS[0], picture, say)
        strange = found.sureness < infer.unsure_below(NETS[0])
        return f"{sentence} {say('walk.strange')}" if strange else sentence
    scores = [_scores(truth, answer, len(walks[0].labels)) for answer in (on, off)]
    gap = np.nan_to_num(scores[0].iou - scores[1].iou)
    worst = int(gap.argmax())
    known = {
        "on": theme.percent(scores[0].mean_iou),
        "off": theme.percent(scores[1].mean_iou),
        "name": name_of(say, walks[0].labels[worst]),
        "name_on": theme.percent(scores[0].iou[worst]),
        "name_off": theme.percent(scores[1].iou[worst]),
    }
    return f"{sentence} {say('walk.verdict_truth', **known)}"


def _scores(truth: np.ndarray, answer: np.ndarray, classes: int) -> metrics.Scores:
    return metrics.scores(metrics.confusion(predictions.fitted(truth, answer.shape), answer, classes))
