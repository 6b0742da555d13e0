"""Heat maps of the evidence for one or two answers, layer by layer: the first part."""

from collections.abc import Sequence
from functools import partial

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from core.explanation import figures, maps, masking, occlusion
from core.figures import theme
from core.i18n.catalog import Words
from core.media.images import from_jpeg
from core.media.tables import to_csv
from core.runtime import registry
from core.ui import cache, controls, inputs, panels, queue
from core.ui.components.explanation.gradcam_maps import GradCamMaps, evidence
from core.ui.parts.explanation import frame
from core.ui.parts.explanation.predictions import Seen

RANKS = ("1", "2", "3", "4", "5")
NONE = "none"


@cache.per_session(most=6)
def explained(
    key: str, model: str, classes: tuple[int, ...], _picture: inputs.Picture, _say: Words
) -> object:
    """Return the evidence (gradcam.Evidence) for some classes."""
    from core.explanation import gradcam  # here, as it imports torch

    return queue.ask(_say, gradcam.explain, _picture.rgb(), model, classes)


def draw(say: Words) -> None:
    """Draw the part."""
    frame.draw(say, show)


def show(
    say: Words,
    picture: inputs.Picture,
    model: str,
    found: Seen,
    stage: st.delta_generator.DeltaGenerator,
    side: st.delta_generator.DeltaGenerator,
) -> None:
    """Draw the heat maps for one or two answers, and on request the occlusion map beside them."""
    spec = registry.get_spec(model)
    order = np.argsort(-found.probabilities)
    with side:
        classes = choose_classes(say, spec.labels, found.probabilities, order)
        st.caption(say("input_size", side=spec.preprocessing.crop))
    names = [say.thing(spec.labels[c]) for c in classes]
    with stage:
        pictures = st.container()
        help_ = say("occlusion_help")
        compare = st.toggle(say("occlusion"), key="occlusion", bind="query-params", help=help_)
    with pictures:
        result = explained(picture.key, model, classes, picture, say)
        hidden = occluded(picture.key, model, found.view, say) if compare else None
        other = None if hidden is None else beside(say, hidden.drop(classes[0]), result.maps)
        words = say.table("evidence") | say.table("places")
        shares = [theme.percent(found.probabilities[c]) for c in classes]
        shown = GradCamMaps(found.large, names, shares, result.maps, result.channels, other)
        evidence(shown, words, "evidence")
    with side:
        frame.places(say, model, result.maps[-1].shape[1:])
    with stage:
        panels.verdict(verdict(say, names, shares, result.maps[-1]))
        if other is not None:
            panels.verdict(agreement(say, hidden.drop(classes[0]), other[2], names[0]))
        st.caption(say("why_trap"))
        downloads(
            say, found, [f"{n} {p}" for n, p in zip(names, shares, strict=True)], result.maps[-1], spec.title
        )


def downloads(say: Words, found: Seen, titles: Sequence[str], last: NDArray[np.float32], model: str) -> None:
    """Offer the last layer's maps as a picture and as numbers."""
    with st.container(horizontal=True):
        h, w = last.shape[1:]
        caption = f"Grad-CAM · {model} · {w}×{h}"
        png = partial(figures.sheet, from_jpeg(found.large), titles, last, caption)
        panels.download(say, "download_png", png, "evidence.png", "image/png")
        rows = [[y + 1, x + 1, *map(float, last[:, y, x])] for y, x in np.ndindex(h, w)]
        csv = to_csv([say("row_column"), say("column_column"), *titles], rows)
        panels.download(say, "download_csv", csv, "evidence.csv", "text/csv")


def choose_classes(
    say: Words, labels: Sequence[str], probabilities: NDArray[np.floating], order: NDArray[np.intp]
) -> tuple[int, ...]:
    """Let the learner choose one or two answers: the first five by rank, so that they move with the photo."""

    def written(option: str) -> str:
        if option == NONE:
            return say("why_not_none")
        if option not in RANKS:
            return say.thing(option)
        index = order[int(option) - 1]
        return f"{option}. {say.thing(labels[index])} {theme.percent(probabilities[index])}"

    def index(option: str) -> int:
        return int(order[int(option) - 1]) if option in RANKS else labels.index(option)

    options = [*RANKS, *sorted(labels, key=lambda label: say.thing(label).casefold())]
    first = controls.choice(st.selectbox, say("why_class"), options, "why", "1", written)
    second = controls.choice(st.selectbox, say("why_not_class"), [NONE, *options], "why_not", "2", written)
    chosen = [index(option) for option in (first, second) if option != NONE]
    return tuple(dict.fromkeys(chosen))


@cache.per_session(most=6)
def occluded(key: str, model: str, _view: NDArray[np.uint8], _say: Words) -> occlusion.Occlusion:
    """Return the occlusion map of a picture: remembered, or made now with a bar."""
    bar = st.progress(0.0, _say("covering"))
    found = occlusion.occlude(
        _view,
        lambda views: queue.ask(_say, masking.ask, views, model),
        lambda share: bar.progress(share, _say("covering")),
    )
    bar.empty()
    return found


def beside(
    say: Words, drop: NDArray[np.float32], found: Sequence[NDArray[np.float32]]
) -> tuple[str, NDArray[np.float32], list[float | None]]:
    """Return the occlusion map as the evidence's third picture, and how well each layer agrees with it."""
    agree = [maps.rank_correlation(maps.resized(np.maximum(m[0], 0), drop.shape), drop) for m in found]
    return say("occlusion_name"), drop, agree


def verdict(say: Words, names: Sequence[str], shares: Sequence[str], last: NDArray[np.float32]) -> str:
    """Return where the last layer's evidence is; for two answers also whether it is the same place."""
    places = [say(f"places.place_{y}{x}") for y, x in map(maps.strongest, last)]
    kind = "some" if last[0].max() > 0 else "nothing"
    said = say(f"verdict_why_{kind}", name=names[0], share=shares[0], place=places[0])
    if len(names) == 1:
        return said
    rho = maps.rank_correlation(*np.maximum(last, 0))
    facts = {"rho": "–" if rho is None else theme.number(rho)}
    facts |= {"name": names[1], "share": shares[1], "place": places[1]}
    return f"{said} {say(f'verdict_two_{maps.agreement(rho)}', **facts)}"


def agreement(say: Words, drop: NDArray[np.float32], agree: Sequence[float | None], name: str) -> str:
    """Return how much the worst square takes, and whether the last layer's heat map agrees with that."""
    y, x = maps.strongest(drop)
    rho = agree[-1]
    facts = {"rho": "–" if rho is None else theme.number(rho), "all": drop.size}
    facts |= {"name": name, "place": say(f"places.place_{y}{x}"), "points": theme.number(100 * drop.max(), 0)}
    felt = "verdict_occlusion" if drop.max() >= 0.005 else "verdict_occlusion_none"
    return f"{say(felt, **facts)} {say(f'agree_{maps.agreement(rho)}', **facts)}"
