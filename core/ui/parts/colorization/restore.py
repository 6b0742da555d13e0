"""A hole is painted into a photo, and filled in four ways."""

from collections.abc import Callable

import numpy as np
import streamlit as st

from core.colorization import damage, infer, inpaint, sizes
from core.colorization.models import INPAINTER
from core.figures import theme
from core.i18n.catalog import Words
from core.media import images
from core.shared import masks
from core.ui import cache, controls, inputs, own, panels, queue
from core.ui.components.photo.paint_over import Sheet, paint_over
from core.ui.components.photo.reveal import Side, reveal
from core.ui.parts.colorization import source

KINDS = tuple(damage.KINDS)
BRUSHES = (1 / 110, 1 / 40, 1 / 16)
"""radii as shares of the longer side"""
SMEARING = ("telea", "navier_stokes")
"""ways that carry in what is at the edge"""
PINK = (244, 190, 215)
CLOSE_DB, WIDE_PX = 0.3, 20
"""what counts as no difference in PSNR, and from where on a hole is wide"""


def draw(say: Words) -> None:
    """Draw the part."""
    picture = inputs.picture(say, source.SAMPLES, default=source.FIRST)
    work = source.work(picture.key, sizes.HOLED, picture)
    network = not source.missing(say, INPAINTER)
    stage, side = panels.stage_and_controls()
    with side:
        kind = controls.choice(
            st.radio, say("damage"), KINDS, "damage", KINDS[0], lambda name: say(f"kinds.{name}")
        )
        st.caption(say("damage_about"))
        inputs.add_pictures(say)
    height, width = work.light.shape
    grid = damage.cells(height, width)
    text = mask_of(picture.key, kind, grid)
    mask = masks.read(text, *grid)
    hole = damage.in_pixels(mask, height, width)
    with stage:
        canvas, results = st.columns(2, gap="medium")
        with canvas:
            component = own.key("hole_brush")
            take = take_mask(picture.key, kind, component)
            paint_over(sheet(work.rgb, grid), text, say.table("paint"), component, take)
        with results:
            if not hole.any() or hole.mean() > damage.MOST:
                panels.image(st, images.to_jpeg(work.rgb), alt=say("hand.whole"))
            else:
                ways = filled(picture.key, text, network, work.rgb, hole, say)
                show(say, work.rgb, ways, hole)
        if not hole.any() or hole.mean() > damage.MOST:
            most = theme.percent(damage.MOST)
            panels.verdict(say("verdict_too_much" if hole.any() else "verdict_whole", most=most))
        else:
            panels.verdict(verdict(say, scores_of(work.rgb, ways, hole), hole))
            best = max(ways, key=lambda way: inpaint.psnr_in(work.rgb, ways[way], hole))
            made = ways[best]
            panels.download(say, "download_png", lambda: images.to_png(made), "restored.png", "image/png")
    if network:
        panels.model_card(say, INPAINTER)


def sheet(rgb: np.ndarray, grid: tuple[int, int]) -> Sheet:
    """Return the photo to paint over."""
    height, width = grid
    small, medium, large = (share * max(grid) for share in BRUSHES)
    flat = images.to_jpeg(np.broadcast_to(np.uint8(PINK), (height, width, 3)))
    return Sheet(images.to_jpeg(rgb, quality=92), flat, (width, height), (small, medium, large))


def mask_of(picture: str, kind: str, grid: tuple[int, int]) -> str:
    """Return what is missing of this photo: what the learner has painted since this damage was chosen."""
    kept = own.get("hole")
    return kept[2] if kept and kept[:2] == (picture, kind) else masks.write(damage.KINDS[kind](*grid))


def take_mask(picture: str, kind: str, component: str) -> Callable[[], None]:
    """Return what keeps the mask after a stroke."""

    def keep() -> None:
        own.keep("hole", (picture, kind, st.session_state[component].mask))

    return keep


@cache.per_session(most=6)
def filled(
    key: str, mask: str, network: bool, _rgb: np.ndarray, _hole: np.ndarray, _say: Words
) -> dict[str, np.ndarray]:
    """Return the photo with its hole filled by each way, with a bar meanwhile."""
    ways, found = (["network"] if network else []) + list(inpaint.WAYS), {}
    bar = st.progress(0.0)
    for number, way in enumerate(ways):
        bar.progress(number / len(ways), _say("filling", way=_say(f"fillers.{way}")))
        found[way] = queue.ask(_say, infer.fill, _rgb, _hole, way)
    bar.empty()
    return found


def scores_of(rgb: np.ndarray, ways: dict[str, np.ndarray], hole: np.ndarray) -> dict[str, float]:
    """Return the PSNR in dB inside the hole, by way."""
    return {way: inpaint.psnr_in(rgb, made, hole) for way, made in ways.items()}


def show(say: Words, rgb: np.ndarray, ways: dict[str, np.ndarray], hole: np.ndarray) -> None:
    """Draw the photo as it was and as each way fills it, over each other."""
    sides = [Side(say("hand.whole"), images.to_jpeg(rgb, quality=92), "")]
    for way, psnr in scores_of(rgb, ways, hole).items():
        note = f"{theme.number(psnr, 1)} dB"
        sides.append(Side(say(f"fillers.{way}"), images.to_jpeg(ways[way], quality=92), note))
    reveal(sides, (rgb.shape[1], rgb.shape[0]), say.table("reveal"), "restore_reveal")


def verdict(say: Words, psnr: dict[str, float], hole: np.ndarray) -> str:
    """Return who came nearest to what was there, and why it may be so."""
    order = sorted(psnr, key=psnr.__getitem__, reverse=True)
    first, second = order[:2]
    facts = {"share": theme.percent(float(hole.mean()))}
    facts |= {"way": say(f"fillers.{first}"), "other": say(f"fillers.{second}")}
    facts |= {"best": theme.number(psnr[first], 1), "second": theme.number(psnr[second], 1)}
    if psnr[first] - psnr[second] < CLOSE_DB:
        return say("verdict_close", **facts) + " " + say("not_truth")
    smeared = first in SMEARING and damage.across(hole) > WIDE_PX
    because = say("because_smeared" if smeared else f"because.{first}")
    return " ".join((say("verdict_filled", **facts), because, say("not_truth")))
