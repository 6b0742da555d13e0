"""One photo, four tasks: what is it, where is it, which pixels, which thing."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from core.classification import infer as naming
from core.detection import infer as finding
from core.detection import report
from core.figures import theme
from core.i18n.catalog import Words
from core.media import images
from core.pose import infer as posing
from core.pose import report as opinions
from core.runtime import defaults, registry, weights
from core.segmentation import classic, figures, regions
from core.segmentation import infer as labelling
from core.segmentation.infer import Pixels
from core.ui import cache, inputs, panels, queue, shell
from core.ui.parts.pose import people
from core.ui.parts.segmentation import choose_picture, name_of, predictions, thing_of

OPENING = "bus"
LEAST = 0.002
"""share of the pixels from which a connected piece counts as a thing"""
LIKELY = 0.5
"""probability of a name, or score of a box, below which it is called doubtful"""

WITHIN = 0.8
"""share of a box inside another of the same name from which both may be the same thing"""
CALLED = {"person": "pedestrian", "bicycle": "cyclist", "traffic light": "sign", "stop sign": "sign"}
"""what a detector's things are called by the network that learnt streets"""


@dataclass(frozen=True)
class Answer:
    """One task's answer: a picture, words, which model gave it, and why it is doubtful, if it is."""

    picture: NDArray[np.uint8]
    words: str
    model: str
    doubt: str = ""


def draw(say: Words) -> None:
    """Draw the part."""
    show(say, choose_picture(say, OPENING))


@shell.fragment
def show(say: Words, picture: inputs.Picture) -> None:
    """Draw the four tasks side by side."""
    tasks: dict[str, Callable[[], Answer]] = {
        "classification": partial(classified, say, picture),
        "detection": partial(detected, say, picture),
        "semantic": partial(semantic, say, picture),
        "instances": partial(instances, say, picture),
    }
    doubtful = 0
    for i, (left, right) in enumerate((("classification", "detection"), ("semantic", "instances"))):
        for column, name in zip(st.columns(2, gap="medium"), (left, right), strict=True):
            with column.container(border=True):
                answer = tasks[name]()
                st.markdown(
                    f"**{2 * i + 1 + (name == right)}. {say(f'tasks.{name}')}** — {say(f'tasks.{name}_asks')}"
                )
                panels.image(st, images.to_jpeg(answer.picture), width="stretch", alt=answer.words)
                st.markdown(answer.words)
                if answer.doubt:
                    st.markdown(f":material/warning: {answer.doubt}")
                st.caption(answer.model)
                doubtful += bool(answer.doubt)
    panels.verdict(
        f"{say('tasks.verdict')} {say('tasks.doubts' if doubtful else 'tasks.no_doubts', n=doubtful)}"
    )
    with st.expander(say("more"), icon=":material/tune:"):
        inputs.add_pictures(say)


def best_of(task: str, fallback: str, wanted: tuple[str, ...]) -> str:
    """Return the first of the wanted models that is on this computer, else the bundled one."""
    known = registry.list_models(task)
    return next((name for name in wanted if name in known and weights.problem(name) is None), fallback)


@cache.per_session(most=8)
def guesses(key: str, model: str, _picture: inputs.Picture, _say: Words) -> naming.Classification:
    """Return the first names of the whole photo."""
    return queue.ask(_say, naming.classify, _picture.rgb(), model, 3)


@cache.per_session(most=8)
def boxes(key: str, model: str, _picture: inputs.Picture, _say: Words) -> finding.Detections:
    """Return the boxes of a detector."""
    return queue.ask(_say, finding.detect, _picture.rgb(), model)


def classified(say: Words, picture: inputs.Picture) -> Answer:
    """Return one name for the whole photo."""
    model = defaults.best("classification", "everyday")
    found = guesses(picture.key, model, picture, say)
    names = [say.thing(name) for name in found.labels]
    said = ", ".join(f"{name} {theme.percent(p)}" for name, p in zip(names, found.probabilities, strict=True))
    unsure = found.entropy > registry.get_spec(model).unsure_above or found.probabilities[0] < LIKELY
    doubt = say("tasks.doubt_name", name=names[0]) if unsure else ""
    return Answer(classic.small(picture.rgb()), say("tasks.named", names=said), panels.title_of(model), doubt)


