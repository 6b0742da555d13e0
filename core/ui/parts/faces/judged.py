"""What the page says of finds: right, wrong, or doubtful until somebody has looked."""

import numpy as np

from core.faces import blazeface, known
from core.faces.known import Judged
from core.figures import theme
from core.i18n.catalog import Words
from core.ui import cache, inputs, queue

BELIEVED = 0.6
"""BlazeFace's own finds below this score are doubtful: MediaPipe leaves them out"""


@cache.per_session
def seen(key: str, _picture: inputs.Picture, _say: Words) -> blazeface.Look:
    """Return what BlazeFace sees in a picture, and how long it takes."""
    return queue.ask(_say, blazeface.look, _picture.rgb())


def in_shares(picture: inputs.Picture, xyxy: np.ndarray) -> np.ndarray:
    """Return boxes (n, 4) in pixels as shares of a picture."""
    height, width = picture.rgb().shape[:2]
    return np.float32(xyxy / [width, height, width, height]).reshape(-1, 4)


def judge(say: Words, picture: inputs.Picture, boxes: np.ndarray) -> Judged:
    """Judge finds (n, 4) in shares of a picture, by BlazeFace where faces are not known and it is here."""
    if picture.key in known.SAMPLES or blazeface.missing():
        return known.judge(boxes, picture.key)
    sure = seen(picture.key, picture, say).above(blazeface.FLOOR)
    return known.judge(boxes, picture.key, in_shares(picture, sure.xyxy))


def judge_own(picture: inputs.Picture, boxes: np.ndarray, scores: np.ndarray) -> Judged:
    """Judge BlazeFace's finds: by known faces, else by its own scores."""
    if picture.key in known.SAMPLES:
        return known.judge(boxes, picture.key)
    return Judged(tuple("unchecked" if s >= BELIEVED else "doubtful" for s in scores), 0, None)


def sentence(say: Words, found: Judged, own: bool = False) -> str:
    """Return how many finds are right, wrong or doubtful; `own` ones of BlazeFace nobody confirms."""
    n, wrong, doubtful = len(found.states), found.count("wrong"), found.count("doubtful")
    facts = {"n": n, "found": found.found, "known": found.known, "wrong": wrong, "doubtful": doubtful}
    if found.known is not None:
        kind = "nobody" if not found.known else "all_right" if not wrong else "known"
        return say(f"judged.{kind}" if n or found.known else "judged.nothing", **facts)
    if not n:
        return ""
    if own:
        return say("judged.by_itself", least=theme.number(BELIEVED, 1), **facts)
    checked = "by_blazeface" if not blazeface.missing() else "unchecked"
    return say(f"judged.{checked}", agreed=found.count("agreed"), **facts)
