"""The window of the convolution lesson: the photo that it slides over, and what the browser makes of it."""

import numpy as np

from core.convolution.pixels import grey, small
from core.ui import inputs
from tests.browser.looks import FLOATS, floats

RESULT = ".result canvas"


def photo(pixels: int, name: str = "cat") -> np.ndarray:
    """Return the numbers that the browser gets of a sample."""
    return grey(small(inputs.sample(name).rgb(), pixels)).astype(float)


def values(page) -> np.ndarray:
    """Return the result that the browser has computed."""
    width, numbers = page.locator(RESULT).evaluate(
        f"(c) => {{ {FLOATS} return [c.width, floats(c.values)]; }}"
    )
    return floats(numbers).reshape(-1, width)


def shape(page) -> list[int]:
    return page.locator(RESULT).evaluate("c => [c.values.length / c.width, c.width]")
