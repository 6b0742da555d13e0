"""A part that looks at a video frame by frame: the file, progress, a stop button, the film to keep."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import streamlit as st

from core.i18n.catalog import Words
from core.media import images, looks, upload_sizes, video
from core.media.glide import glide
from core.ui import cache, inputs, own, panels, shell, uploads
from core.ui.components import packed

KINDS = ("mp4", "mov", "m4v", "webm", "mkv", "avi")


@dataclass(frozen=True)
class Film:
    """A video that was looked at: what it was made of, the file, what was found in each frame at its time.

    `missing` tells why its end is: "stopped", "cut" (too many frames) or "". `frames` is how many it has.
    """

    key: tuple
    mp4: bytes
    times: np.ndarray
    found: tuple
    missing: str
    frames: int


@dataclass(frozen=True)
class Part:
    """What a part has of its own: a name to keep things under, what a frame shows, how many it sees, how."""

    name: str
    alt: str
    most: int
    annotate: Callable[[bytes, video.Facts, video.Writer], Iterator[looks.Look]]


def choose(say: Words, name: str, picture: inputs.Picture) -> tuple[bytes, bool]:
    """Draw the field for a video; return it and True, or one made from the picture and False."""
    field = uploads.Field(name, say("video.upload"), upload_sizes.VIDEO_MB, kinds=KINDS, several=False)
    file = uploads.hold(say, field, check)
    st.caption(say("video.limits", seconds=video.LONGEST_S))
    return (file.getvalue(), True) if file else (made(picture.key, picture), False)


def check(data: bytes, _: str) -> None:
    """Raise MediaError, or whatever the decoder raises, where no picture comes out of a file."""
    next(video.frames(data, video.facts(data).wh))


@cache.per_session(most=2)
def made(key: str, _picture: inputs.Picture) -> bytes:
    """Return a short video that glides over a picture."""
    return glide(_picture.rgb())


@shell.guarded
def show(say: Words, part: Part, data: bytes, key: tuple, mine: bool, result: Callable[[Film], None]) -> None:
    """Look at a video when asked; show what came out of it, or its first frame.

    `key` names the video and all that the answers depend on.
    """
    if not mine:
        st.caption(say("video.made"))
    done: Film | None = own.get(part.name)
    ready = done is not None and done.key == key
    wanted = f"{part.name}_wanted"
    st.button(
        say("video.again" if ready else "video.start"),
        key=f"{part.name}_start",
        icon=":material/movie:",
        type="secondary" if ready else "primary",
        on_click=st.session_state.__setitem__,
        args=(wanted, key),
    )
    if st.session_state.pop(wanted, None) == key:
        look(say, part, data, key)
    if not ready:
        st.image(first((part.name, *key), part, data), width="stretch", alt=part.alt)
        return
    st.video(done.mp4, format="video/mp4", loop=True, autoplay=True, muted=True)
    result(done)
    end(say, part, done)


@cache.per_session(most=4)
def first(key: tuple, _part: Part, _data: bytes) -> bytes:
    """Return the first frame with what is found in it, as JPEG."""
    facts = video.facts(_data)
    return images.to_jpeg(next(_part.annotate(_data, facts, looks.Ending(facts, _part.most))).rgb)


def look(say: Words, part: Part, data: bytes, key: tuple) -> None:
    """Look at every frame; the stop button runs the page again, and what has been seen until then is kept."""
    facts = video.facts(data)
    writer, all_ = looks.Ending(facts, part.most), looks.count(facts, part.most)
    st.button(say("stop"), key=f"{part.name}_stop", icon=":material/stop_circle:")
    bar, place = st.progress(0.0), st.empty()
    times, found, ended = [], [], False
    try:
        for frame in part.annotate(data, facts, writer):
            times.append(frame.time_s), found.append(frame.kept)
            bar.progress(min(1.0, len(times) / all_), say("video.progress", done=len(times), all=all_))
            shown = packed.jpeg(images.to_jpeg(frame.rgb, 720, 75))
            place.image(shown, width="stretch", alt=part.alt)
        ended = True
    finally:
        if times:
            mp4 = writer.finish(None if ended and facts.whole else times[-1])
            missing = "stopped" if not ended else "" if facts.whole else "cut"
            own.keep(part.name, Film(key, mp4, np.array(times), tuple(found), missing, facts.frames))
    st.rerun()


def end(say: Words, part: Part, done: Film) -> None:
    """Tell what of the video was not looked at, and offer the film."""
    if done.missing:
        st.caption(say(f"video.{done.missing}", most=video.MOST_FRAMES))
    elif done.frames > len(done.times):
        st.caption(say("video.some", looked=len(done.times), all=done.frames))
    panels.download(say, "video.download", done.mp4, f"{say.lesson}.mp4", "video/mp4")
