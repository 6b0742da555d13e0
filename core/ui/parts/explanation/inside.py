"""Inside a network: what is left of the own photo after each stage."""

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from core.figures import theme
from core.i18n.catalog import Words
from core.media import images
from core.media.images import to_jpeg, to_png
from core.media.tables import to_csv
from core.runtime import registry
from core.shared import link_values
from core.shared.preprocess import view
from core.ui import cache, controls, inputs, panels, queue, shell
from core.ui.components.common.feature_maps import FeatureMaps, feature_maps
from core.ui.parts.explanation import frame

SIDE, CARD_PX = 240, 104
"""pixels of a stage's small picture, and its width on the page"""
SMALL, GAP = 3, 3
"""maps along a side of that picture, and the pixels around each"""


@cache.per_session(most=6)
def stages(key: str, model: str, _picture: inputs.Picture, _say: Words) -> tuple:
    """Return a picture after each stage of a model (core.classification.inside.Stage)."""
    from core.explanation import inside  # here, as it imports torch

    return queue.ask(_say, inside.look, _picture.rgb(), model)


def draw(say: Words) -> None:
    """Draw the part."""
    show(say, inputs.choose_picture(say))


@shell.fragment
def show(say: Words, picture: inputs.Picture) -> None:
    """Draw all stages small, and the maps of the chosen one."""
    stage, side = panels.stage_and_controls()
    with side:
        model = panels.choose_model(say, "classification", fallback=frame.BUNDLED)
        found = stages(picture.key, model, picture, say)
        numbers = [str(i) for i in range(1, len(found) + 1)]
        chosen = controls.choice(
            st.radio, say("stage"), numbers, "inside_stage", "1", lambda n: name(say, found, int(n))
        )
        together = st.toggle(say("together"), key="together", bind="query-params", help=say("together_help"))
        if model == frame.BUNDLED:
            st.caption(say("official_adds"))
        frame.places(say, model, found[-1].size)
        inputs.add_pictures(say)
    here = found[int(chosen) - 1]
    with stage:
        overview(say, picture, model, found)
        words = say.table("maps")
        facts = {"pixels": theme.number(here.pixels, 0), "shown": len(here.maps), "c": f"{here.channels:,}"}
        words["deeper"] = say("maps_all" if len(here.maps) == here.channels else "maps.deeper", **facts)
        picked = pick(len(here.maps))
        shown = FeatureMaps(
            here.maps,
            numbers=here.numbers + 1,
            photo=to_jpeg(enlarged(view_of(picture, model))),
            together=together,
        )
        feature_maps(shown, picked, words, "inside_maps", take_picked)
        panels.verdict(verdict(say, found, int(chosen)))
        rows = [(i, s.name, *s.size, s.channels, s.size[0] * s.size[1] * s.channels, s.quiet)
                for i, s in enumerate(found, 1)]  # fmt: skip
        header = [say(f"stage_column.{n}") for n in ("number", "layer", "h", "w", "maps", "numbers", "quiet")]
        panels.download(say, "download_csv", to_csv(header, rows), "stages.csv", "text/csv")
    panels.model_card(say, model)


def name(say: Words, found: tuple, number: int) -> str:
    """Return a stage's number, size and count of maps."""
    h, w = found[number - 1].size
    return say("stage_name", n=number, h=h, w=w, c=f"{found[number - 1].channels:,}")


def overview(say: Words, picture: inputs.Picture, model: str, found: tuple) -> None:
    """Draw the photo as it goes in, and the busiest maps of each stage: ever smaller, ever more."""
    view = view_of(picture, model)
    cards = [(view, say("stage_input", side=len(view)))]
    cards += [(sheet(s.maps), name(say, found, i)) for i, s in enumerate(found, 1)]
    with st.container(horizontal=True, gap="xxsmall"):
        for pixels, caption in cards:
            with st.container(width=CARD_PX):
                panels.image(st, to_png(enlarged(pixels)), caption, width="stretch", alt=caption)


def view_of(picture: inputs.Picture, model: str) -> NDArray[np.uint8]:
    """Return the picture as it goes into a model, (S, S, 3)."""
    return view(picture.rgb(), registry.get_spec(model).preprocessing)


def sheet(maps: NDArray[np.floating]) -> NDArray[np.uint8]:
    """Return the first SMALL² maps as one (h, w, 4) picture, each from its smallest to its largest number."""
    maps = maps[: SMALL * SMALL]
    low, high = maps.min((1, 2), keepdims=True), maps.max((1, 2), keepdims=True)
    tiles = np.rint(255 * (maps - low) / np.maximum(high - low, 1e-9)).astype(np.uint8)
    tiles = np.stack([enlarged(tile, SIDE // SMALL) for tile in tiles])
    tiles = np.stack([tiles, tiles, tiles, np.full_like(tiles, 255)], -1)
    tiles = np.pad(tiles, ((0, SMALL * SMALL - len(tiles)), (GAP, GAP), (GAP, GAP), (0, 0)))
    return images.sheet(tiles, SMALL)


def enlarged(pixels: NDArray[np.uint8], side: int = SIDE) -> NDArray[np.uint8]:
    """Return (h, w, ...) as (side, side, ...), each place a block."""
    rows, columns = (np.arange(side) * n // side for n in pixels.shape[:2])
    return pixels[rows][:, columns]


def verdict(say: Words, found: tuple, number: int) -> str:
    """Return what this stage keeps of the place, and how it compares with the one before."""
    here = found[number - 1]
    (h, w), many = here.size, f"{here.size[0] * here.size[1] * here.channels:,}"
    facts = {"n": number, "h": h, "w": w, "c": f"{here.channels:,}", "all": many, "quiet": f"{here.quiet:,}"}
    facts["pixels"] = theme.number(here.pixels, 0)
    kind = "first" if number == 1 else "last" if number == len(found) else "middle"
    if all(stage.size == here.size for stage in found):  # a transformer's patches
        kind = "patches"
    return say(f"verdict_inside_{kind}", **facts)


def pick(count: int) -> int:
    """Return which of `count` maps is enlarged, from 0."""
    index = link_values.whole(controls.kept("inside_map", "1"), 1, count, 1) - 1
    controls.keep("inside_map", str(index + 1), "1")
    return index


def take_picked() -> None:
    """Keep which map was clicked."""
    index = st.session_state.inside_maps.picked
    if isinstance(index, int):
        controls.keep("inside_map", str(index + 1), "1")
