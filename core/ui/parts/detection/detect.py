"""What is where? All proposals over the photo, and what thresholds leave of them."""

from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.detection import agreement, doubt, infer, models, report
from core.detection.infer import Candidates, Detections
from core.figures import theme
from core.i18n.catalog import Words
from core.media import images
from core.media.tables import to_csv
from core.ui import controls, inputs, known, panels, shell
from core.ui.components.detection.detection_thresholds import Pane, Proposals, sieve
from core.ui.parts.detection import choose_picture, nms, predictions, thresholds

LOW, HIGH = 0.1, 0.6
"""below and above these score thresholds the sentence warns"""


def draw(say: Words) -> None:
    """Draw the part."""
    picture = choose_picture(say)
    stage, left, middle, right = places()
    with left:
        first = predictions.choose_model(say)
    with middle:
        both = st.toggle(say("compare"), key="compare", bind="query-params")
        chosen = [first, *([predictions.choose_other(say, first)] if both else [])]
    with right:
        inputs.add_pictures(say)
    with stage:
        found = {model: predictions.candidates(picture.key, model, picture, say) for model in chosen}
        look(say, picture, found)
    known.draw(say, first)
    for model in chosen:
        panels.model_card(say, model)


def places() -> tuple[DeltaGenerator, ...]:
    """Return the stage and three places for controls: in a column beside it, above it for two photos."""
    if st.session_state.get("compare", controls.linked_value("compare") == "true"):
        row = st.columns(3, gap="large")
        return st.container(), *row
    stage, side = panels.stage_and_controls()
    return stage, side, side, side


@shell.fragment
def look(say: Words, picture: inputs.Picture, found: dict[str, Candidates]) -> None:
    """Draw the proposals of one or two models; a threshold that is let go runs this alone, and no network."""
    score, iou = thresholds.kept()
    off = controls.kept("classes_off", "none").removeprefix("none")
    panes = [pane(say, model, boxes) for model, boxes in found.items()]
    words, settings = say.table("sieve"), thresholds.write(score, iou)
    take = controls.follow(thresholds.KEY, "sieve_stage", "settings", thresholds.START)
    take_off = controls.follow("classes_off", "sieve_stage", "off", "none")
    sieve(Proposals(picture.jpeg, panes), settings, off, words, "sieve_stage", take, take_off)
    kept = {model: without(infer.shown(boxes, score, iou), off) for model, boxes in found.items()}
    panels.verdict(verdict(say, kept, found, score, iou))
    for boxes in found.values():
        thresholds.tell_cut(say, boxes)
    if ours := models.EVERYDAY.keys() & kept.keys():
        st.caption(say("weak", n=len(found[ours.pop()].labels)))
    numbers(say, picture, kept)


def pane(say: Words, model: str, found: Candidates) -> Pane:
    """Return what the picture needs to know of one network."""
    names = [say.thing(label) for label in found.labels]
    return Pane(panels.title_of(model), time_of(say, found), found, names, doubt.unsure_below(model))


def time_of(say: Words, found: Candidates) -> str:
    """Return how long the network took, in words."""
    return say("network_time", ms=theme.number(found.network_ms, 0 if found.network_ms >= 10 else 1))


def without(found: Detections, off: str) -> Detections:
    """Return the boxes whose class is not among the labels `off`, which have points between them."""
    away = set(off.split("."))
    left = [i for i, label in enumerate(found.labels) if label not in away]
    return Detections(
        found.xyxy[left], found.scores[left], found.class_ids[left], tuple(found.labels[i] for i in left)
    )


