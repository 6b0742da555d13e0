"""How a detector sees: default boxes, grids, why one shot is fast, what it learns from, and who came when."""

import streamlit as st

from core.detection import anchors, figures, loss_weighting
from core.detection.history import MASK_COCO, PAPERS
from core.detection.infer import Candidates
from core.figures import theme
from core.i18n.catalog import Words
from core.runtime import engine
from core.ui import cache, controls, inputs, own, panels, queue, shell
from core.ui.components.detection import default_boxes, window_race
from core.ui.parts.detection import choose_picture, ground_truth_boxes, predictions

GUESSES = {"named": loss_weighting.NAMED, "placed": loss_weighting.PLACED}


def draw(say: Words) -> None:
    """Draw the part, with the boxes of the chosen detector."""
    picture = choose_picture(say)
    explore(say, picture, predictions.chosen(say, picture))


@shell.fragment
def explore(say: Words, picture: inputs.Picture, found: Candidates) -> None:
    """Draw what can be moved: one of five views, no network runs."""
    views = {"boxes": boxes, "grid": grid, "window": window, "loss": loss, "history": history}
    view = controls.view(say, "how.view", tuple(views), key="how_view")
    views[view](say, picture, found)


def boxes(say: Words, picture: inputs.Picture, found: Candidates) -> None:
    """Draw SSD's default boxes and which of them match."""
    name = controls.choice(
        st.segmented_control,
        say("how.layout"),
        tuple(anchors.LAYOUTS),
        "layout",
        "ssdlite320",
        lambda layout: say(f"how.layouts.{layout}"),
        required=True,
    )
    box, layout = ground_truth_boxes.one_box(picture, found), anchors.LAYOUTS[name]
    words, key = say.table("how.boxes"), own.key(f"default_boxes_{name}")
    take = ground_truth_boxes.take_one_box(picture, key)
    default_boxes.default_boxes(picture.jpeg, found.wh, box, layout, words, key, take)
    matched = anchors.matches(layout, box, found.wh)
    side, hits = layout.maps[matched.level], sum(matched.matched)
    facts = {"hits": hits, "all": f"{sum(matched.boxes):,}", "map": f"{side} × {side}"}
    sentence = say(
        "how.verdict_boxes" if hits else "how.verdict_forced", best=theme.number(matched.best), **facts
    )
    panels.verdict(sentence)
    st.markdown(say("how.boxes_text"))


def grid(say: Words, picture: inputs.Picture, found: Candidates) -> None:
    """Draw YOLO's grids and which cells see to the box, and count YOLOv1's outputs."""
    box = ground_truth_boxes.one_box(picture, found)
    words, key = say.table("how.grid"), own.key("grid_cells")
    take = ground_truth_boxes.take_one_box(picture, key)
    default_boxes.grid_cells(picture.jpeg, found.wh, box, words, key, take)
    sizes = anchors.grids(found.wh)
    parts = " + ".join(f"{g.columns} × {g.rows}" for g in sizes)
    panels.verdict(say("how.verdict_grid", sum=parts, cells=f"{sum(g.columns * g.rows for g in sizes):,}"))
    n, b, c = anchors.V1_GRID, anchors.V1_BOXES, anchors.V1_CLASSES
    facts = {"n": n, "boxes": b, "classes": c, "each": 5 * b + c, "all": f"{anchors.v1_outputs():,}"}
    st.markdown(say("how.grid_text", **facts))


@cache.per_session
def call_ms(_say: Words) -> float:
    """Return the measured time of one call of the bundled classifier, in ms."""
    return queue.ask(_say, engine.measure, "everyday")


def window(say: Words, picture: inputs.Picture, found: Candidates) -> None:
    """Race a sliding window against the single shot that found the boxes."""
    with st.spinner(say("how.measuring")):
        each = call_ms(say)
    calls = anchors.calls(found.wh)
    words = say.table("how.window")
    window_race.window_race(picture.jpeg, found.wh, each, found.network_ms, words, "window_race")
    scales = anchors.windows(found.wh)
    facts = {"calls": f"{calls:,}", "scales": len(scales), "call": theme.number(each, 1)}
    facts |= {
        "seconds": theme.number(calls * each / 1e3, 1),
        "single": theme.number(found.network_ms, 1),
        "times": f"{calls * each / found.network_ms:,.0f}",
    }
    panels.verdict(say("how.verdict_window", **facts))
    rows = [f"| {s} × {s} | {c} × {r} | {c * r:,} |" for s, c, r in scales]
    head = " | ".join(say(f"how.window_{c}") for c in ("side", "places", "calls"))
    with st.expander(say("how.window_table"), icon=":material/table:"):
        st.markdown("\n".join([f"| {head} |", "|---|---|--:|", *rows]))
        st.caption(say("how.window_note"))


