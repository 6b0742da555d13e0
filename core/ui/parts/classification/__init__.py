"""The parts of the classification lesson; each is imported when it is shown."""

from core.i18n.catalog import Words
from core.ui import inputs

PARTS = ("recognise", "why", "inside", "teach", "faces", "family", "garments", "digits")
SAMPLES = ("coffee", "cat", "bus", "flower", "astronaut", "rocket", "china", "zidane", "drawing")
SITUATIONS = {
    name: {"part": "recognise", "picture": picture}
    for name, picture in {"clear": "coffee", "two": "bus", "unknown": "astronaut", "drawn": "drawing"}.items()
} | {
    "why_not": {"part": "why", "why_view": "heat", "picture": "coffee", "why": "1", "why_not": "2"},
    "covered": {"part": "why", "why_view": "paint", "picture": "coffee"},
    "teach": {"part": "teach", "teach_set": "varied"},
    "wall": {"part": "teach", "teach_set": "wall", "teach_try": "cup-grass", "teach_view": "where"},
    "moved": {"part": "garments", "garment_from": "drawn", "garment": "Shirt", "garment_at": "0,0"},
    "faces": {"part": "faces", "picture": "astronaut"},
}


def choose_picture(say: Words) -> inputs.Picture:
    """Draw the pictures to choose from, for the parts that look at one; return the chosen one."""
    return inputs.picture(say, SAMPLES, default="coffee")
