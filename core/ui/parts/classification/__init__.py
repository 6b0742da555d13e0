"""The parts of the classification lesson; each is imported when it is shown."""

from core.i18n.catalog import Words
from core.ui import inputs

PARTS = ("recognise",)
SAMPLES = ("coffee", "cat", "bus", "flower", "astronaut", "rocket", "china", "zidane", "drawing")
SITUATIONS = {
    name: {"part": "recognise", "picture": picture}
    for name, picture in {"clear": "coffee", "two": "bus", "unknown": "astronaut", "drawn": "drawing"}.items()
}


def choose_picture(say: Words) -> inputs.Picture:
    """Draw the pictures to choose from, for the parts that look at one; return the chosen one."""
    return inputs.picture(say, SAMPLES, default="coffee")
