"""The learner's pictures: upload, camera, samples. They live in this session and follow it everywhere."""

import threading
import time
from dataclasses import dataclass

import numpy as np
import streamlit as st

from core.i18n.catalog import Words
from core.media import images, samples
from core.ui import cache, controls
from core.ui.components.filmstrip import Frame, filmstrip

AT_MOST = 12
"""pictures kept for one person"""
KEPT = ("pictures", "picture", "upload_errors", "recordings", "recording", "recording_errors")
"""what the session holds of a learner's own, recordings of a phone too (`core.ui.recordings`)"""
THUMBNAIL_PX = 160
_decoding = threading.BoundedSemaphore(2)


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
        """Return the picture, longest side ≤ 1280 px, as (H, W, 3) uint8."""
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
def _sample_frame(name: str, alt: str) -> Frame:
    return Frame(name, sample(name).thumbnail(), alt)


def about(say: Words, picture: Picture) -> str:
    """Return the size of the original and what was done to it, for a caption."""
    w, h = picture.original_wh
    return " · ".join([f"{w} × {h}", *(say(f"notes.{note}") for note in picture.notes)])


def own_pictures() -> dict[str, Picture]:
    """Return the learner's own pictures by content hash, oldest first."""
    return st.session_state.setdefault("pictures", {})


def take(data: bytes, name: str) -> Picture:
    """Read an upload and keep its working copy; raise MediaError for what is not a readable picture."""
    started = time.perf_counter()
    with _decoding:
        loaded = images.load_user_image(data, name)
    jpeg = images.to_jpeg(loaded.rgb)
    milliseconds = (time.perf_counter() - started) * 1e3
    return Picture(
        images.fingerprint(data), name, jpeg, loaded.original_wh, loaded.notes, milliseconds, own=True
    )


def picture(say: Words, names: tuple[str, ...], default: str) -> Picture:
    """Let the learner choose a picture, own ones first, then these samples; return the chosen one.

    The choice stays from page to page. A sample's name travels in the link, an own picture never does.
    """
    mine, linked = own_pictures(), st.query_params.get("photo")
    chosen = st.session_state.get("picture") or linked
    if chosen not in mine and chosen not in names:
        chosen = default
    controls.link("photo", default if chosen in mine else chosen, default)
    frames = [
        Frame(p.key, _thumbnail(p.key, p.jpeg), say("own_picture", name=p.name))
        for p in reversed(mine.values())
    ]
    frames += [_sample_frame(name, say(f"samples.{name}")) for name in names]
    filmstrip(frames, chosen, say("choose_picture"), key="filmstrip", on_pick=_picked)
    return mine[chosen] if chosen in mine else sample(chosen)


@cache.per_session
def _thumbnail(key: str, _jpeg: bytes) -> bytes:
    return images.to_jpeg(images.from_jpeg(_jpeg), max_side=THUMBNAIL_PX, quality=80)


def _picked() -> None:
    if st.session_state.filmstrip.picked:
        st.session_state.picture = st.session_state.filmstrip.picked


def add_pictures(say: Words) -> None:
    """Draw upload and camera; what arrives joins the learner's pictures, what cannot be read is named."""
    turn = st.session_state.setdefault("upload_turn", 0)
    files = st.file_uploader(
        say("upload"),
        accept_multiple_files=True,
        key=f"upload_{turn}",
        max_upload_size=20,
        help=say("upload_help"),
    )
    if st.toggle(say("camera"), key="camera_on", help=say("camera_help")):
        shot = st.camera_input(
            say("camera"), key=f"camera_{turn}", label_visibility="collapsed", resolution="720p"
        )
        files = [*files, *([shot] if shot else [])]
    if files:
        _keep(say, files)
    for sentence in st.session_state.pop("upload_errors", []):
        st.warning(sentence, icon=":material/broken_image:")


def _keep(say: Words, files: list) -> None:
    """Take what was uploaded, then start over with an empty uploader: the upload itself is forgotten."""
    mine, errors = own_pictures(), []
    for file in files:
        if len(mine) >= AT_MOST:
            errors.append(say.error("too_many_pictures", most=AT_MOST))
            break
        try:
            taken = take(file.getvalue(), file.name)
        except images.MediaError as error:
            errors.append(f"{plain(file.name)}: {say.error(error.code, **error.facts)}")
            continue
        mine[taken.key] = taken
        st.session_state.picture = taken.key
    st.session_state.upload_errors = errors
    st.session_state.upload_turn += 1
    st.rerun()


def plain(name: str) -> str:
    """Return a file name that shows as it is: short, and no Markdown in it."""
    shown = name if len(name) <= 40 else name[:20] + "…" + name[-16:]
    return "".join(f"\\{c}" if c in "\\`*_{}[]<>()#+-!|$~:" else c for c in shown)


def my_pictures(say: Words) -> None:
    """Draw the sidebar's part: what is kept of the learner, where, and the button that forgets it."""
    mine, recordings = own_pictures(), st.session_state.get("recordings", {})
    st.divider()
    counted = [say("my_pictures", count=len(mine))]
    counted += [say("my_recordings", count=len(recordings))] if recordings else []
    st.caption("  \n".join([*counted, say("privacy")]))
    if mine or recordings:
        delete = {"icon": ":material/delete:", "width": "stretch", "key": "delete_pictures"}
        st.button(say("delete_all" if recordings else "delete_pictures"), on_click=forget, **delete)


def forget() -> None:
    """Delete the learner's pictures and recordings and everything computed from them."""
    for key in KEPT:
        st.session_state.pop(key, None)
    st.session_state.upload_turn = st.session_state.get("upload_turn", 0) + 1
    cache.forget()
