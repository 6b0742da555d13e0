"""Heat maps as pictures: the colours they have in the browser too, and a sheet that a learner can keep."""

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw
from plotly.colors import get_colorscale, sample_colorscale, unlabel_rgb

from core.explanation.maps import resized
from core.figures import theme
from core.figures.letters import font
from core.media.images import to_png

VEIL = 0.8
"""share of the colour over the photo"""
FAINTEST = 90
"""opacity 0..255 of a place without evidence, before the veil"""
LINE, EDGE = 44, 16
"""pixels of a title, and around each picture"""


@cache
def table(scale: str) -> NDArray[np.uint8]:
    """Return a Plotly colour scale as 256 × (R, G, B)."""
    found = sample_colorscale(get_colorscale(scale), np.linspace(0, 1, 256).tolist())
    return np.rint([unlabel_rgb(colour) for colour in found]).astype(np.uint8)


def over(photo: NDArray[np.uint8], share: NDArray[np.floating]) -> NDArray[np.uint8]:
    """Return a photo (S, S, 3) in grey under a map (h, w) of shares in 0..1 in colour."""
    v = np.clip(resized(share, photo.shape[:2]), 0, 1)
    colour = table(theme.SEQUENTIAL)[np.rint(255 * v).astype(int)]
    grey = (1 - VEIL) * photo + VEIL * (photo @ np.array([0.2126, 0.7152, 0.0722]))[..., None]
    alpha = (VEIL * (FAINTEST + (255 - FAINTEST) * v) / 255)[..., None]
    return np.rint(grey * (1 - alpha) + colour * alpha).astype(np.uint8)


def sheet(photo: NDArray[np.uint8], titles: Sequence[str], maps: NDArray[np.floating], caption: str) -> bytes:
    """Draw the evidence (n, h, w) for n answers side by side on one scale; return PNG bytes."""
    side, top = len(photo), max(float(maps.max()), 1e-30)
    page = Image.new("RGB", (len(titles) * (side + EDGE) + EDGE, side + 2 * LINE), "white")
    draw = ImageDraw.Draw(page)
    for i, (title, found) in enumerate(zip(titles, maps, strict=True)):
        left = EDGE + i * (side + EDGE)
        draw.text((left, 10), title, "#1B2430", font=font(22))
        page.paste(Image.fromarray(over(photo, np.maximum(found, 0) / top)), (left, LINE))
    draw.text((EDGE, LINE + side + 12), caption, "#5A6572", font=font(16))
    return to_png(np.asarray(page))