def detected(say: Words, picture: inputs.Picture) -> Answer:
    """Return a box and a name for each thing."""
    model = defaults.best("detection", "everyday_yolo")
    found = boxes(picture.key, model, picture, say)
    rgb = picture.rgb()
    shown = classic.small(rgb)
    called = [say.thing(label) for label in found.labels]
    fitting = replace(found, xyxy=found.xyxy * np.float32(shown.shape[1] / rgb.shape[1]))
    drawn, names = report.drawn(shown, fitting, called), counted(called)
    words = say("tasks.boxed", n=len(found.labels), names=names) if names else say("tasks.boxed_none")
    weak = counted([name for name, p in zip(called, found.scores, strict=True) if p < LIKELY])
    doubts = [say("tasks.doubt_boxes", names=weak)] if weak else []
    if twice := counted([called[i] for i in finding_twice(found)]):
        doubts.append(say("tasks.doubt_twice", names=twice))
    return Answer(drawn, words, panels.title_of(model), " ".join(doubts))


def finding_twice(found: finding.Detections) -> list[int]:
    """Return the boxes that lie in a surer one of the same name, at least by `WITHIN` of their area."""
    a, b = found.xyxy[:, None], found.xyxy[None]
    sides = np.clip(np.minimum(a[..., 2:], b[..., 2:]) - np.maximum(a[..., :2], b[..., :2]), 0, None)
    share = sides.prod(-1) / np.maximum((a[..., 2:] - a[..., :2]).prod(-1), 1e-6)
    labels = np.array(found.labels)
    surer = np.tri(len(labels), k=-1, dtype=bool) & (labels[:, None] == labels[None])
    return np.flatnonzero((surer & (share >= WITHIN)).any(1)).tolist()


def semantic(say: Words, picture: inputs.Picture) -> Answer:
    """Return a name for each pixel."""
    wanted = best_of("segmentation", predictions.OWN, ("deeplabv3_resnet50", "lraspp_mobilenet_v3_large"))
    if picture.key == "drawn_street":
        wanted = "unet"
    look = predictions.looked(picture, wanted, say)
    found, model = look.found, look.model
    words = say("tasks.painted", names=shares(say, found))
    if (truth := predictions.truth_of(picture)) is not None and model == "unet":
        right = (found.class_ids[0] == predictions.fitted(truth, found.class_ids.shape[1:])).mean()
        known = say("tasks.known", right=theme.percent(float(right)))
        return Answer(painted(picture, found), f"{words} {known}", panels.title_of(model))
    doubts = [unlike(say, model, found), nameless(say, picture, found)]
    if found.background >= 0 and not found.nothing and found.named < LIKELY:
        doubts.append(say("see.names_doubtful"))
    return Answer(painted(picture, found), words, panels.title_of(model), " ".join(filter(None, doubts)))


def nameless(say: Words, picture: inputs.Picture, found: Pixels) -> str:
    """Return which things, surely seen by the detector, a network has no name for, else nothing."""
    seen = boxes(picture.key, defaults.best("detection", "everyday_yolo"), picture, say)
    sure = dict.fromkeys(n for n, p in zip(seen.labels, seen.scores, strict=True) if p >= LIKELY)
    known = {*found.labels, *(("person",) if set(figures.WORN) <= set(found.labels) else ())}
    unknown = [name for name in sure if not {name, CALLED.get(name)} & known]
    return say("tasks.nameless", names=", ".join(map(say.thing, unknown))) if unknown else ""


def unlike(say: Words, model: str, found: Pixels) -> str:
    """Return that a network is unsure of a photo on average, where it is, else nothing."""
    if found.nothing:
        return say("see.verdict_nothing")
    sure, limit = found.sureness, labelling.unsure_below(model)
    facts = {"sure": theme.percent(sure), "limit": theme.percent(limit)}
    return say("tasks.doubt_pixels", **facts) if sure < limit else ""


