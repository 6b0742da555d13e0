"""What the parts share: samples, the copy that is worked on, what is said where a network is missing."""

from dataclasses import dataclass

import numpy as np
import streamlit as st

from core.colorization import lab, sizes
from core.colorization.models import here
from core.i18n.catalog import Words
from core.ui import cache, inputs

SAMPLES = (
    "china",
    "astronaut",
    "cat",
    "flower",
    "bus",
    "coffee",
    "cameraman",
    "coins",
    "drawn_fish",
    "brick",
)
FIRST = "china"


@dataclass(frozen=True)
class Work:
    """The copy of a photo that is worked on (H, W, 3) uint8, and its Lab (H, W, 3)."""

    rgb: np.ndarray
    lab: np.ndarray

    @property
    def light(self) -> np.ndarray:
        """The lightness (H, W) in 0..100, which is all that the network sees."""
        return self.lab[..., 0]


@cache.per_session(most=4)
def work(key: str, longest: int, _picture: inputs.Picture) -> Work:
    """Return the copy of a photo whose longer side is at most so many pixels."""
    rgb = sizes.at_most(_picture.rgb(), longest)
    return Work(rgb, lab.to_lab(rgb))


def missing(say: Words, model: str) -> bool:
    """Return whether a network is not here; if so say it calmly."""
    if here(model):
        return False
    st.info(say("missing", name=say(f"network.{model}")), icon=":material/cloud_off:")
    return True
