"""Face or not: three ways to tell, learnt in the page, and a window that asks them thousands of times."""

import time
from collections.abc import Iterator
from typing import TypeVar

import numpy as np
import streamlit as st

from core.faces import figures, methods, sliding_window_detector
from core.faces.methods import Detector, Marks
from core.figures import theme
from core.i18n.catalog import Words
from core.media import images
from core.media.tables import to_csv
from core.shared.boxes import iou
from core.ui import cache, controls, inputs, panels, queue

SAMPLES = ("astronaut", "zidane", "bus", "cameraman", "cat", "coffee")
FACE = np.float32([0.345, 0.135, 0.53, 0.36])
"""where the astronaut's face is, in shares of the photo"""
VOTES = 2
"""windows that must agree on a face"""
T = TypeVar("T")
Learnt = tuple[Detector, Marks, float]


def draw(say: Words) -> None:
    """Draw the part; no fragment, as a click must be able to end a long run."""
    picture = inputs.picture(say, SAMPLES, default="astronaut")
    stage, side = panels.stage_and_controls()
    link = {"bind": "query-params"}
    with side:
        method = controls.choice(
            st.radio,
            say("method"),
            methods.METHODS,
            "face_method",
            "hog",
            lambda m: say(f"methods.{m}"),
        )
        st.caption(say(f"does.{method}"))
        again = st.toggle(say("again"), key="face_again", help=say("again_help"), **link)
        border = st.slider(
            say("border"), 0.0, 1.5, 0.6, 0.1, key="face_border", help=say("border_help"), **link
        )
        inputs.add_pictures(say)
        with st.expander(say("more"), icon=":material/tune:"):
            each = st.slider(say("each"), 10, 80, 60, 10, key="face_each", **link)
            least = (
                st.slider(say("least"), 10, 50, 15, 5, key="face_least", help=say("least_help"), **link) / 100
            )
            step = st.slider(say("step"), 2, 10, 4, key="face_step", help=say("step_help"), **link)
            seed = int(st.number_input(say("seed"), 0, 999, 0, key="face_seed", **link))
    with stage:
        setup = (method, each, seed, again)
        detector, marks, _ = learnt(*setup, say)
        found = searched(picture.key, setup, least, step, detector, picture, say)
        kept = show(say, picture, found, border)
        panels.verdict(verdict(say, marks, found, kept, border))
    numbers(say, marks, found, kept, border)
    compare(say, each, seed, again, len(found.scores))
    challenge(say, picture, kept)


def work(say: Words, steps: Iterator[tuple[float, T | None]], said: str) -> T:
    """Take the steps in turn with the other visitors; show how far it is, and a way out."""
    place, result = st.empty(), None
    with place.container():
        bar = st.progress(0.0, said)
        st.button(say("stop_search"), key=f"stop_{said}", on_click=_quick, icon=":material/stop_circle:")
    while result is None:
        share, result = queue.ask(say, next, steps)
        bar.progress(share, said)
    place.empty()
    return result


def _quick() -> None:
    """Go back to what takes no time."""
    st.session_state["face_method"], st.session_state["face_again"] = "hog", False
    st.session_state["face_all"] = False


@cache.per_session
def learnt(method: str, each: int, seed: int, again: bool, _say: Words) -> Learnt:
    """Return a detector, its marks on the patches kept aside, and the seconds of learning."""
    started, data = time.perf_counter(), methods.split(each, seed)
    said = _say("learning", method=_say(f"methods.{method}"))
    detector = work(_say, methods.train(method, data, seed), said)
    if again:
        wrong = work(_say, sliding_window_detector.false_alarms(detector, seed), _say("mining"))
        detector = work(_say, methods.train(method, data, seed, wrong), said + " ")
    seconds = time.perf_counter() - started
    return detector, queue.ask(_say, methods.test, detector, data), seconds


@cache.per_session
def searched(
    key: str,
    setup: tuple,
    least: float,
    step: int,
    _detector: Detector,
    _picture: inputs.Picture,
    _say: Words,
) -> sliding_window_detector.Scan:
    """Return what a detector says of every window of a picture."""
    return work(_say, sliding_window_detector.scan(_picture.rgb(), _detector, least, step), _say("searching"))


def show(
    say: Words, picture: inputs.Picture, found: sliding_window_detector.Scan, border: float
) -> sliding_window_detector.Faces:
    """Draw the windows that were called a face on the photo; return what is left after merging."""
    hits, kept = found.hits(border), found.faces(border, VOTES)
    image = figures.marked(picture.rgb(), found.boxes[hits], kept)
    told = say("alt", windows=f"{len(found.scores):,}", hits=len(hits), kept=len(kept.boxes))
    st.image(images.to_jpeg(image), width=min(680, image.shape[1]), alt=told)
    return kept


