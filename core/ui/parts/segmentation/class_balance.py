"""Why pixel accuracy lies: common classes hide rare ones."""

import numpy as np
import streamlit as st

from core.figures import theme
from core.i18n.catalog import Words
from core.media import street
from core.media.images import to_png
from core.media.tables import to_csv
from core.runtime import cards
from core.segmentation import figures, infer, metrics
from core.segmentation.infer import Pixels
from core.ui import cache, inputs, panels, queue, shell
from core.ui.parts.segmentation import name_of, predictions
from core.ui.parts.segmentation.walk import NETS

MOST_FORGOTTEN = 5


@cache.per_session(most=2)
def ranked(model: str, _say: Words) -> Pixels:
    """Return all classes of every pixel of the quiet street, best first."""
    picture = inputs.sample("quiet_street")
    return queue.ask(_say, infer.look, picture.rgb(), model, predictions.SIDE, len(street.NAMES))


@shell.fragment
def draw(say: Words) -> None:
    """Draw the part."""
    stage, side = panels.stage_and_controls()
    with side:
        model = panels.choose_model(say, "segmentation", "unet", NETS)
        slide = {"key": "forgotten", "bind": "query-params", "help": say("rare.forget_help")}
        forgotten = st.slider(say("rare.forget"), 0, MOST_FORGOTTEN, 0, **slide)
    found = ranked(model, say)
    truth = predictions.fitted(street.quiet_street().classes, found.class_ids.shape[1:])
    rarest = by_share(truth)[:forgotten]
    scores, before = (scored(truth, without(found, classes)) for classes in (rarest, rarest[:0]))
    answer = without(found, rarest)
    shares = np.bincount(truth.ravel(), minlength=len(found.labels)) / truth.size
    names = [name_of(say, label) for label in found.labels]
    with stage:
        pictures(say, truth, answer, figures.colours(found.labels))
        accuracy, mean = st.columns(2)
        accuracy.metric(say("rare.accuracy"), exact(scores.pixel_accuracy))
        mean.metric(say("rare.mean"), exact(scores.mean_iou))
        chart = figures.class_scores(names, shares, scores.iou, say("rare.share"), say("rare.iou"))
        told = ", ".join(f"{n} {theme.number(v)}" for n, v in zip(names, scores.iou, strict=True))
        panels.chart(chart, say("rare.alt", facts=told), "class_scores")
        panels.verdict(verdict(say, scores, before, shares, names, rarest))
        st.caption(on_test_photos(say, model))
        rows = [(n, float(s), float(v)) for n, s, v in zip(names, shares, scores.iou, strict=True)]
        header = [say("see.column_name"), say("see.column_share"), "IoU"]
        panels.download(say, "download_csv", to_csv(header, rows), "classes.csv", "text/csv")
    panels.model_card(say, model)


def exact(share: float) -> str:
    """Return a share in percent with one decimal: here tenths matter."""
    return f"{theme.number(100 * share, 1)}%"


def scored(truth: np.ndarray, answer: np.ndarray) -> metrics.Scores:
    """Return how well an answer (H, W) agrees with the truth (H, W)."""
    return metrics.scores(metrics.confusion(truth, answer, len(street.NAMES)))


def verdict(
    say: Words,
    scores: metrics.Scores,
    before: metrics.Scores,
    shares: np.ndarray,
    names: list[str],
    forgotten: np.ndarray,
) -> str:
    """Return what the two measures say, and after forgetting how little one of them notices."""
    mean, accuracy = theme.percent(scores.mean_iou), exact(scores.pixel_accuracy)
    if len(forgotten):
        facts = {"accuracy_before": exact(before.pixel_accuracy), "accuracy": accuracy}
        facts |= {"mean_before": theme.percent(before.mean_iou), "mean": mean}
        return say("rare.verdict_forgotten", names=", ".join(names[i] for i in forgotten), **facts)
    worst = int(np.nanargmin(scores.iou))
    known = {"name": names[worst], "iou": theme.number(scores.iou[worst])}
    known |= {"share": exact(shares[worst]), "accuracy": accuracy}
    return say("rare.verdict", mean=mean, **known)


def by_share(truth: np.ndarray) -> np.ndarray:
    """Return the classes that are there, the rarest first."""
    counts = np.bincount(truth.ravel())
    return np.array([c for c in np.argsort(counts, kind="stable") if counts[c]])


def without(found: Pixels, classes: np.ndarray) -> np.ndarray:
    """Return the class of every pixel (H, W) for a network that never says some classes: its next best."""
    answer = found.class_ids[0].copy()
    for rank in found.class_ids[1:]:
        answer = np.where(np.isin(answer, classes), rank, answer)
    return answer


def pictures(say: Words, truth: np.ndarray, answer: np.ndarray, colours: list[str]) -> None:
    """Draw the photo, the truth and the answer side by side."""
    rgb = predictions.fitted(street.quiet_street().rgb, truth.shape)
    shown = {"photo": rgb, "truth": figures.overlay(rgb, truth, colours, 0.85)}
    shown["answer"] = figures.overlay(rgb, answer, colours, 0.85)
    for column, (name, pixels) in zip(st.columns(3), shown.items(), strict=True):
        caption = say(f"rare.{name}")
        panels.image(column, to_png(pixels), caption, width="stretch", alt=caption)


def on_test_photos(say: Words, model: str) -> str:
    """Return what the network was measured at on real photos."""
    card = cards.read(model)
    low, high = (pick(card["iou"], key=card["iou"].get) for pick in (min, max))
    facts = {name: theme.percent(card["metrics"][name]) for name in ("pixel_accuracy", "mean_iou")}
    facts |= {"low": name_of(say, low), "low_iou": theme.number(card["iou"][low])}
    facts |= {"high": name_of(say, high), "high_iou": theme.number(card["iou"][high])}
    return say("rare.test", **facts)
