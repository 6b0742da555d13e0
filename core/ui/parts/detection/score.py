"""How good are the boxes? The learner draws the truth, the model's boxes are measured against it."""

from dataclasses import dataclass, replace

import numpy as np
import streamlit as st

from core.detection import doubt, figures, funnel, infer, metrics, truth
from core.detection.infer import Candidates, Detections
from core.figures import theme
from core.i18n.catalog import Words
from core.media.tables import to_csv
from core.ui import inputs, own, panels, shell
from core.ui.components.detection.draw_boxes import Canvas, Shown, draw_boxes
from core.ui.parts.detection import (
    choose_picture,
    ground_truth_boxes,
    own_labels,
    predictions,
    thresholds,
)


@dataclass(frozen=True)
class Measured:
    """All boxes of a model and those above the chosen score, the truth, and what came out at one IoU."""

    everything: Detections
    shown: Detections
    real: metrics.Found
    out: truth.Outcome
    trade: truth.Trade


def draw(say: Words) -> None:
    """Draw the part, with the boxes of the chosen detector."""
    picture = choose_picture(say)
    explore(say, picture, predictions.chosen(say, picture))


@shell.fragment
def explore(say: Words, picture: inputs.Picture, found: Candidates) -> None:
    """Draw what can be moved: no network runs."""
    _, iou = thresholds.kept()
    stage, side = panels.stage_and_controls()
    with side:
        slide = {"bind": "query-params"}
        score = st.slider(say("score.threshold"), 0.05, 0.95, 0.25, 0.05, key="score_at", **slide)
        needed = st.slider(say("score.needed"), 0.5, 0.95, 0.5, 0.05, key="match_at", **slide)
        everything = infer.choose(found, 0.0, iou, infer.LOOKED_AT)
        st.button(
            say("score.copy"),
            key="copy_truth",
            help=say("score.copy_help"),
            icon=":material/content_copy:",
            on_click=lambda: ground_truth_boxes.keep(picture, copied(everything, score)),
        )
    mine = ground_truth_boxes.drawn_on(picture, found)
    measured = measure(everything, mine.as_found(found.labels), score, needed)
    with stage:
        names = [(label, say.thing(label)) for label in first_first(found, mine)]
        words = say.table("score.words")
        shown = marked(say, measured, found.model)
        canvas, key = Canvas(picture.jpeg, found.wh, names, shown), own.key("draw_boxes")
        draw_boxes(canvas, mine, words, key, ground_truth_boxes.taker(picture, found.wh, key))
        panels.verdict(verdict(say, measured, mine.labels, needed))
        thresholds.tell(say, found, funnel.count(found, score, iou))
        thresholds.tell_doubt(say, found.model)
    own_labels.draw(say, picture, found)
    numbers(say, found.labels, measured, score)
    kind = "given" if not ground_truth_boxes.are_own(picture) else ""
    challenge(say, measured, score, "copied" if truth.only_copies(mine, everything) else kind)


def copied(everything: Detections, score: float) -> truth.Drawn:
    """Return the model's boxes above a score as true ones, to be corrected."""
    sure = np.flatnonzero(everything.scores > score)[: truth.MOST]
    return truth.Drawn(everything.xyxy[sure], tuple(everything.labels[i] for i in sure))


def first_first(found: Candidates, mine: truth.Drawn) -> list[str]:
    """Return all labels to choose from, that of the surest box first, with those already drawn."""
    surest = [found.labels[found.class_ids[0]]] if len(found.class_ids) else []
    return list(dict.fromkeys([*surest, *found.labels, *mine.labels]))


def measure(everything: Detections, real: metrics.Found, score: float, needed: float) -> Measured:
    """Measure a model's boxes (after suppression) against the truth at a score and an IoU threshold."""
    sure = everything.scores > score
    shown = replace(
        everything,
        xyxy=everything.xyxy[sure],
        scores=everything.scores[sure],
        class_ids=everything.class_ids[sure],
        labels=everything.labels[: int(sure.sum())],
    )
    outcome, trade = truth.outcome(shown, real, needed), truth.trade(everything, real, needed)
    return Measured(everything, shown, real, outcome, trade)


def marked(say: Words, found: Measured, model: str) -> list[Shown]:
    """Return the model's boxes with the sign and the words that stand at them."""
    names = doubt.called(map(say.thing, found.shown.labels), found.shown.scores, model)
    rows = zip(found.shown.xyxy, found.shown.scores, names, found.out.takes, strict=True)
    return [
        Shown(
            tuple(map(float, box)),
            f"{'✓' if takes >= 0 else '✕'} {name} {theme.number(float(score))}",
            bool(takes >= 0),
        )
        for box, score, name, takes in rows
    ]


def verdict(say: Words, found: Measured, labels: tuple[str, ...], needed: float) -> str:
    """Return the most telling sentence: a near miss, a second box on one thing, or how many were found."""
    hits, alarms, missed = found.out.counts
    facts = {"hits": hits, "alarms": alarms, "missed": missed, "all": len(found.real.xyxy), "needed": needed}
    if not len(found.real.xyxy):
        return say("score.verdict_empty", **facts)
    lost = found.out.takes < 0
    near = lost & np.isin(found.out.nearest, found.out.missed) & (found.out.nearest >= 0)
    if near.any():
        i = int(np.argmax(np.where(near, found.out.overlap, -1)))
        name, overlap = say.thing(found.shown.labels[i]), theme.number(float(found.out.overlap[i]))
        return say("score.verdict_near", name=name, iou=overlap, **facts)
    double = lost & (found.out.overlap >= needed)
    if double.any():
        return say(
            "score.verdict_double", name=say.thing(found.shown.labels[int(np.argmax(double))]), **facts
        )
    if missed:
        name = say.thing(labels[int(found.out.missed[0])])
        return say("score.verdict_missed", name=name, **facts)
    return say("score.verdict_all", **facts)


