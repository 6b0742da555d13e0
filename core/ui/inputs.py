"""The learner's pictures: upload, camera, samples. They live in this session and follow it everywhere."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import streamlit as st

from core.i18n.catalog import Words
from core.media import images, samples
from core.runtime.limits import Full, Places
from core.ui import cache, controls, visitors
from core.ui.components.filmstrip import Frame, filmstrip

AT_MOST = 12
"""pictures kept for one person"""
FEW = 3
"""files that are read without showing how far it is"""
KEPT = (
    "pictures", "albums", "picture", "covered", "least_covered", "upload_errors",
    "recordings", "recording", "recording_errors", "pieces", "truths", "how_boxes", "film", "outlines",
)  # fmt: skip
"""what the session holds of a learner's own: what they covered, drew or recorded (`core.ui.recordings`)"""
THINGS = ("coffee", "cat", "bus", "flower", "astronaut", "rocket", "china", "zidane", "drawing")
"""samples that show things with names"""
SIDE_PX, THUMBNAIL_PX = 1280, 160
_decoding = Places(2, "decoders_busy", wait_s=15)


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
def _sample_frame(name: str, alt: str) -> Frame:
    return Frame(name, sample(name).thumbnail(), alt)


def about(say: Words, picture: Picture) -> str:
    """Return the size of the original and what was done to it, for a caption."""
    w, h = picture.original_wh
    return " · ".join([f"{w} × {h}", *(say(f"notes.{note}") for note in picture.notes)])


def own_pictures() -> dict[str, Picture]:
    """Return the learner's own pictures by content hash, oldest first."""
    return st.session_state.setdefault("pictures", {})


def album(name: str) -> dict[str, dict[str, Picture]]:
    """Return further pictures of the learner, sorted into named groups for one purpose.

    The button that deletes the learner's pictures empties it too.
    """
    return st.session_state.setdefault("albums", {}).setdefault(name, {})


def take(data: bytes, name: str, side: int = SIDE_PX) -> Picture:
    """Read an upload, make its working copy with a longest side ≤ `side`; raise MediaError if unreadable."""
    with _decoding.one():
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

    def choose(taken: Picture) -> None:
        st.session_state.picture = taken.key

    add_to(say, own_pictures(), "", AT_MOST, choose)


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
    files = st.file_uploader(
        say(f"upload{purpose}"),
        accept_multiple_files=True,
        key=upload_key(f"upload{purpose}"),
        max_upload_size=20,
        help=say("upload_help"),
    )
    if st.toggle(say(f"camera{purpose}"), key=f"camera_on{purpose}", help=say("camera_help")):
        shot = st.camera_input(
            say("camera"), key=upload_key(f"camera{purpose}"), label_visibility="collapsed", resolution="720p"
        )
        files = [*files, *([shot] if shot else [])]
    if files:
        errors = st.session_state.setdefault(f"upload_errors{purpose}", [])
        for taken in _read(say, files, group, errors, side):
            if len(group) >= most and taken.key not in group:
                errors.append(say.error(f"too_many_pictures{purpose}", most=most))
                break
            group[taken.key] = taken
            on_taken(taken)
        _end_reading(files)
        st.rerun()
    for sentence in st.session_state.pop(f"upload_errors{purpose}", []):
        st.warning(sentence, icon=":material/broken_image:")


def _read(
    say: Words, files: list, known: dict[str, Picture], errors: list[str], side: int
) -> Iterator[Picture]:
    """Yield uploads as pictures, with a bar and a stop button if they are many; add sentences to `errors`.

    Each is forgotten once it is read: a click elsewhere ends this run, and the next one reads the rest.
    """
    many = len(files) > FEW
    bar = st.progress(0.0) if many else None
    if many:
        stop = {"key": "stop_reading", "icon": ":material/stop_circle:"}
        st.button(say("stop"), on_click=_end_reading, args=(files,), **stop)
    for done, file in enumerate(files):
        if bar is not None:
            bar.progress(done / len(files), say("reading", done=done, all=len(files)))
        data = file.getvalue()
        try:
            yield known.get(images.fingerprint(data)) or take(data, file.name, side)
        except (images.MediaError, Full) as error:
            errors.append(f"{plain(file.name)}: {say.error(error.code, **error.facts)}")
        visitors.drop([file])


def _end_reading(files: list) -> None:
    """Forget what was uploaded, read or not, and start over."""
    visitors.drop(files)
    _empty_uploaders()


def _empty_uploaders() -> None:
    """Start over with empty uploaders."""
    st.session_state.upload_turn = st.session_state.get("upload_turn", 0) + 1


def upload_key(name: str) -> str:
    """Return an uploader's key: another one, for an empty uploader, after its uploads were taken."""
    return f"{name}_{st.session_state.get('upload_turn', 0)}"


def plain(name: str) -> str:
    """Return a file name that shows as it is: short, and no Markdown in it."""
    shown = name if len(name) <= 40 else name[:20] + "…" + name[-16:]
    return "".join(f"\\{c}" if c in "\\`*_{}[]<>()#+-!|$~:" else c for c in shown)


def my_pictures(say: Words) -> None:
    """Draw the sidebar's part: what is kept of the learner, where, and the button that forgets it."""
    albums, recordings = st.session_state.get("albums", {}), st.session_state.get("recordings", {})
    groups = [group for groups in albums.values() for group in groups.values()]
    pictures = sum(map(len, [own_pictures(), *groups]))
    counted = [say("my_pictures", count=pictures)]
    counted += [say("my_recordings", count=len(recordings))] if recordings else []
    st.caption("  \n".join([*counted, say("privacy")]))
    film = st.session_state.get("film") or st.session_state.get(upload_key("film_file"))
    if pictures or recordings or film:
        delete = {"icon": ":material/delete:", "width": "stretch", "key": "delete_pictures"}
        st.button(say("delete_all" if recordings or film else "delete_pictures"), on_click=forget, **delete)


def forget() -> None:
    """Delete the learner's pictures and recordings and everything computed from them."""
    for key in KEPT:
        st.session_state.pop(key, None)
    _empty_uploaders()
    cache.forget()
