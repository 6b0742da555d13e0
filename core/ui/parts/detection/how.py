"""How a detector sees: anchors, grids, default boxes and what moves them, and what it learns from."""

import streamlit as st

from core.detection import anchor_answers, anchors, figures, loss_weighting, ssd
from core.detection.infer import Candidates
from core.figures import theme
from core.i18n.catalog import Words
from core.runtime import defaults, registry
from core.ui import cache, controls, inputs, own, panels, queue, shell
from core.ui.components.detection import default_boxes
from core.ui.components.detection.proposals import anchor_cells, ssd_maps
from core.ui.parts.detection import choose_picture, ground_truth_boxes, predictions

ANCHORED = "yolov3_tiny"
"""the network whose anchors are shown"""
MIDDLE = "0.6.6.1"
"""grid, column, row and anchor to begin with where nothing has been answered"""
GUESSES = {"named": loss_weighting.NAMED, "placed": loss_weighting.PLACED}


def draw(say: Words) -> None:
    """Draw the part, with the boxes of the chosen detector."""
    picture, stage = choose_picture(say), st.container()
    found = predictions.chosen(say, picture)  # below the stage, which is what the page is for
    with stage:
        explore(say, picture, found)


@shell.fragment
def explore(say: Words, picture: inputs.Picture, found: Candidates) -> None:
    """Draw what can be moved: one of five views, no network runs."""
    views = {"anchors": cells, "grid": grid, "boxes": boxes, "offsets": offsets, "loss": loss}
    view = controls.view(say, "how.view", tuple(views), key="how_view")
    views[view](say, picture, found)


@cache.per_session
def answers(key: str, _picture: inputs.Picture, _say: Words) -> tuple[anchor_answers.Grid, ...]:
    """Return what the anchors answer in every cell of a picture."""
    return queue.ask(_say, anchor_answers.ask, _picture.rgb(), ANCHORED)


def cells(say: Words, picture: inputs.Picture, found: Candidates) -> None:
    """Draw YOLOv3's cells with their anchors, and the same box as the two other families say it."""
    title, here = panels.title_of(ANCHORED), defaults.problem(ANCHORED) is None
    grids = answers(picture.key, picture, say) if here else anchor_answers.empty(found.wh)
    if not here:
        st.caption(say("how.not_here", name=title))
    names = [say.thing(label) for label in registry.get_spec(ANCHORED).labels]
    at, words = controls.kept("anchor_at", "") or ("" if here else MIDDLE), say.table("how.anchors")
    shown = anchor_cells.Cells(picture.jpeg, found.wh, grids, names, here, ssd.SSD300)
    take = controls.follow("anchor_at", "anchor_cells", "at")
    anchor_cells.anchor_cells(shown, anchor_answers.place(at, grids), words, "anchor_cells", take)
    each = [grid.columns * grid.rows * len(grid.sizes) for grid in grids]
    parts = " + ".join(f"{g.columns} · {g.rows} · {len(g.sizes)}" for g in grids)
    panels.verdict(say("how.verdict_anchors", name=title, sum=parts, all=f"{sum(each):,}"))
    differ(say, sum(each), found.wh)


def differ(say: Words, anchored: int, wh: tuple[int, int]) -> None:
    """Set the three families side by side, with how many boxes each gives for this photo."""
    free = sum(grid.columns * grid.rows for grid in anchors.grids(wh))
    counts = {"anchored": anchored, "free": free, "ssd": len(ssd.every_box(ssd.SSD300))}
    for place, (family, n) in zip(st.columns(3, gap="medium"), counts.items(), strict=True):
        place.markdown(say(f"how.differ.{family}", n=f"{n:,}"))


def offsets(say: Words, picture: inputs.Picture, found: Candidates) -> None:
    """Draw SSD300 with its six maps, and how four numbers move one of its default boxes."""
    box, layout = ground_truth_boxes.one_box(picture, found), ssd.SSD300
    words, key = say.table("how.offsets"), own.key("ssd_maps")
    take = ground_truth_boxes.take_one_box(picture, key)
    ssd_maps.ssd_maps(picture.jpeg, found.wh, box, layout, words, key, take)
    counts = [len(ssd.default_boxes(layout, level)) for level in range(len(layout.maps))]
    facts = {"sum": " + ".join(f"{n:,}" for n in counts), "all": f"{sum(counts):,}"}
    panels.verdict(say("how.verdict_offsets", **facts, numbers=f"{sum(counts) * (4 + 21):,}"))
    st.markdown(say("how.offsets_text"))


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
    cells_in_all = f"{sum(g.columns * g.rows for g in sizes):,}"
    panels.verdict(say("how.verdict_grid", sum=parts, cells=cells_in_all, given=f"{found.given:,}"))
    n, b, c = anchors.V1_GRID, anchors.V1_BOXES, anchors.V1_CLASSES
    facts = {"n": n, "boxes": b, "classes": c, "each": 5 * b + c, "all": f"{anchors.v1_outputs():,}"}
    facts["two"] = n * n * b
    st.markdown(say("how.grid_text", **facts))


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
