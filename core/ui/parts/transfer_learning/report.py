"""What a taught head is worth: its marks, where it looks, what it refuses, and the file to take home."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import streamlit as st

from core.figures import charts, theme
from core.i18n.catalog import Words
from core.media import images
from core.media.tables import to_csv
from core.runtime import gateway
from core.shared import confusion
from core.transfer_learning import figures, head_attribution, head_file, weather
from core.transfer_learning.learning import REPEATS, Head, Lesson
from core.ui import cache, controls, inputs, panels, queue

VIEWS = ("marks", "where", "none", "save")
LEAST_FALL = 0.02
"""of the probability: where no covered place takes so much, none is called the strongest evidence"""


@dataclass(frozen=True)
class Answer:
    """What a head says of one picture: (C,) probabilities, distance to the nearest class, and its limit."""

    probabilities: np.ndarray
    distance: float
    limit: float

    @property
    def best(self) -> int:
        """The class with the highest probability."""
        return int(self.probabilities.argmax())

    @property
    def stranger(self) -> bool:
        """Whether the picture is too far from all that was taught."""
        return self.distance > self.limit


def draw(
    say: Words,
    groups: Mapping[str, Mapping[str, inputs.Picture]],
    lesson: Lesson,
    head: Head,
    picture: inputs.Picture,
    found: Answer,
    example: bool,
    tested: weather.Tested | None,
) -> None:
    """Draw the chosen view; in an `example` nothing is the learner's own, and what is computed is shared.

    `tested` is what a head that learnt beforehand, from photos that are not here, was measured at.
    """
    view = controls.choice(
        st.segmented_control,
        say("view"),
        VIEWS,
        "teach_view",
        "where",
        lambda name: say(f"views.{name}"),
        required=True,
    )
    if view == "where":
        where(say, head, picture, found, example, trap=tested is None)
    elif view == "save":
        save(say, groups, lesson, head)
    elif tested is not None and view == "marks":
        st.markdown(f"**{say('grid')}** — {say('grid_ready', n=tested.photos)}")
        grid(say, tested.counts, head.labels)
    elif tested is not None:
        st.info(say("none_ready", limit=theme.number(lesson.head.limit)), icon=":material/info:")
    elif lesson.check is None:
        st.info(say("no_check"), icon=":material/info:")
    elif view == "marks":
        marks(say, lesson)
    else:
        refusal(say, lesson, found)


def marks(say: Words, lesson: Lesson) -> None:
    """Draw which class was taken for which, and the accuracy against the number of photos."""
    check, curve, labels = lesson.check, lesson.curve, lesson.head.labels
    left, right = st.columns(2, gap="large")
    with left:
        st.markdown(f"**{say('grid')}** — {say('grid_about', folds=check.folds)}")
        counts = confusion.matrix(check.truth, check.probabilities.argmax(1), len(labels))
        grid(say, counts, labels)
    with right:
        st.markdown(f"**{say('curve')}** — {say('curve_about', n=REPEATS)}")
        points = ", ".join(f"{n}: {theme.percent(m)}" for n, m in zip(curve.sizes, curve.mean, strict=True))
        figure = figures.curve(curve, 1 / len(labels), say("photos"), say("accuracy"), say("guessing"))
        panels.chart(figure, say("curve_alt", facts=points), key="teach_curve")
    st.markdown(say("marks_about", low=theme.percent(check.low), high=theme.percent(check.high)))


def grid(say: Words, counts: np.ndarray, labels: Sequence[str]) -> None:
    """Draw counts (C, C): a row for what it was, a column for what was answered."""
    told = [
        say("grid_cell", truth=labels[t], taken=labels[a], n=counts[t, a]) for t, a in np.argwhere(counts)
    ]
    figure = charts.confusion(
        counts, labels, say("answer"), say("truth"), counts.astype(str).tolist(), height=340
    )
    panels.chart(figure, say("grid_alt", facts=", ".join(told)), key="teach_grid")


@cache.per_session
def covered(key: tuple, label: int, _rgb: np.ndarray, _head: Head, _say: Words) -> head_attribution.Evidence:
    """Return what covering each place of a picture does to a class."""
    return queue.ask(_say, head_attribution.occlude, _rgb, _head, label)


@st.cache_resource(max_entries=32, show_spinner=False)
def covered_example(key: tuple, label: int, _rgb: np.ndarray, _head: Head) -> head_attribution.Evidence:
    """Return the same of an example's picture and head: a class that opens it asks the network once."""
    return gateway.call(head_attribution.occlude, _rgb, _head, label)


def where(say: Words, head: Head, picture: inputs.Picture, found: Answer, example: bool, trap: bool) -> None:
    """Draw which places of the picture speak for the answer; warn of the wall behind things, the `trap`."""
    key = (picture.key, head.backbone, head.labels, images.fingerprint(head.weight.tobytes()))
    with st.spinner(say("covering")):
        if example:
            shown = covered_example(key, found.best, picture.rgb(), head)
        else:
            shown = covered(key, found.best, picture.rgb(), head, say)
    row, column = shown.most()
    facts = {
        "label": inputs.plain(head.labels[found.best]),
        "place": say(f"places.place_{row * 3 // head_attribution.GRID}{column * 3 // head_attribution.GRID}"),
        "before": theme.percent(shown.whole),
        "after": theme.percent(float(shown.covered[row, column])),
    }
    left, right = st.columns([1, 2], gap="large")
    jpeg = images.to_jpeg(shown.picture())
    panels.image(left, jpeg, width="stretch", alt=say("where_alt", **facts))
    with right:
        st.markdown(say("where_about", label=facts["label"]))
        fall = shown.whole - float(shown.covered[row, column])
        st.markdown(say("where_found" if fall >= LEAST_FALL else "where_spread", **facts))
        if trap:
            st.warning(say("trap"), icon=":material/wallpaper:")


def refusal(say: Words, lesson: Lesson, found: Answer) -> None:
    """Draw how far the learner's photos and the tried picture are from the classes."""
    check = lesson.check
    refused = int((check.distances > found.limit).sum())
    facts = {
        "distance": theme.number(found.distance),
        "limit": theme.number(found.limit),
        "refused": refused,
        "n": len(check.distances),
    }
    words = (say("distance"), say("limit"), say("this_one"))
    figure = figures.strip(check, lesson.head.labels, found.distance, found.limit, words)
    panels.chart(figure, say("none_alt", **facts), key="teach_none")
    st.markdown(say("none_about" if found.limit < 2 else "none_off", **facts))


def save(say: Words, groups: Mapping[str, Mapping[str, inputs.Picture]], lesson: Lesson, head: Head) -> None:
    """Offer the head as a file, and the marks as a table."""
    st.markdown(say("save_about", numbers=f"{head.weight.size + head.bias.size:,}"))
    with st.container(horizontal=True):
        name = "my_classes.safetensors"
        panels.download(say, "download", lambda: head_file.to_bytes(head), name, "application/octet-stream")
        if lesson.check is not None:
            columns = [say("truth"), say("answer"), *head.labels]
            rows = [
                [head.labels[truth], head.labels[int(p.argmax())], *map(float, p)]
                for truth, p in zip(lesson.check.truth, lesson.check.probabilities, strict=True)
            ]
            panels.download(say, "download_csv", to_csv(columns, rows), "my_classes.csv", "text/csv")
