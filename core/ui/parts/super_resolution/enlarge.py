"""The learner's own photo enlarged, with no truth to compare it with: tile by tile, to be taken home."""

from dataclasses import dataclass

import numpy as np
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.figures import theme
from core.i18n.catalog import Words
from core.media import images
from core.super_resolution import whole_photo
from core.super_resolution.whole_photo import Enlarging
from core.ui import controls, inputs, live_training, own, panels
from core.ui.components.super_resolution.magnifier import Version, View, magnifier
from core.ui.parts.super_resolution import ways

QUALITY, PREVIEW_PX = 92, 640
LENS_SHARE = 8
"""the lens's side is such a part of the photo's longer side"""


@dataclass(frozen=True)
class Result:
    """A photo enlarged: what it was made from and what was made, both as JPEG, and how long it took."""

    small: bytes
    jpeg: bytes
    seconds: float
    done: int
    tiles: int


def draw(say: Words) -> None:
    """Draw the part; no fragment, as a click in a fragment would wait for the work instead of ending it."""
    picture = inputs.picture(say, ways.SAMPLES, default="cat")
    stage, side = panels.stage_and_controls()
    with side:
        scale = ways.factor(say)
        offered = ways.networks(scale)
        way = choose_way(say, offered) if offered else ""
        inputs.add_pictures(say)
    photo = picture.rgb()
    small = whole_photo.fitted(photo, scale)
    key = (picture.key, scale, way)
    with stage:
        if offered:
            begin = live_training.asked_to_begin(say("enlarge_begin", scale=scale), "enlarge_begin")
            place = st.empty()
            if begin:
                enlarge(say, Enlarging(small, way, scale), key, place)
        else:
            place = st.empty()
        with place.container():
            show(say, own.get("enlarged", {}).get(key), small, scale)
        if small.shape != photo.shape:
            limit = theme.number(whole_photo.MOST / 1e6, 1)
            st.caption(say("enlarge_cut", w=small.shape[1], h=small.shape[0], limit=limit))
        ways.tell_missing(say, scale)
    ways.cards(say, scale)


def choose_way(say: Words, offered: tuple[str, ...]) -> str:
    """Draw the choice of the network; return what it was taught by."""
    names = {way: say(f"ways.{way}") for way in offered}
    return controls.choice(st.radio, say("enlarge_way"), offered, "sr_way", offered[-1], names.__getitem__)


def enlarge(say: Words, job: Enlarging, key: tuple[str, int, str], place: DeltaGenerator) -> None:
    """Enlarge with a bar, the photo as it grows, and a stop button; keep what came out."""

    def tell() -> tuple[float, str]:
        return job.tiles_done / job.tiles, say("enlarge_going", done=job.tiles_done, all=job.tiles)

    def look(where: DeltaGenerator, _: int) -> None:
        panels.image(where, images.to_jpeg(job.made, PREVIEW_PX), width=PREVIEW_PX, alt=say("enlarge_alt"))

    def end() -> None:
        if not job.tiles_done:
            return
        small, jpeg = images.to_jpeg(job.small, quality=QUALITY), whole_jpeg(job)
        own.keep("enlarged", {key: Result(small, jpeg, job.seconds, job.tiles_done, job.tiles)})

    live_training.train(say, job, "enlarge_stop", place, tell, end, look)


def whole_jpeg(job: Enlarging) -> bytes:
    """Return what was made at its full size. As PNG it would be five times as large, for thirty people."""
    return images.to_jpeg(job.made, max(job.made.shape), QUALITY)


def show(say: Words, result: Result | None, small: np.ndarray, scale: int) -> None:
    """Draw what came out beside plain enlarging, or what it would start from."""
    words, (tall, wide) = say.table("magnifier"), small.shape[:2]
    side = max(16, max(tall, wide) // LENS_SHARE)
    jpeg = result.small if result else images.to_jpeg(small, quality=QUALITY)
    shown = [
        Version("nearest", say("ways.nearest"), jpeg, smooth=False),
        Version("smooth", say("smooth"), jpeg),
    ]
    if result:
        shown.append(Version("made", say("enlarged"), result.jpeg))
    photo, pair = f"{images.fingerprint(jpeg)} {scale}", (shown[-2].key, shown[-1].key)
    view = View(photo, (wide, tall), (wide // 2, tall // 2), side, pair)
    magnifier(shown, view, words, "sr_enlarge")
    facts = {"w": wide, "h": tall, "W": wide * scale, "H": tall * scale}
    if result is None:
        return panels.verdict(say("enlarge_open" if ways.networks(scale) else "enlarge_none", **facts))
    facts |= {"tiles": result.tiles, "done": result.done, "seconds": theme.number(result.seconds, 1)}
    facts |= {"n": scale**2, "share": theme.percent(1 - 1 / scale**2)}
    panels.verdict(say("enlarge_done" if result.done == result.tiles else "enlarge_stopped", **facts))
    panels.download(say, "download_jpeg", result.jpeg, "enlarged.jpg", "image/jpeg")
