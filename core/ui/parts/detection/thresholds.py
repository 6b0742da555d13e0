"""The two thresholds that all parts share, the funnel of boxes in words, and which boxes are in doubt."""

import streamlit as st

from core.detection import doubt, funnel, infer
from core.detection.infer import Candidates
from core.figures import theme
from core.i18n.catalog import Words
from core.ui import controls

KEY, START = "sieve", "0.25,0.25"
"""the IoU threshold is lower than usual: small networks give one thing boxes that overlap little"""


def kept() -> tuple[float, float]:
    """Return the score and the IoU threshold that the learner has set in any part."""
    return read(controls.kept(KEY, START))


def read(settings: str) -> tuple[float, float]:
    """Return score and IoU threshold from a link's text; those to start with if it makes no sense."""
    parts = settings.split(",")
    if len(parts) != 2 or not all(part.replace(".", "", 1).isdecimal() for part in parts):
        return read(START)
    score, iou = (float(part) for part in parts)
    return min(max(score, infer.FLOOR), 0.95), min(max(iou, 0.05), 0.95)


def write(score: float, iou: float) -> str:
    """Return what `read` reads."""
    return f"{score:.2f},{iou:.2f}"


def tell(say: Words, found: Candidates, steps: funnel.Funnel) -> None:
    """Write the funnel as one line: the same numbers in every part."""
    facts = {name: f"{n:,}" for name, n in vars(steps).items()}
    st.caption(say("funnel" if found.given else "funnel_short", **facts))
    tell_cut(say, found)


def tell_cut(say: Words, found: Candidates) -> None:
    """Say so where the page works with the best boxes only."""
    if found.answers > len(found.scores):
        st.caption(say("nms.most", most=len(found.scores), all=f"{found.answers:,}"))


def why_doubt(say: Words, model: str) -> str:
    """Return below which score a detector's boxes are in doubt, and how that is known."""
    kind = "measured" if model in doubt.UNSURE_BELOW else "guessed"
    return say(f"doubt_{kind}", limit=theme.number(doubt.unsure_below(model)))


def tell_doubt(say: Words, model: str) -> None:
    """Write what the question mark at a box means."""
    st.caption(f"{say('doubt_sign')} {why_doubt(say, model)}")
