"""The learner's pictures: upload, camera, samples. They live in this session and follow it everywhere."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import streamlit as st

from core.i18n.catalog import Words
from core.i18n.plain_text import in_markdown, shown
from core.media import images, samples, upload_sizes
from core.ui import cache, controls, own, uploads
from core.ui.components.common.filmstrip import Frame, filmstrip

AT_MOST = 12
"""pictures kept for one person"""
THINGS = ("coffee", "cat", "bus", "flower", "astronaut", "rocket", "china", "zidane", "drawing")
"""samples that show things with names"""
SIDE_PX, THUMBNAIL_PX = 1280, 160
plain = in_markdown


@dataclass(frozen=True)
class Picture:
    """One picture of the learner or one sample: the copy that pages work on, and facts about the original."""

    key: str
    name: str
    jpeg: bytes
    original_wh: tuple[int, int]
    notes: tuple[str, ...] = ()
    decode_ms: float = 0.0
    own: bool = False

    def rgb(self) -> np.ndarray:
        """Return the picture, longest side ≤ SIDE_PX, as (H, W, 3) uint8."""
        return images.from_jpeg(self.jpeg)

    def thumbnail(self) -> bytes:
        """Return a small JPEG."""
        return images.to_jpeg(self.rgb(), max_side=THUMBNAIL_PX, quality=80)


@st.cache_resource(max_entries=64, show_spinner=False)
def sample(name: str) -> Picture:
    """Return a sample picture; samples are nobody's, so everybody shares them."""
    rgb = samples.load(name)
    return Picture(name, name, images.to_jpeg(rgb), (rgb.shape[1], rgb.shape[0]))


@st.cache_resource(max_entries=64, show_spinner=False)
def _sample_thumbnail(name: str) -> bytes:
    return sample(name).thumbnail()


def prepare() -> None:
    """Make the thumbnails of the samples before somebody waits for them."""
    for name in THINGS:
        _sample_thumbnail(name)


def about(say: Words, picture: Picture) -> str:
    """Return the size of the original and what was done to it, for a caption."""
    w, h = picture.original_wh
    return " · ".join([f"{w} × {h}", *(say(f"notes.{note}") for note in picture.notes)])


def own_pictures() -> dict[str, Picture]:
    """Return the learner's own pictures by content hash, oldest first."""
    return own.own("pictures", {})


def album(name: str) -> dict[str, dict[str, Picture]]:
    """Return further pictures of the learner, sorted into named groups for one purpose.

    The button that deletes the learner's pictures empties it too.
    """
    return own.own("albums", {}).setdefault(name, {})


def take(data: bytes, name: str, side: int = SIDE_PX) -> Picture:
    """Read an upload, make its working copy with a longest side ≤ `side`; raise MediaError if unreadable."""
    started = time.perf_counter()
    loaded = images.load_user_image(data, name)
    jpeg = images.to_jpeg(loaded.rgb, side)
    milliseconds = (time.perf_counter() - started) * 1e3
    return Picture(
        images.fingerprint(data), name, jpeg, loaded.original_wh, loaded.notes, milliseconds, own=True
    )


def choose_picture(say: Words) -> Picture:
    """Draw the pictures for lessons on naming what is in a photo; return the chosen one."""
    return picture(say, THINGS, default="coffee")


def picture(say: Words, names: tuple[str, ...], default: str) -> Picture:
    """Let the learner choose a picture, own ones first, then these samples; return the chosen one.

    The choice stays from page to page. A sample's name travels in the link, an own picture never does.
    """
    mine, linked = own_pictures(), controls.linked_value("photo")
    chosen = st.session_state.get("picture") or linked
    if chosen not in mine and chosen not in names:
        chosen = default
    controls.link("photo", default if chosen in mine else chosen, default)
    frames = [
        Frame(p.key, _thumbnail(p.key, p.jpeg), say("own_picture", name=shown(p.name)))
        for p in reversed(mine.values())
    ]
    frames += [Frame(name, _sample_thumbnail(name), say(f"samples.{name}")) for name in names]
    strip = own.key("filmstrip")
    filmstrip(frames, chosen, say("choose_picture"), key=strip, on_pick=lambda: _picked(strip))
    return mine[chosen] if chosen in mine else sample(chosen)


@cache.per_session
def _thumbnail(key: str, _jpeg: bytes) -> bytes:
    return images.to_jpeg(images.from_jpeg(_jpeg), max_side=THUMBNAIL_PX, quality=80)


def _picked(strip: str) -> None:
    picked = st.session_state[strip].picked
    if picked in own_pictures():
        own.choose("picture", picked)
    elif picked:
        st.session_state["picture"] = picked


def add_pictures(say: Words) -> None:
    """Draw upload and camera; what arrives joins the learner's pictures, what cannot be read is named."""

    add_to(say, own_pictures(), "", AT_MOST, lambda taken: own.choose("picture", taken.key))


def add_to(
    say: Words,
    group: dict[str, Picture],
    purpose: str,
    most: int,
    on_taken: Callable[[Picture], None] = lambda taken: None,
    side: int = SIDE_PX,
) -> None:
    """Draw upload and camera for a group of at most `most` pictures, the longest side of each ≤ `side`.

    `purpose` tells several uploaders of a page apart: their labels are `upload<purpose>`, `camera<purpose>`,
    and the sentence for one picture too many is that of the error `too_many_pictures<purpose>`.
    """

    def read(data: bytes, name: str) -> Picture:
        return group.get(images.fingerprint(data)) or take(data, name, side)

    def keep(taken: Picture) -> None:
        if len(group) >= most and taken.key not in group:
            raise uploads.Enough(f"too_many_pictures{purpose}", most=most)
        group[taken.key] = taken
        on_taken(taken)

    name, label, camera = f"pictures{purpose}", say(f"upload{purpose}", most=most), say(f"camera{purpose}")
    field = uploads.Field(name, label, upload_sizes.PICTURE_MB, say("upload_help"), camera)
    uploads.take(say, field, read, keep)


def my_pictures(say: Words) -> None:
    """Draw the sidebar's part: what is kept of the learner, where, and the button that forgets it."""
    groups = [group for groups in own.get("albums", {}).values() for group in groups.values()]
    recordings = own.get("recordings", {})
    counted = [say("my_pictures", count=sum(map(len, [own_pictures(), *groups])))]
    counted += [say("my_recordings", count=len(recordings))] if recordings else []
    st.caption("  \n".join([*counted, say("privacy")]))
    single_pictures(say)
    st.session_state[own.OFFERED] = own.anything()
    if own.anything():
        more = own.anything(but=("pictures", "picture", "albums", "teach_class"))
        delete = {"icon": ":material/delete:", "width": "stretch", "key": "delete_pictures"}
        st.button(say("delete_all" if more else "delete_pictures"), on_click=own.forget, **delete)


def single_pictures(say: Words) -> None:
    """Draw the learner's pictures, each with a cross that takes it away."""
    mine = own_pictures()
    if not mine:
        return
    with st.popover(say("single_pictures"), icon=":material/photo_library:", width="stretch"):
        for row in range(0, len(mine), 3):
            for column, (key, picture) in zip(st.columns(3), list(mine.items())[row : row + 3], strict=False):
                alt = say("own_picture", name=shown(picture.name))
                column.image(_thumbnail(key, picture.jpeg), width="stretch", alt=alt)
                take_away = {"help": say("drop_picture", name=plain(picture.name)), "width": "stretch"}
                column.button("✕", key=f"drop_{key}", on_click=mine.pop, args=(key, None), **take_away)
