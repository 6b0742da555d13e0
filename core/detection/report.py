"""What was found, to keep: the photo with its boxes, a table, JSON."""

import json
from collections import Counter
from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageDraw

from core.detection.infer import Detections
from core.figures import theme
from core.figures.letters import font

Row = tuple[str, float, float, float, float, float]
COLUMNS = ("thing", "score", "x1", "y1", "x2", "y2")


def rows(found: Detections, names: Sequence[str]) -> list[Row]:
    """Return name, score and corners in pixels of each box; `names` (n) are what the labels are called."""
    return [
        (name, round(float(score), 4), *(round(float(v), 1) for v in box))
        for name, score, box in zip(names, found.scores, found.xyxy, strict=True)
    ]


def counts(labels: Sequence[str]) -> dict[str, int]:
    """Return how often each label occurs, the most frequent first."""
    return dict(Counter(labels).most_common())


def to_json(found: Detections, model: str, wh: tuple[int, int]) -> str:
    """Write boxes as JSON that other programs read: labels as the model has them, xyxy in pixels of `wh`."""
    boxes = [
        {"label": label, "score": round(float(score), 4), "xyxy": [round(float(v), 1) for v in box]}
        for label, score, box in zip(found.labels, found.scores, found.xyxy, strict=True)
    ]
    return json.dumps({"model": model, "width": wh[0], "height": wh[1], "boxes": boxes}, ensure_ascii=False)


def drawn(rgb: np.ndarray, found: Detections, names: Sequence[str]) -> np.ndarray:
    """Return the photo (H, W, 3) uint8 with every box and its name and score, the surest on top."""
    image = Image.fromarray(rgb)
    pen, size = ImageDraw.Draw(image), max(14, round(max(rgb.shape) / 45))
    letters, width = font(size), max(2, round(max(rgb.shape) / 320))
    for i in reversed(range(len(names))):
        x1, y1, x2, y2 = (round(float(v)) for v in found.xyxy[i])
        pen.rectangle((x1, y1, x2, y2), outline="white", width=width + 2)
        pen.rectangle(
            (x1 + 1, y1 + 1, max(x1 + 1, x2 - 1), max(y1 + 1, y2 - 1)), outline=theme.MODEL, width=width
        )
    for i in reversed(range(len(names))):
        x1, y1 = (round(float(v)) for v in found.xyxy[i][:2])
        text = f"{names[i]} {theme.number(float(found.scores[i]))}"
        wide, high = round(letters.getlength(text)) + size // 2, round(size * 1.5)
        left, top = min(max(0, x1), max(0, image.width - wide)), max(0, y1 - high)
        pen.rectangle((left, top, left + wide, top + high), fill=theme.MODEL)
        pen.text((left + size // 4, top + high / 2), text, "white", font=letters, anchor="lm")
    return np.asarray(image)