def instances(say: Words, picture: inputs.Picture) -> Answer:
    """Return pixels for each thing: of an instance network, of people by their pose, else of pieces."""
    model = best_of("instances", "", ("yolo11n-seg", "yolov8n-seg", "maskrcnn_resnet50_fpn"))
    if model:
        found = predictions.pixels(picture.key, model, picture, say)
        names = counted([name_of(say, label) for label in found.labels[1:]])
        return Answer(
            painted(picture, found), say("tasks.single", names=names or "–"), panels.title_of(model)
        )
    if posing.MODEL in people.here():
        seen = people.found(picture.key, posing.MODEL, picture, say)
        if seen.bodies:
            return masks_of_people(say, picture, seen)
    return connected(say, picture)


def masks_of_people(say: Words, picture: inputs.Picture, seen: people.Found) -> Answer:
    """Return a mask for each person that the pose network has found: instances of one class."""
    rgb = picture.rgb()
    shown = classic.small(rgb)
    masks = [predictions.fitted(body.mask, shown.shape[:2]) for body in seen.bodies]
    ids = np.argmax([np.full(shown.shape[:2], 0.5, np.float32), *masks], 0)
    palette = ["#000000", *figures.colours(tuple(map(str, range(len(masks)))))]
    drawn = figures.overlay(shown, ids, palette, 0.7, 0)
    wh = people.wh_of(rgb)
    weak = sum(opinions.opinion(body, wh, seen.boxes) in opinions.DOUBTFUL for body in seen.bodies)
    missed = 0 if seen.boxes is None else max(0, len(seen.boxes) - len(masks))
    doubt = [say("tasks.doubt_people", n=weak)] if weak else []
    doubt += [say("tasks.missed_people", n=missed)] if missed else []
    words, model = say("tasks.people", n=len(masks)), panels.title_of(posing.MODEL)
    return Answer(drawn, words, model, " ".join(doubt))


def connected(say: Words, picture: inputs.Picture) -> Answer:
    """Return the connected pieces of the most important class, a stand-in for single things."""
    look = predictions.looked(picture, predictions.OWN, say)
    found = look.found
    focus = figures.focus(found.labels, found.shares)
    mask = np.isin(found.class_ids[0], figures.together(found.labels, focus))
    pieces = regions.pieces(mask & (not found.nothing), round(LEAST * found.class_ids[0].size))
    shown = predictions.fitted(picture.rgb(), pieces.shape)
    palette = ["#000000", *figures.colours(tuple(map(str, range(pieces.max()))))]
    words = say("tasks.pieces", n=int(pieces.max()), name=thing_of(say, found.labels[focus]))
    if found.nothing:
        words = say("tasks.pieces_none")
    drawn = figures.overlay(shown, pieces, palette, 0.7, 0)
    doubt = unlike(say, look.model, found) or say("tasks.doubt_pieces")
    return Answer(drawn, words, say("tasks.pieces_model", model=panels.title_of(look.model)), doubt)


def painted(picture: inputs.Picture, found: Pixels) -> NDArray[np.uint8]:
    """Return the photo under the colours of its classes."""
    shown = predictions.fitted(picture.rgb(), found.class_ids.shape[1:])
    clear = found.labels.index("background") if "background" in found.labels else -1
    return figures.overlay(shown, found.class_ids[0], figures.colours(found.labels), 0.65, clear)


def shares(say: Words, found: Pixels) -> str:
    """Return the four largest classes and their shares."""
    order = np.argsort(-found.shares, kind="stable")[:4]
    return ", ".join(
        f"{name_of(say, found.labels[i])} {theme.percent(found.shares[i])}" for i in order if found.shares[i]
    )


def counted(names: list[str]) -> str:
    """Return names with how often they occur, the commonest first."""
    often = {name: names.count(name) for name in dict.fromkeys(names)}
    return ", ".join(f"{name} {n}" for name, n in sorted(often.items(), key=lambda item: -item[1])[:5])
