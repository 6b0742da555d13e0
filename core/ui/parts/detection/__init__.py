"""The parts of the detection lesson; each is imported when it is shown."""

from core.i18n.catalog import Words
from core.runtime import defaults
from core.ui import inputs

PARTS = ("detect", "nms", "iou", "score", "how", "stages", "film", "live")
RIGHT = ("yolov3_tiny",)
"""detectors whose boxes on the photo with many things are right; for others the page opens with one thing"""
SAMPLES = ("wall", "bus", "cat", "coffee", "zidane", "astronaut", "mosaic", "china", "flower", "drawing")
DETECT = {"sieve": "0.25,0.25", "classes_off": "none", "compare": False}
SITUATIONS = {
    "detect": {
        "crowded": {**DETECT, "picture": "wall"},
        "tiny": {**DETECT, "picture": "mosaic", "sieve": "0.15,0.25"},
        "doubles": {**DETECT, "picture": "bus", "sieve": "0.25,0.90"},
        "low": {**DETECT, "picture": "bus", "sieve": "0.03,0.25"},
        "high": {**DETECT, "picture": "bus", "sieve": "0.70,0.25"},
        "duel": {**DETECT, "picture": "wall", "compare": True},
    },
    "nms": {
        "usual": {"sieve": "0.25,0.25"},
        "weak": {"sieve": "0.02,0.25"},
        "loose": {"sieve": "0.25,0.90"},
        "strict": {"picture": "zidane", "sieve": "0.25,0.05"},
    },
}


def choose_picture(say: Words) -> inputs.Picture:
    """Draw the pictures to choose from; return the chosen one."""
    right = defaults.best("detection", "") in RIGHT
    return inputs.picture(say, SAMPLES, default="bus" if right else "coffee")
