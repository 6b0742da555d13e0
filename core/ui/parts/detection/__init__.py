"""The parts of the detection lesson; each is imported when it is shown."""

from core.i18n.catalog import Words
from core.ui import inputs

PARTS = ("detect", "nms", "iou", "score", "how", "film", "live")
SAMPLES = ("wall", "bus", "cat", "coffee", "zidane", "astronaut", "mosaic", "china", "flower", "drawing")
DETECT = {"sieve": "0.15,0.45", "classes_off": "none", "compare": False}
SITUATIONS = {
    "detect": {
        "crowded": {**DETECT, "picture": "wall"},
        "tiny": {**DETECT, "picture": "mosaic"},
        "doubles": {**DETECT, "picture": "drawing", "sieve": "0.05,0.95"},
        "low": {**DETECT, "picture": "bus", "sieve": "0.03,0.45"},
        "high": {**DETECT, "picture": "bus", "sieve": "0.70,0.45"},
        "duel": {**DETECT, "picture": "wall", "compare": True},
    }
}


def choose_picture(say: Words) -> inputs.Picture:
    """Draw the pictures to choose from; return the chosen one."""
    return inputs.picture(say, SAMPLES, default="wall")
