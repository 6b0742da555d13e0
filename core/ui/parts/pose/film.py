"""A video, frame by frame: the skeleton that follows the person, and how an angle goes."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import streamlit as st

from core.i18n.catalog import Words
from core.media import images, upload_sizes, video
from core.media.glide import glide
from core.pose import figures, infer
from core.pose import film as films
from core.ui import cache, inputs, own, panels, queue, shell, uploads
from core.ui.components import packed
from core.ui.parts.pose import people

KINDS = ("mp4", "mov", "m4v", "webm", "mkv", "avi")
WANTED = "pose_film_wanted"


@dataclass(frozen=True)
class Film:
    """A video that was looked at: what it was made of, the file, and each frame's time, people and angles."""

    key: str
    mp4: bytes
    times: np.ndarray
    people: tuple[int, ...]
    angles: tuple[dict[str, float], ...]
    whole: bool


def draw(say: Words) -> None:
    """Draw the part. What takes long is no fragment: a click inside one would not stop it."""
    picture = people.choose_picture(say, "astronaut")
    if infer.MODEL not in people.here():
        people.missing(say, picture)
        return
    stage, side = panels.stage_and_controls()
    with side:
        field = uploads.Field(
            "pose_film", say("film.upload"), upload_sizes.VIDEO_MB, kinds=KINDS, several=False
        )
        file = uploads.hold(say, field, check)
        st.caption(say("film.limits", seconds=video.LONGEST_S))
    data = file.getvalue() if file else made(picture.key, picture)
    with stage:
        show(say, data, images.fingerprint(data), mine=file is not None)


def check(data: bytes, _: str) -> None:
    """Raise MediaError, or whatever the decoder raises, where no picture comes out of a file."""
    next(video.frames(data, video.facts(data).wh))


@cache.per_session(most=2)
def made(key: str, _picture: inputs.Picture) -> bytes:
    """Return a short video that glides over a picture."""
    return glide(_picture.rgb())


@shell.guarded
def show(say: Words, data: bytes, key: str, mine: bool) -> None:
    """Look at a video when asked, show what came out of it, or its first frame."""
    if not mine:
        st.caption(say("film.made"))
    done: Film | None = own.get("pose_film")
    ready = done is not None and done.key == key
    label, kind = say("film.again" if ready else "film.start"), "secondary" if ready else "primary"
    st.button(label, key="pose_film_start", on_click=want, args=(key,), icon=":material/movie:", type=kind)
    if st.session_state.pop(WANTED, None) == key:
        look(say, data, key)
    if ready:
        result(say, done, mine)
    else:
        st.image(first(key, data, say), width="stretch", alt=say("film.first_alt"))


def want(key: str) -> None:
    """Note that the learner asked for the whole video."""
    st.session_state[WANTED] = key


@cache.per_session(most=4)
def first(key: str, _data: bytes, _say: Words) -> bytes:
    """Return the first frame with its skeletons as JPEG."""
    facts = video.facts(_data)
    return images.to_jpeg(next(looked_at(_say, _data, facts, films.writer_for(facts))).rgb)


def looked_at(say: Words, data: bytes, facts: video.Facts, writer: video.Writer) -> Iterator[films.Seen]:
    """Yield the frames of a video with their skeletons; each waits for its turn, as all pictures do."""
    return films.annotate(data, facts, lambda rgb: queue.ask(say, infer.find, rgb), writer)


def look(say: Words, data: bytes, key: str) -> None:
    """Look at every frame; the stop button runs the page again, and what has been seen until then is kept."""
    facts = video.facts(data)
    writer, all_ = films.writer_for(facts), films.looks(facts)
    st.button(say("stop"), key="pose_film_stop", icon=":material/stop_circle:")
    bar, place = st.progress(0.0), st.empty()
    seen: list[films.Seen] = []
    try:
        for frame in looked_at(say, data, facts, writer):
            seen.append(films.without_picture(frame))
            bar.progress(min(1.0, len(seen) / all_), say("film.progress", done=len(seen), all=all_))
            shown = packed.jpeg(images.to_jpeg(frame.rgb, 720, 75))
            place.image(shown, width="stretch", alt=say("film.first_alt"))
    finally:
        if seen:
            facts_of = np.array([f.time_s for f in seen]), tuple(f.people for f in seen)
            angles = tuple(f.angles for f in seen)
            ended = len(seen) >= all_
            mp4 = writer.finish(None if ended and facts.whole else seen[-1].time_s)
            own.keep("pose_film", Film(key, mp4, *facts_of, angles, ended))
    st.rerun()


def result(say: Words, done: Film, mine: bool) -> None:
    """Show the video with its skeletons, how one angle goes, and offer both."""
    st.video(done.mp4, format="video/mp4", loop=True, autoplay=True, muted=True)
    panels.verdict(verdict(say, done, mine))
    if not done.whole:
        st.caption(say("film.stopped"))
    if joint := films.steadiest(done.angles):
        degrees = np.array([frame.get(joint, np.nan) for frame in done.angles])
        name = say(f"angles.{joint}")
        chart = figures.over_time(done.times, degrees, say("film.time"), say("film.degrees", name=name))
        low, high = np.nanmin(degrees), np.nanmax(degrees)
        alt = say("film.chart_alt", name=name, low=f"{low:.0f}", high=f"{high:.0f}")
        panels.chart(chart, alt, "pose_film_chart")
    panels.download(say, "film.download", done.mp4, "pose.mp4", "video/mp4")


def verdict(say: Words, done: Film, mine: bool) -> str:
    """Return in how many frames somebody was found, and how steady the angle is."""
    with_people, frames = sum(n > 0 for n in done.people), len(done.people)
    if not with_people:
        return say("film.verdict_none", frames=frames)
    said = say("film.verdict", frames=frames, found=with_people, most=max(done.people))
    joint = films.steadiest(done.angles)
    if joint is None:
        return said
    degrees = [frame[joint] for frame in done.angles if joint in frame]
    facts = {"name": say(f"angles.{joint}"), "low": f"{min(degrees):.0f}", "high": f"{max(degrees):.0f}"}
    return f"{said} {say('film.moved' if mine else 'film.still', **facts)}"
