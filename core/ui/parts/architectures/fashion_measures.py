"""What the training script measured of both networks on the 10,000 test pictures."""

from collections.abc import Sequence

import numpy as np
import streamlit as st

from core.architectures import fashion_mnist, figures
from core.architectures.figures import COLOURS, Line
from core.figures import charts, theme
from core.i18n.catalog import Words
from core.media.tables import to_csv
from core.runtime import cards
from core.shared import confusion
from core.ui import controls, panels, shell

VIEWS = ("shift", "classes", "confusion")
TITLES = ("MLP", "CNN")


@shell.fragment
def draw(say: Words) -> None:
    """Draw one of the three views."""
    st.subheader(say("garments.measured"), anchor=False)
    view = controls.view(say, "garments.view", VIEWS, key="garment_view")
    facts = [fashion_mnist.measured(name) for name in fashion_mnist.NETWORKS]
    names = [say(f"garments.names.{label}") for label in facts[0].labels]
    {"shift": by_shift, "classes": by_class, "confusion": confused}[view](say, facts, names)


def lines(shares: Sequence[np.ndarray]) -> list[Line]:
    """Return each network's shares with its title and colour."""
    colours = [COLOURS[name] for name in fashion_mnist.NETWORKS]
    return [Line(*each) for each in zip(TITLES, colours, shares, strict=True)]


def by_shift(say: Words, facts: Sequence[fashion_mnist.Measured], names: Sequence[str]) -> None:
    """Draw accuracy against the shift."""
    drawn = lines([each.shifted for each in facts])
    figure = figures.by_shift(
        drawn, say("garments.axis_shift"), say("garments.axis_accuracy"), say("garments.hover_shift")
    )
    ends = {
        f"{line.title.lower()}{i}": theme.percent(float(line.shares[i])) for line in drawn for i in (0, -1)
    }
    told = {key.replace("-1", "_far"): value for key, value in ends.items()} | {
        "most": len(drawn[0].shares) - 1
    }
    panels.chart(figure, say("garments.alt_shift", **told), key="garment_by_shift")
    panels.verdict(say("garments.verdict_shift", **told))
    st.caption(say("garments.note_shift", learnt=cards.read("fashion_cnn")["augmentation"][say.lang]))
    rows = [
        (title, say(f"nudge.{way}"), by, float(share))
        for title, each in zip(TITLES, facts, strict=True)
        for way, shares in each.directions.items()
        for by, share in enumerate(shares)
    ]
    columns = [say(f"garments.column.{name}") for name in ("network", "direction", "pixels", "accuracy")]
    panels.download(say, "download_csv", to_csv(columns, rows), "shift.csv", "text/csv")


def by_class(say: Words, facts: Sequence[fashion_mnist.Measured], names: Sequence[str]) -> None:
    """Draw each class's accuracy."""
    drawn = lines([confusion.by_class(each.counts) for each in facts])
    figure = figures.by_class(drawn, names, say("garments.hover_class"))
    told = ", ".join(
        f"{name} {theme.percent(m)} / {theme.percent(c)}"
        for name, m, c in zip(names, *(line.shares for line in drawn), strict=True)
    )
    panels.chart(figure, say("garments.alt_class", facts=told), key="garment_by_class")
    sentence = {}
    for line, each in zip(drawn, facts, strict=True):
        worst = int(line.shares.argmin())
        kind = line.title.lower()
        sentence |= {kind: theme.percent(confusion.accuracy(each.counts)), f"{kind}_name": names[worst]}
        sentence[f"{kind}_worst"] = theme.percent(float(line.shares[worst]))
    panels.verdict(say("garments.verdict_class", **sentence))
    columns = [say("garments.column.class"), *TITLES]
    rows = list(zip(names, *(line.shares.tolist() for line in drawn), strict=True))
    panels.download(say, "download_csv", to_csv(columns, rows), "classes.csv", "text/csv")


def confused(say: Words, facts: Sequence[fashion_mnist.Measured], names: Sequence[str]) -> None:
    """Draw the confusion matrix of one network."""
    title = controls.choice(st.segmented_control, say("garments.network"), TITLES, "garment_network", "CNN")
    counts = facts[TITLES.index(title)].counts
    hover = [
        [
            say("garments.hover_right" if t == a else "garments.hover_wrong", **told(names, counts, t, a))
            for a in range(len(names))
        ]
        for t in range(len(names))
    ]
    axes = say("garments.axis_answer"), say("garments.axis_truth")
    figure = charts.confusion(counts, names, *axes, hover=hover, height=520)
    worst = confusion.mistakes(counts)[:3]
    mistakes = " ".join(say("garments.hover_wrong", **told(names, counts, m.truth, m.answer)) for m in worst)
    panels.chart(figure, say("garments.alt_confusion", title=title, facts=mistakes), key="garment_confusion")
    panels.verdict(say("garments.verdict_confusion", title=title, facts=mistakes))
    rows = [(name, *row) for name, row in zip(names, counts.tolist(), strict=True)]
    csv = to_csv([say("garments.axis_truth"), *names], rows)
    panels.download(say, "download_csv", csv, "confusion.csv", "text/csv")


def told(names: Sequence[str], counts: np.ndarray, truth: int, answer: int) -> dict[str, object]:
    """Return the facts of one square of the matrix."""
    count, whole = int(counts[truth, answer]), int(counts[truth].sum())
    return {"truth": names[truth], "answer": names[answer], "count": f"{count:,}", "all": f"{whole:,}"}
