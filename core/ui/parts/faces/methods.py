"""Four ways to find faces: three tell patches, asked thousands of times; one looks once at all places."""

import streamlit as st

from core.faces import blazeface, figures, methods, sliding_window_detector
from core.faces.known import Judged
from core.faces.methods import Detector, Marks
from core.figures import theme
from core.i18n.catalog import Words
from core.media import images
from core.media.tables import to_csv
from core.ui import cache, controls, inputs, panels
from core.ui.parts.faces import comparison, judged, once
from core.ui.parts.faces.learning import VOTES, learnt, work

SAMPLES = ("astronaut", "zidane", "bus", "cameraman", "cat", "coffee")
ONCE = "blazeface"
SURE = (blazeface.LOWEST, 0.9, blazeface.FLOOR)
"""least score of BlazeFace: from, to, at first"""


def draw(say: Words) -> None:
    """Draw the part; no fragment, as a click must be able to end a long run."""
    picture = inputs.picture(say, SAMPLES, default="astronaut")
    stage, side = panels.stage_and_controls()
    link = {"bind": "query-params"}
    with side:
        method = choose(say)
        if method == ONCE:
            floor = st.slider(say("sure"), *SURE, 0.05, key="face_sure", help=say("sure_help"), **link)
        else:
            again = st.toggle(say("again"), key="face_again", help=say("again_help"), **link)
            border = st.slider(
                say("border"), 0.0, 1.5, 0.6, 0.1, key="face_border", help=say("border_help"), **link
            )
        inputs.add_pictures(say)
        each, least, step, seed = more(say)
    if method == ONCE:
        with stage:
            once.draw(say, picture, floor)
            challenge(say, picture, None)
        comparison.draw(say, picture, (each, seed, False), least, step)
        panels.model_card(say, ONCE)
        return
    with stage:
        setup = (method, each, seed, again)
        detector, marks, _ = learnt(*setup, say)
        found = searched(picture.key, setup, least, step, detector, picture, say)
        kept, judgement = show(say, picture, found, border)
        panels.verdict(verdict(say, marks, found, kept, border, judgement))
    numbers(say, marks, found, kept, border)
    challenge(say, picture, judgement)
    comparison.draw(say, picture, (each, seed, again), least, step)


def choose(say: Words) -> str:
    """Let the learner choose a way; BlazeFace is marked, and another one goes on, where it is not here."""
    missing = blazeface.missing()

    def name(method: str) -> str:
        return panels.with_mark(say, method) if method == ONCE else say(f"methods.{method}")

    first = methods.METHODS[0]
    names = (ONCE, *methods.METHODS)
    method = controls.choice(st.radio, say("method"), names, "face_method", first if missing else ONCE, name)
    if missing and method == ONCE:
        st.info(say("blazeface_missing"), icon=":material/cloud_off:")
        method = first
    st.caption(say(f"does.{method}"))
    return method


def more(say: Words) -> tuple[int, float, int, int]:
    """Draw what is less often changed: faces to learn from, the smallest window, its step, the seed."""
    link = {"bind": "query-params"}
    with st.expander(say("more"), icon=":material/tune:"):
        each = st.slider(say("each"), 10, 80, 60, 10, key="face_each", **link)
        least = st.slider(say("least"), 10, 50, 15, 5, key="face_least", help=say("least_help"), **link)
        step = st.slider(say("step"), 2, 10, 4, key="face_step", help=say("step_help"), **link)
        seed = int(st.number_input(say("seed"), 0, 999, 0, key="face_seed", **link))
    return each, least / 100, step, seed


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
) -> tuple[sliding_window_detector.Faces, Judged]:
    """Draw the windows that were called a face on the photo; return what is left after merging, judged."""
    hits, kept = found.hits(border), found.faces(border, VOTES)
    judgement = judged.judge(say, picture, kept.boxes)
    image = figures.judged(picture.rgb(), kept.boxes, judgement.states, found.boxes[hits])
    told = say("alt", windows=f"{len(found.scores):,}", hits=len(hits), kept=len(kept.boxes))
    panels.image(st, images.to_jpeg(image), width=min(680, image.shape[1]), alt=told)
    return kept, judgement


def verdict(
    say: Words,
    marks: Marks,
    found: sliding_window_detector.Scan,
    kept: sliding_window_detector.Faces,
    border: float,
    judgement: Judged,
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
    said.append(judged.sentence(say, judgement))
    if not len(kept.boxes) and judgement.known != 0:
        said.append(say("verdict_empty"))
    return " ".join(filter(None, said))


def numbers(
    say: Words,
    marks: Marks,
    found: sliding_window_detector.Scan,
    kept: sliding_window_detector.Faces,
    border: float,
) -> None:
    """Draw the numbers of the search, and offer them as a file."""
    with st.container(horizontal=True, gap="large"):
        windows, hits = f"{len(found.scores):,}", f"{int((found.scores > border).sum()):,}"
        st.metric(say("windows"), windows, help=say("sizes", n=found.sizes), width="content")
        st.metric(say("seconds"), f"{found.seconds:.2f} s", width="content")
        st.metric(say("hits"), hits, width="content")
        st.metric(say("kept"), len(kept.boxes), width="content")
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


def challenge(say: Words, picture: inputs.Picture, judgement: Judged | None) -> None:
    """Ask a window for the astronaut's face and at most one false alarm, as strict borders of HOG reach.

    What is false is what the photo shows as such (`judgement`); None where no window slides.
    """
    if judgement is None:
        panels.challenge(say, False, say("challenge_too_easy"))
        return
    if picture.key != "astronaut":
        panels.challenge(say, False, say("challenge_other", others=len(judgement.states)))
        return
    wrong = judgement.count("wrong")
    state = say("challenge_found" if judgement.found else "challenge_missed", others=wrong)
    panels.challenge(say, judgement.found > 0 and wrong <= 1, state)