def verdict(
    say: Words,
    marks: Marks,
    found: sliding_window_detector.Scan,
    kept: sliding_window_detector.Faces,
    border: float,
) -> str:
    """Return what good marks on patches mean for thousands of windows."""
    low, high = map(theme.percent, marks.bounds())
    facts = {"right": marks.right, "n": marks.count, "low": low, "high": high}
    windows, hits = len(found.scores), int((found.scores > border).sum())
    search = {
        "windows": f"{windows:,}",
        "hits": f"{hits:,}",
        "kept": len(kept.boxes),
        "seconds": f"{found.seconds:.1f}",
    }
    said = [say("verdict_test", **facts), say("verdict_search", **search)]
    if len(kept.boxes) != 1:
        said.append(say("verdict_often" if len(kept.boxes) else "verdict_empty"))
    return " ".join(said)


def numbers(
    say: Words,
    marks: Marks,
    found: sliding_window_detector.Scan,
    kept: sliding_window_detector.Faces,
    border: float,
) -> None:
    """Draw the numbers of the search, and offer them as a file."""
    cells = st.columns(4)
    cells[0].metric(say("windows"), f"{len(found.scores):,}", help=say("sizes", n=found.sizes))
    cells[1].metric(say("seconds"), f"{found.seconds:.2f} s")
    cells[2].metric(say("hits"), f"{int((found.scores > border).sum()):,}")
    cells[3].metric(say("kept"), len(kept.boxes))
    st.markdown(
        say(
            "point",
            windows=f"{len(found.scores):,}",
            ms=f"{1e3 * found.seconds / len(found.scores):.2f}",
        )
    )
    columns = ["x0", "y0", "x1", "y1", say("score"), say("votes")]
    rows = [
        [*map(float, b), float(s), int(v)]
        for b, s, v in zip(kept.boxes, kept.scores, kept.votes, strict=True)
    ]
    panels.download(say, "download_csv", to_csv(columns, rows), "csv", "text/csv")


def compare(say: Words, each: int, seed: int, again: bool, windows: int) -> None:
    """Draw the three ways beside each other on the patches kept aside."""
    st.subheader(say("compare"), anchor=False)
    half = len(methods.split(each, seed).train) // 2
    examples = methods.split(each, seed).train
    shown = np.concatenate([examples[:12], examples[half : half + 12]])
    st.image(
        figures.row(shown),
        width="stretch",
        alt=say("patches_alt"),
        caption=say("patches", n=each),
    )
    if not st.toggle(say("all"), key="face_all", bind="query-params"):
        return
    every = {method: learnt(method, each, seed, again, say) for method in methods.METHODS}
    rows = []
    for method, (_, marks, seconds) in every.items():
        low, high = map(theme.percent, marks.bounds())
        rows.append(
            {
                say("column.method"): say(f"methods.{method}"),
                say("column.right"): f"{marks.right} / {marks.count} ({low}–{high})",
                say("column.learn"): f"{seconds:.1f} s",
                say("column.patch"): f"{marks.ms:.2f} ms",
                say("column.photo"): f"{marks.ms * windows / 1e3:.1f} s",
            }
        )
    st.dataframe(rows, hide_index=True)
    left, right = st.columns(2, gap="large")
    right.markdown(say("compare_about", windows=f"{windows:,}"))
    named = {say(f"short.{method}"): marks for method, (_, marks, _) in every.items()}
    told = ", ".join(f"{name} {marks.right}/{marks.count}" for name, marks in named.items())
    figure = figures.roc(named, say("false_alarms"), say("faces_found"))
    with left:
        panels.chart(figure, say("roc_alt", facts=told), key="face_roc")


def challenge(say: Words, picture: inputs.Picture, kept: sliding_window_detector.Faces) -> None:
    """Ask for the astronaut's face and at most one false alarm, which the strict borders of HOG reach."""
    right = (
        picture.key == "astronaut" and len(kept.boxes) > 0 and bool((iou(FACE[None], kept.boxes) > 0.3).any())
    )
    others = len(kept.boxes) - int(right)
    known = "found" if right else "missed" if picture.key == "astronaut" else "other"
    state = say(f"challenge_{known}", others=others)
    panels.challenge(say, right and others <= 1, state)