def loss(say: Words, picture: inputs.Picture, found: Candidates) -> None:
    """Weigh the name against the place, with α to move."""
    stage, side = panels.stage_and_controls()
    with side:
        alpha = st.slider(say("how.alpha"), 0.0, 1.0, 0.5, 0.05, key="alpha", bind="query-params")
    names = {say(f"how.guesses.{name}"): guess for name, guess in GUESSES.items()}
    losses = {name: guess.loss(alpha) for name, guess in GUESSES.items()}
    with stage:
        figure = figures.balance(names, alpha, say("how.alpha_axis"), say("how.loss_axis"))
        told = ", ".join(f"{name} {theme.number(guess.loss(alpha))}" for name, guess in names.items())
        panels.chart(figure, say("how.loss_alt", alpha=alpha, facts=told), "balance")
        worse = max(losses, key=losses.__getitem__)
        even = loss_weighting.tie(*GUESSES.values())
        sums = {f"{name}_sum": worked(guess, alpha) for name, guess in GUESSES.items()}
        panels.verdict(
            say(f"how.verdict_{worse}", alpha=theme.number(alpha), even=theme.number(even), **sums)
        )
    rows = [worked_row(name, guess) for name, guess in names.items()]
    head = (
        "| " + " | ".join(say(f"how.loss_columns.{c}") for c in ("guess", "p", "iou", "name", "place")) + " |"
    )
    st.markdown("\n".join([head, "|---|--:|--:|--:|--:|", *rows]))
    st.markdown(say("how.loss_text"))


def worked_row(name: str, guess: loss_weighting.Guess) -> str:
    """Return a row of the table: p, IoU, and the two losses worked out."""
    p, iou = theme.number(guess.probability), theme.number(guess.iou)
    sums = f"−ln {p} = {theme.number(guess.classification)} | 1 − {iou} = {theme.number(guess.localisation)}"
    return f"| {name} | {p} | {iou} | {sums} |"


def worked(guess: loss_weighting.Guess, alpha: float) -> str:
    """Return the weighed sum with its numbers."""
    a, b = theme.number(alpha), theme.number(1 - alpha)
    name, place = theme.number(guess.classification), theme.number(guess.localisation)
    return f"{a} · {name} + {b} · {place} = {theme.number(guess.loss(alpha))}"


def history(say: Words, picture: inputs.Picture, found: Candidates) -> None:
    """Draw published mAP against published time."""
    coco = say("how.mask", ap=MASK_COCO)
    figure = figures.history(say("how.seconds"), say("how.voc"), coco)
    known = [p for p in PAPERS if p.precision is not None]
    facts = ", ".join(f"{p.name} {p.precision}%, {p.seconds:.2g} s" for p in known)
    panels.chart(figure, say("how.history_alt", facts=facts), "history")
    first, last = known[0], max(known, key=lambda p: p.precision)
    panels.verdict(
        say(
            "how.verdict_history",
            first=first.name,
            last=last.name,
            times=f"{first.seconds / last.seconds:,.0f}",
            gain=theme.number(last.precision - first.precision, 1),
        )
    )
    head = "| " + " | ".join(
        say(f"how.paper.{c}") for c in ("name", "map", "time", "trained", "device", "source")
    )
    rows = [
        f"| {p.name} ({p.year}) | {p.precision or '–'} | {p.seconds:.2g} s "
        f"| {p.trained} | {p.hardware} | {p.source} |"
        for p in PAPERS
    ]
    with st.expander(say("how.sources"), icon=":material/menu_book:"):
        st.markdown("\n".join([head + " |", "|---|--:|--:|---|---|---|", *rows]))
    st.caption(say("how.history_note"))
