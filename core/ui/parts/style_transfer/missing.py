"""What the page does without a network: it says so calmly, and shows the picture all the same."""

import numpy as np
import streamlit as st

from core.i18n.catalog import Words
from core.media import images
from core.runtime import weights
from core.ui import panels


def missing(say: Words, *models: str, shown: np.ndarray | None = None) -> bool:
    """Return whether one of `models` is not on this computer; if so say it, and draw `shown` (H, W, 3)."""
    gone = [panels.title_of(name) for name in models if weights.problem(name)]
    if gone:
        st.info(say("missing", names=" · ".join(gone)), icon=":material/cloud_off:")
    if gone and shown is not None:
        panels.image(st, images.to_jpeg(shown, 640), width=480, alt=say("the_photo"))
    return bool(gone)
