"""BlazeFace: looks at the whole photo once and answers for all places."""

import numpy as np
import streamlit as st

from core.faces import blazeface, figures
from core.figures import theme
from core.i18n.catalog import Words
from core.media import images
from core.media.tables import to_csv
from core.shared.blaze import Finds
from core.ui import inputs, panels
from core.ui.parts.faces import judged


def draw(say: Words, picture: inputs.Picture, floor: float) -> None:
    """Draw boxes, points, the sentence and the numbers of one look."""
    look = judged.seen(picture.key, picture, say)
    found = look.above(floor)
    boxes = judged.in_shares(picture, found.xyxy)
    judgement = judged.judge_own(picture, boxes, found.scores)
    image = figures.once(picture.rgb(), found, judgement.states)
    panels.image(st, images.to_jpeg(image), width=min(680, image.shape[1]), alt=say("once.alt", n=len(boxes)))
    panels.verdict(verdict(say, look, found, judged.sentence(say, judgement, own=True)))
    with st.container(horizontal=True, gap="large"):
        places, whole = theme.number(blazeface.PLACES, 0), f"{look.whole_ms:.1f} ms"
        st.metric(say("once.places"), places, help=say("once.places_help"), width="content")
        st.metric(say("once.whole"), whole, help=say("once.whole_help"), width="content")
        st.metric(say("once.network"), f"{look.network_ms:.1f} ms", width="content")
        st.metric(say("once.found"), len(boxes), width="content")
    signs = "once.signs_unchecked" if judgement.known is None else "once.signs"
    st.caption(f"{say('once.points')} {say(signs) if len(boxes) else ''}")
    panels.download(say, "download_csv", table(say, found), "faces.csv", "text/csv")


def verdict(say: Words, look: blazeface.Look, found: Finds, judgement: str) -> str:
    """Return what one look gave, and what is to be believed of it."""
    n, best = len(found.scores), theme.number(float(found.scores.max(initial=0)))
    facts = {"places": theme.number(blazeface.PLACES, 0), "ms": f"{look.whole_ms:.1f}", "n": n, "best": best}
    return f"{say('once.verdict' if n else 'once.verdict_none', **facts)} {judgement}".strip()


def table(say: Words, found: Finds) -> bytes:
    """Return the boxes and points as CSV, in pixels."""
    header = ["x0", "y0", "x1", "y1", say("score")]
    header += [f"{name}_{axis}" for name in blazeface.POINTS for axis in "xy"]
    rows = np.hstack([found.xyxy, found.scores[:, None], found.points.reshape(len(found.scores), 12)])
    return to_csv(header, [[round(float(v), 3) for v in row] for row in rows])