def numbers(say: Words, names: tuple[str, ...], found: Measured, score: float) -> None:
    """Show counts, precision, recall, AP, mAP and AR, and the two curves."""
    hits, alarms, missed = found.out.counts
    whole = metrics.evaluate([of_drawn(found.everything, found.real)], [found.real])
    at_score = metrics.evaluate([of_drawn(found.shown, found.real)], [found.real])
    shares = {
        "precision": hits / (hits + alarms) if hits + alarms else float("nan"),
        "recall": hits / (hits + missed) if hits + missed else float("nan"),
        "map50": whole.map50,
        "map": whole.map,
        "ar": at_score.ar,
    }
    if len(found.real.xyxy):  # before anything is drawn they are all dashes
        metrics_of(say, shares, score)
    rows = class_rows(say, names, found, whole)
    header = [say(f"score.columns.{c}") for c in ("class", "tp", "fp", "fn", "ap50", "ap")]
    table, charts = st.columns(2, gap="large")
    with table:
        lines = ["| " + " | ".join(header) + " |", "|---|" + "--:|" * (len(header) - 1)]
        st.markdown("\n".join([*lines, *("| " + " | ".join(map(str, row)) + " |" for row in rows)]))
        st.caption(say("score.table_note"))
        panels.download(say, "download_csv", to_csv(header, rows), "detection_scores.csv", "text/csv")
    with charts:
        curve_of(say, names, found)


def metrics_of(say: Words, shares: dict[str, float], score: float) -> None:
    """Show the named figures in a row."""
    with st.container(horizontal=True, gap="large"):
        for name, value in shares.items():
            shown = theme.number(value) if np.isfinite(value) else "–"
            help_ = say(f"score.{name}_help", score=score)
            st.metric(say(f"score.{name}"), shown, help=help_, width="content")


def of_drawn(found: Detections, real: metrics.Found) -> metrics.Found:
    """Return the detections of classes that were drawn: no other class has an AP or a recall."""
    mine = np.isin(found.class_ids, real.class_ids)
    return metrics.Found(found.xyxy[mine], found.class_ids[mine], found.scores[mine])


def class_rows(
    say: Words, names: tuple[str, ...], found: Measured, whole: metrics.Scores
) -> list[list[str | int]]:
    """Return name, TP, FP, FN, AP at IoU 0.5 and over 0.5 to 0.95 of each class that was drawn or found."""
    out, real, rows = found.out, found.real, []
    nothing = np.full(len(metrics.THRESHOLDS), np.nan)
    averages = dict(zip(whole.class_ids.tolist(), whole.average_precision.T, strict=True))
    for class_id in np.union1d(found.shown.class_ids, real.class_ids).astype(int):
        mine, drawn_ = found.shown.class_ids == class_id, real.class_ids == class_id
        hits, missed = int((out.takes[mine] >= 0).sum()), int(drawn_[out.missed].sum())
        average = averages.get(int(class_id), nothing)
        name = say.thing(names[class_id]) if class_id >= 0 else say("score.unknown")
        shares = [theme.number(float(v)) if np.isfinite(v) else "–" for v in (average[0], average.mean())]
        rows.append([name, hits, int(mine.sum()) - hits, missed, *shares])
    rows.sort(key=lambda row: -(row[1] + row[3]))
    means = [theme.number(v) if np.isfinite(v) else "–" for v in (whole.map50, whole.map)]
    return [*rows, [say("score.together"), *out.counts, *means]]


def curve_of(say: Words, names: tuple[str, ...], found: Measured) -> None:
    """Draw precision against recall of the drawn classes."""
    needed, predicted = float(metrics.THRESHOLDS[0]), of_drawn(found.everything, found.real)
    curves = {}
    for class_id in np.unique(found.real.class_ids[found.real.class_ids >= 0]):
        curve = metrics.curve([predicted], [found.real], int(class_id), needed)
        if len(curve.scores):
            curves[say.thing(names[class_id])] = (curve.recall, curve.precision)
    if not curves:
        st.caption(say("score.no_curve"))
        return
    facts = ", ".join(f"{name} {theme.number(float(recall[-1]))}" for name, (recall, _) in curves.items())
    st.markdown(f"**{say('score.curve')}**")
    chart = figures.precision_recall(curves, say("score.recall"), say("score.precision"))
    panels.chart(chart, say("score.curve_alt", facts=facts), "precision_recall")


def challenge(say: Words, found: Measured, score: float, kind: str) -> None:
    """Ask for the score threshold with the best F1; draw F1 once it is found.

    True boxes of another `kind` than "" are not the learner's: "given", or "copied" from the model.
    """
    now, best = found.trade.at(score), found.trade.best
    steps = np.arange(1, 20) * 0.05
    reached = max(found.trade.at(float(s)) for s in steps)  # what the slider can reach
    solved = not kind and bool(len(found.real.xyxy)) and best > 0 and now >= reached - 1e-9
    key = f"score.state_{kind}" if kind else "score.state"
    state = say(key, f1=theme.number(now), score=theme.number(score))
    if not len(found.real.xyxy):
        state = say("score.state_empty")
    panels.challenge(say, solved, state, "score.challenge")
    if solved:
        chart = figures.f1(found.trade, score, say("score.threshold"), say("score.f1"))
        panels.chart(chart, say("score.f1_alt", f1=theme.number(now), score=theme.number(score)), "f1_chart")
