"""A video, frame by frame: progress, a stop button, and the video with its boxes to keep."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import streamlit as st

from core.detection import figures, infer
from core.detection import film as films
from core.i18n.catalog import Words
from core.media import images, upload_sizes, video
from core.ui import cache, inputs, own, panels, queue, shell, uploads
from core.ui.components import packed
from core.ui.parts.detection import choose_picture, predictions, thresholds

KINDS = ("mp4", "mov", "m4v", "webm", "mkv", "avi")
WANTED = "film_wanted"


@dataclass(frozen=True)
class Film:
    """A video that was looked at: what it was made of, the file, and the labels of each frame at its time.

    `missing` tells why its end is: "stopped", "cut" (too many frames) or "". `frames` is how many it has.
    """

    key: tuple
    mp4: bytes
    times: np.ndarray
    labels: tuple[tuple[str, ...], ...]
    missing: str
    frames: int


def draw(say: Words) -> None:
    """Draw the part. What takes long is no fragment: a click inside one would not stop it."""
    picture = choose_picture(say)
    stage, side = panels.stage_and_controls()
    with side:
        model = predictions.choose_model(say)
        file = uploads.hold(
            say,
            uploads.Field("film", say("film.upload"), upload_sizes.VIDEO_MB, kinds=KINDS, several=False),
            check,
        )
        st.caption(say("film.limits", seconds=video.LONGEST_S))
    score, iou = thresholds.kept()
    data = file.getvalue() if file else glide(picture.key, picture)
    key = (images.fingerprint(data), model, score, iou)
    with stage:
        show(say, data, key, mine=file is not None)


def check(data: bytes, _: str) -> None:
    """Raise MediaError, or whatever the decoder raises, where no picture comes out of a file."""
    next(video.frames(data, video.facts(data).wh))


@cache.per_session(most=2)
def glide(key: str, _picture: inputs.Picture) -> bytes:
    """Return a short video that glides over a picture."""
    return films.glide(_picture.rgb())


@shell.guarded
def show(say: Words, data: bytes, key: tuple, mine: bool) -> None:
    """Look at a video when asked, show what came out of it, or its first frame."""
    if not mine:
        st.caption(say("film.made"))
    done: Film | None = own.get("film")
    ready = done is not None and done.key == key
    start = {"icon": ":material/movie:", "type": "secondary" if ready else "primary"}
    st.button(
        say("film.again" if ready else "film.start"), key="film_start", on_click=want, args=(key,), **start
    )
    if st.session_state.pop(WANTED, None) == key:
        look(say, data, key)
    if ready:
        result(say, done)
    else:
        st.image(first(key, data, say), width="stretch", alt=say("film.first_alt"))


def want(key: tuple) -> None:
    """Note that the learner asked for the whole video."""
    st.session_state[WANTED] = key


@cache.per_session(most=4)
def first(key: tuple, _data: bytes, _say: Words) -> bytes:
    """Return the first frame with its boxes as JPEG."""
    facts = video.facts(_data)
    return images.to_jpeg(next(looked_at(_say, _data, key, facts, films.writer_for(facts))).rgb)


def looked_at(
    say: Words, data: bytes, key: tuple, facts: video.Facts, writer: video.Writer
) -> Iterator[films.Seen]:
    """Yield the frames of a video with their boxes; each waits for its turn, as everybody's pictures do."""
    _, model, score, iou = key
    return films.annotate(
        data, facts, lambda rgb: queue.ask(say, infer.detect, rgb, model, score, iou), say.thing, writer
    )


def look(say: Words, data: bytes, key: tuple) -> None:
    """Look at every frame; the stop button runs the page again, and what has been seen until then is kept."""
    facts = video.facts(data)
    writer, all_ = films.writer_for(facts), films.looks(facts)
    st.button(say("stop"), key="film_stop", icon=":material/stop_circle:")
    bar, place = st.progress(0.0), st.empty()
    times, labels, ended = [], [], False
    try:
        for frame in looked_at(say, data, key, facts, writer):
            times.append(frame.time_s), labels.append(frame.labels)
            done = len(times)
            bar.progress(min(1.0, done / all_), say("film.progress", done=done, all=all_))
            shown = packed.jpeg(images.to_jpeg(frame.rgb, 720, 75))
            place.image(shown, width="stretch", alt=say("film.first_alt"))
        ended = True
    finally:
        if times:
            mp4 = writer.finish(None if ended and facts.whole else times[-1])
            whole = "stopped" if not ended else "" if facts.whole else "cut"
            own.keep("film", Film(key, mp4, np.array(times), tuple(labels), whole, facts.frames))
    st.rerun()


def result(say: Words, done: Film) -> None:
    """Show the video with its boxes, how many things it shows over time, and offer it."""
    st.video(done.mp4, format="video/mp4", loop=True, autoplay=True, muted=True)
    counts = {say.thing(label): series for label, series in films.over_time(done.labels).items()}
    most = ", ".join(f"{name} {int(series.max())}" for name, series in counts.items())
    facts = {"frames": len(done.times), "seconds": f"{done.times[-1]:.1f}", "most": most}
    panels.verdict(say("film.verdict" if counts else "film.verdict_none", **facts))
    if done.missing:
        st.caption(say(f"film.{done.missing}", most=video.MOST_FRAMES))
    if done.frames > len(done.times) and not done.missing:
        st.caption(say("film.some", looked=len(done.times), all=done.frames))
    if counts:
        chart = figures.over_time(done.times, counts, say("film.time"), say("film.count"))
        panels.chart(chart, say("film.chart_alt", facts=most), "film_chart")
    panels.download(say, "film.download", done.mp4, "detection.mp4", "video/mp4")
