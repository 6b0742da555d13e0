"""Paint over the photo and see the answer move."""

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from core.explanation import masking
from core.figures import theme
from core.i18n.catalog import Words
from core.media.images import from_jpeg, to_jpeg
from core.runtime import registry
from core.shared import masks
from core.ui import cache, controls, inputs, own, panels, queue
from core.ui.components.common.bars import bars
from core.ui.components.photo.paint_over import Sheet, paint_over
from core.ui.parts.explanation import frame
from core.ui.parts.explanation.predictions import Seen

MOST = 0.1
"""share of the photo that may be covered to meet the challenge"""
EMPTY = masks.write(np.zeros((masking.SIDE, masking.SIDE), bool))
TOP = 5
BRUSHES = (2, 4, 8)
"""radii in cells of the mask"""


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
    """Draw the photo to paint over, the answers beside it, the verdict and the challenge."""
    with side:
        kind = controls.choice(
            st.radio,
            say("filling"),
            masking.FILLINGS,
            "filling",
            "grey",
            lambda name: say(f"fillings.{name}"),
        )
        st.caption(say("filling_does"))
    text = mask_of(picture.key)
    mask = masking.read(text)
    now = covered_answer(picture.key, model, kind, text, found, say)
    labels, before = registry.get_spec(model).labels, found.probabilities
    with stage:
        photo, chances = st.columns([5, 4], gap="medium")
        with photo:
            words = say.table("paint")
            filling = to_jpeg(masking.filling(from_jpeg(found.large), kind))
            sheet = Sheet(found.large, filling, (masking.SIDE, masking.SIDE), BRUSHES)
            paint_over(sheet, text, words, own.key("paint_over"), take_mask(picture.key))
        with chances:
            order = list(np.argsort(-before)[:TOP])
            order += [index for index in [int(now.argmax())] if index not in order]
            names = [say.thing(labels[i]) for i in order]
            facts = ", ".join(f"{n} {theme.percent(now[i])}" for n, i in zip(names, order, strict=True))
            alt = say("guesses_alt", facts=facts)
            bars(names, now[order], alt, key="covered_guesses", before=before[order] if mask.any() else None)
            if mask.any():
                st.caption(say("bars_before"))
        first, then = int(before.argmax()), int(now.argmax())
        facts = {
            "share": theme.percent(mask.mean()),
            "name": say.thing(labels[first]),
            "to": say.thing(labels[then]),
        }
        facts |= {"before": theme.percent(before[first]), "now": theme.percent(now[first])}
        panels.verdict(say(f"verdict_paint_{outcome(mask, first, then)}", **facts))
    challenge(say, (picture.key, model, kind), float(mask.mean()), first != then)


def outcome(mask: NDArray[np.bool_], first: int, then: int) -> str:
    """Name what covering has done."""
    return "none" if not mask.any() else "same" if first == then else "changed"


@cache.per_session
def covered_answer(
    key: str, model: str, kind: masking.Filling, mask: str, _found: Seen, _say: Words
) -> NDArray[np.float64]:
    """Return the probabilities (n,) of the covered photo."""
    view = masking.covered(_found.view, masking.read(mask), kind)
    return queue.ask(_say, masking.ask, view[None], model)[0]


def mask_of(picture: str) -> str:
    """Return what the learner has covered of this picture; another picture starts afresh."""
    kept = own.get("covered")
    return kept[1] if kept and kept[0] == picture else EMPTY


def take_mask(picture: str) -> object:
    """Return what keeps the mask after a stroke."""

    def keep() -> None:
        own.keep("covered", (picture, st.session_state[own.key("paint_over")].mask))

    return keep


def challenge(say: Words, about: tuple[str, str, str], share: float, changed: bool) -> None:
    """Show the challenge: another answer with as little as possible; the least share is remembered."""
    least = own.get("least_covered", {})
    if changed:
        own.keep("least_covered", least)
        least[about] = min(share, least.get(about, 1.0))
    best = least.get(about)
    facts = {"share": theme.percent(share), "most": theme.percent(MOST)}
    state = (
        say("cover_state_none", **facts)
        if best is None
        else say("cover_state", best=theme.percent(best), **facts)
    )
    panels.challenge(say, best is not None and best <= MOST, state, "cover_challenge")
