"""The parts of the detection lesson; each is imported when it is shown."""

PARTS = ("detect", "nms", "iou", "score", "how", "film")
SAMPLES = ("wall", "bus", "cat", "coffee", "zidane", "astronaut", "mosaic", "china", "flower", "drawing")
DETECT = {"part": "detect", "sieve": "0.15,0.45", "classes_off": "none", "compare": False}
SITUATIONS = {
    "crowded": {**DETECT, "picture": "wall"},
    "tiny": {**DETECT, "picture": "mosaic"},
    "doubles": {**DETECT, "picture": "drawing", "sieve": "0.05,0.95"},
    "low": {**DETECT, "picture": "bus", "sieve": "0.03,0.45"},
    "high": {**DETECT, "picture": "bus", "sieve": "0.70,0.45"},
    "duel": {**DETECT, "picture": "wall", "compare": True},
}
