"""What the learner is asked to find out, and how the page knows."""

from dataclasses import dataclass

import numpy as np

from core.convolution import kernels
from core.convolution.sliding import Sliding, convolve

RIDDLES = ("box", "sharpen", "emboss", "sobel_x", "sobel_y", "laplacian8_negative", "identity")
SIDE = 24
ENOUGH = 100
"""how strongly a kernel must answer an edge from black to white (0 to 255)"""


def riddle(number: int) -> str:
    """Return the kernel that riddle `number` (from 1) hides; never the same one twice in a row."""
    rng, hidden = np.random.default_rng(9), ""
    for _ in range(number):
        hidden = str(rng.choice([name for name in RIDDLES if name != hidden]))
    return hidden


@dataclass(frozen=True)
class Answers:
    """The largest |result| of a kernel on an upright edge, on a lying edge and on a plain surface of 255."""

    vertical: float
    horizontal: float
    plain: float

    @property
    def only_vertical(self) -> bool:
        """Whether upright edges, and nothing else, light up."""
        return self.vertical >= ENOUGH and max(self.horizontal, self.plain) < 0.01 * self.vertical


def answers(kernel: kernels.Kernel) -> Answers:
    """Try a kernel on three drawn pictures."""
    upright = np.zeros((SIDE, SIDE))
    upright[:, SIDE // 2 :] = 255
    how = Sliding(len(kernel))
    plain = np.full((SIDE, SIDE), 255.0)
    return Answers(*(float(np.abs(convolve(x, kernel, how)).max()) for x in (upright, upright.T, plain)))
