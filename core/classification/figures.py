"""The picture of an answer that a learner can keep."""

import io
from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageDraw

from core.figures import theme
from core.figures.letters import font


def answer_png(rgb: np.ndarray, labels: Sequence[str], probabilities: Sequence[float], caption: str) -> bytes:
    """Draw the photo (at most 900 px) with its guesses as bars below; return PNG bytes without metadata."""
    photo = Image.fromarray(rgb)
    photo.thumbnail((900, 900))
    width, row = max(photo.width, 560), 52
    sheet = Image.new("RGB", (width, photo.height + row * len(labels) + 76), "white")
    sheet.paste(photo, ((width - photo.width) // 2, 0))
    draw, letters, small = ImageDraw.Draw(sheet), font(22), font(16)
    for i, (label, p) in enumerate(zip(labels, probabilities, strict=True)):
        y = photo.height + 16 + row * i
        draw.text((20, y), label, "#1B2430", font=letters)
        draw.text((width - 20, y), theme.percent(p), "#1B2430", font=letters, anchor="ra")
        draw.rounded_rectangle((20, y + 32, 20 + max(4, (width - 40) * p), y + 40), 4, theme.MODEL)
    draw.text((20, sheet.height - 34), caption, "#5A6572", font=small)
    out = io.BytesIO()
    sheet.save(out, "PNG")
    return out.getvalue()