def verdict(
    say: Words, kept: dict[str, Detections], found: dict[str, Candidates], score: float, iou: float
) -> str:
    """Return what is on the picture and what the thresholds or the two models make of it."""
    first, *others = kept
    facts: dict[str, object] = {"score": theme.number(score), "iou": theme.number(iou)}
    if others:
        return verdict_both(say, *kept, kept, found)
    things = kept[first]
    if not things.labels:
        best = float(found[first].scores.max(initial=0.0))
        return say("verdict_nothing", best=theme.number(best), **facts)
    sure, unsure = doubt.split(things, first)
    facts |= {"n": len(things.labels), "all": f"{found[first].answers:,}"}
    facts |= {"things": listed(say, sure) or say("nothing_sure"), "doubtful": listed(say, unsure)}
    doubled = agreement.doubled(things.xyxy, things.class_ids)
    loose = iou >= nms.LOOSE and doubled
    kind = "loose" if loose else "low" if score < LOW else "high" if score > HIGH else "fine"
    told = [say("verdict_unsure", **facts), thresholds.why_doubt(say, first)] if unsure else []
    return " ".join([say(f"verdict_{kind}", **facts), *told])


def verdict_both(
    say: Words, a: str, b: str, kept: dict[str, Detections], found: dict[str, Candidates]
) -> str:
    """Return how far two models agree, and which was faster."""
    agreed = agreement.agreement(kept[a], kept[b])
    n, m = agreed.counts
    fast, slow = sorted((a, b), key=lambda name: found[name].network_ms)
    facts = {"a": panels.title_of(a), "b": panels.title_of(b), "n": n, "m": m}
    facts |= {"both": len(agreed.pairs), "things": n + m - len(agreed.pairs)}
    times = theme.number(found[slow].network_ms / max(found[fast].network_ms, 1e-3), 1)
    speed = "as_fast" if times == "1.0" else "faster"
    told = say("verdict_both" if n + m else "verdict_both_nothing", **facts)
    return f"{told} {say(f'verdict_{speed}', fast=panels.title_of(fast), times=times)}"


def listed(say: Words, labels: tuple[str, ...], most: int = 5) -> str:
    """Return "bus 1, person 4": what was found, the most frequent first."""
    counted = [f"{say.thing(label)} {n}" for label, n in report.counts(labels).items()]
    return ", ".join(counted[:most]) + (" …" if len(counted) > most else "")


def numbers(say: Words, picture: inputs.Picture, kept: dict[str, Detections]) -> None:
    """Show counts per class, every box as a row, and what can be kept."""
    counted = {model: report.counts(found.labels) for model, found in kept.items()}
    labels = list(dict.fromkeys(label for counts in counted.values() for label in counts))
    with st.expander(say("boxes_table"), icon=":material/table:"):
        if labels:
            head = [say("column_thing"), *(panels.title_of(model) for model in kept)]
            lines = ["| " + " | ".join(head) + " |", "|---|" + "--:|" * len(kept)]
            rows = [[say.thing(label), *(str(c.get(label, 0)) for c in counted.values())] for label in labels]
            st.markdown("\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)]))
        columns = [say(f"column_{name}") for name in ("model", *report.COLUMNS)]
        table = [
            (panels.title_of(model), *row)
            for model, found in kept.items()
            for row in report.rows(found, [say.thing(label) for label in found.labels])
        ]
        st.dataframe([dict(zip(columns, row, strict=True)) for row in table], hide_index=True)
    first = next(iter(kept))
    with st.container(horizontal=True):
        png = partial(png_of, say, picture, kept[first], first)
        panels.download(say, "download_png", png, "detection.png", "image/png")
        panels.download(say, "download_csv", to_csv(columns, table), "detection.csv", "text/csv")
        written = partial(json_of, picture, kept)
        panels.download(say, "download_json", written, "detection.json", "application/json")


def png_of(say: Words, picture: inputs.Picture, found: Detections, model: str) -> bytes:
    """Return the picture with its boxes as PNG; a question mark is behind the name of what is in doubt."""
    names = doubt.called(map(say.thing, found.labels), found.scores, model)
    return images.to_png(report.drawn(picture.rgb(), found, names))


def json_of(picture: inputs.Picture, kept: dict[str, Detections]) -> bytes:
    """Return all boxes as JSON, one line a model."""
    height, width = picture.rgb().shape[:2]
    return "\n".join(report.to_json(found, model, (width, height)) for model, found in kept.items()).encode()
