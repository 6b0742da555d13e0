"""One stage or two: the R-CNN family step by step, why one shot is fast, and who came when."""

import numpy as np
import streamlit as st

from core.detection import anchors, figures, two_stage
from core.detection.history import MASK_COCO, PAPERS
from core.detection.infer import Candidates
from core.figures import theme
from core.i18n.catalog import Words
from core.runtime import engine
from core.shared import boxes
from core.ui import cache, controls, inputs, panels, queue, shell
from core.ui.components.detection import window_race
from core.ui.components.detection.proposals import rcnn_steps
from core.ui.parts.detection import choose_picture, ground_truth_boxes, predictions

PROPOSED = 60
"""boxes that stand for the proposals in the picture"""


def draw(say: Words) -> None:
    """Draw the part, with the boxes of the chosen detector."""
    picture, stage = choose_picture(say), st.container()
    found = predictions.chosen(say, picture)  # below the stage, which is what the page is for
    with stage:
        explore(say, picture, found)


@shell.fragment
def explore(say: Words, picture: inputs.Picture, found: Candidates) -> None:
    """Draw what can be moved: one of three views, no network runs."""
    views = {"rcnn": steps, "window": window, "history": history}
    view = controls.view(say, "stages.view", tuple(views), key="stages_view")
    views[view](say, picture, found)


def steps(say: Words, picture: inputs.Picture, found: Candidates) -> None:
    """Draw the four of the R-CNN family, step by step, and count how often the large network runs."""
    name, at = two_stage.read(controls.kept("rcnn_at", ""))
    words = say.table("stages.words")
    box = ground_truth_boxes.one_box(picture, found)
    name_of = named(say, picture, found, box)
    shown = rcnn_steps.Example(picture.jpeg, found.wh, around(box, found.wh), box, name_of)
    take = controls.follow("rcnn_at", "rcnn_steps", "at")
    rcnn_steps.rcnn_steps(shown, f"{name}.{at}", words, "rcnn_steps", take)
    network, last = two_stage.NETWORKS[name], two_stage.NETWORKS["mask"]
    runs = {key: f"{each.trunk_runs:,}" for key, each in two_stage.NETWORKS.items()}
    facts = {"title": network.title, "proposals": f"{network.proposals:,}", "runs": runs[name]}
    kind = "many" if network.trunk_runs > 1 else "masks" if network is last else "once"
    panels.verdict(say(f"stages.verdict_{kind}", **facts, slow=runs["rcnn"], masks=two_stage.MASKS))
    st.caption(say("stages.note"))


def named(say: Words, picture: inputs.Picture, found: Candidates, box: tuple[int, ...]) -> str:
    """Return what is in a box: what was drawn there, or what the detector says of just this place."""
    drawn = ground_truth_boxes.drawn_on(picture, found)
    labels = (*drawn.labels, *(found.labels[i] for i in found.class_ids))
    overlaps = boxes.iou(np.vstack([drawn.xyxy, found.xyxy]), np.float32([box]))[:, 0]
    best = int(np.argmax(overlaps)) if len(labels) else -1
    return say.thing(labels[best]) if best >= 0 and overlaps[best] >= 0.5 else say("stages.thing")


def around(box: tuple[int, int, int, int], wh: tuple[int, int], seed: int = 0) -> np.ndarray:
    """Return boxes (n, 4) as a search proposes them: some round a thing, most anywhere in a photo `wh`."""
    rng, whole = np.random.default_rng(seed), np.float32([*wh, *wh])
    middle, side = rng.uniform(0, 1, (PROPOSED, 2)), rng.uniform(0.05, 0.3, (PROPOSED, 2))
    anywhere = np.hstack([middle - side, middle + side]) * whole
    near = np.float32(box) + rng.normal(0, 0.04, (PROPOSED // 6, 4)) * whole
    return np.clip(np.vstack([near, anywhere[len(near) :]]), 0, whole).astype(np.float32)


@cache.per_session
def call_ms(_say: Words) -> float:
    """Return the measured time of one call of the bundled classifier, in ms."""
    return queue.ask(_say, engine.measure, "everyday")


def window(say: Words, picture: inputs.Picture, found: Candidates) -> None:
    """Race a sliding window against the single shot that found the boxes."""
    with st.spinner(say("stages.measuring")):
        each = call_ms(say)
    calls = anchors.calls(found.wh)
    words = say.table("stages.window")
    window_race.window_race(picture.jpeg, found.wh, each, found.network_ms, words, "window_race")
    scales = anchors.windows(found.wh)
    facts = {"calls": f"{calls:,}", "scales": len(scales), "call": theme.number(each, 1)}
    facts |= {
        "seconds": theme.number(calls * each / 1e3, 1),
        "single": theme.number(found.network_ms, 1),
        "times": f"{calls * each / found.network_ms:,.0f}",
    }
    panels.verdict(say("stages.verdict_window", **facts))
    rows = [f"| {s} × {s} | {c} × {r} | {c * r:,} |" for s, c, r in scales]
    head = " | ".join(say(f"stages.window_{c}") for c in ("side", "places", "calls"))
    with st.expander(say("stages.window_table"), icon=":material/table:"):
        st.markdown("\n".join([f"| {head} |", "|---|---|--:|", *rows]))
        st.caption(say("stages.window_note"))


def history(say: Words, picture: inputs.Picture, found: Candidates) -> None:
    """Draw published mAP against published time."""
    coco = say("stages.mask", ap=MASK_COCO)
    figure = figures.history(say("stages.seconds"), say("stages.voc"), coco)
    known = [p for p in PAPERS if p.precision is not None]
    facts = ", ".join(f"{p.name} {p.precision}%, {p.seconds:.2g} s" for p in known)
    panels.chart(figure, say("stages.history_alt", facts=facts), "history")
    first, last = known[0], max(known, key=lambda p: p.precision)
    panels.verdict(
        say(
            "stages.verdict_history",
            first=first.name,
            last=last.name,
            times=f"{first.seconds / last.seconds:,.0f}",
            gain=theme.number(last.precision - first.precision, 1),
        )
    )
    head = "| " + " | ".join(
        say(f"stages.paper.{c}") for c in ("name", "map", "time", "trained", "device", "source")
    )
    rows = [
        f"| {p.name} ({p.year}) | {p.precision or '–'} | {p.seconds:.2g} s "
        f"| {p.trained} | {p.hardware} | {p.source} |"
        for p in PAPERS
    ]
    with st.expander(say("stages.sources"), icon=":material/menu_book:"):
        st.markdown("\n".join([head + " |", "|---|--:|--:|---|---|---|", *rows]))
    st.caption(say("stages.history_note"))
