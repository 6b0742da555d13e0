"""Pictures of a search for faces: windows on the photo, patches in a row, one mistake against the other."""

from collections.abc import Mapping, Sequence

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from core.faces.methods import Marks, Patches
from core.figures import theme
from core.figures.charts import named
from core.figures.letters import font
from core.shared.blaze import Finds
from core.shared.boxes import EMPTY

WIDE_PX = 900


SIGNS = {"right": "✓", "agreed": "✓", "wrong": "✕", "doubtful": "?", "unchecked": ""}
COLOURS = {
    "right": theme.MODEL,
    "agreed": theme.MODEL,
    "wrong": theme.BAD,
    "doubtful": "#5B6673",
    "unchecked": theme.MODEL,
}
CHECK = (((-7, 0), (-2, 6), (7, -6)),)
CROSS = (((-6, -6), (6, 6)), ((-6, 6), (6, -6)))
POINT_COLOURS = ("#E69F00", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#56B4E9")
"""of BlazeFace's six points: eyes, nose, mouth, ears"""


def judged(
    rgb: NDArray[np.uint8],
    boxes: NDArray[np.floating],
    states: Sequence[str],
    hits: NDArray[np.floating] = EMPTY,
) -> NDArray[np.uint8]:
    """Return the photo, at most 900 px, with finds (n, 4) in shares of it and a sign for each one's state.

    What is doubtful or wrong is dashed; `hits` (N, 4) are thin boxes behind.
    """
    photo = Image.fromarray(rgb)
    photo.thumbnail((WIDE_PX, WIDE_PX))
    size = np.array([photo.width, photo.height] * 2)
    layer = Image.new("RGBA", photo.size)
    draw = ImageDraw.Draw(layer)
    for box in hits * size:
        draw.rectangle(box.tolist(), outline=(86, 180, 233, 70))
    # The best is drawn last, on top of the others.
    for box, state in reversed(list(zip(boxes * size, states, strict=True))):
        _box(draw, box, state)
    photo.paste(layer, mask=layer)
    return np.asarray(photo)


def once(rgb: NDArray[np.uint8], found: Finds, states: Sequence[str]) -> NDArray[np.uint8]:
    """Return the photo, at most 900 px, with finds in its pixels, their signs and their six points."""
    h, w = rgb.shape[:2]
    photo = Image.fromarray(judged(rgb, found.xyxy / [w, h, w, h], states))
    draw = ImageDraw.Draw(photo)
    for box, points in zip(found.xyxy, found.points, strict=True):
        radius = max(2.5, 0.03 * float(box[2] - box[0]) * photo.width / w)
        for (x, y), colour in zip(points * (photo.width / w), POINT_COLOURS, strict=True):
            place = [float(v) for v in (x - radius, y - radius, x + radius, y + radius)]
            draw.ellipse(place, fill=colour, outline="white", width=1 + int(radius > 4))
    return np.asarray(photo)


def _box(draw: ImageDraw.ImageDraw, box: NDArray[np.floating], state: str) -> None:
    x1, y1, x2, y2 = map(float, box)
    sides = (((x1, y1), (x2, y1)), ((x2, y1), (x2, y2)), ((x2, y2), (x1, y2)), ((x1, y2), (x1, y1)))
    dashed = state in ("wrong", "doubtful")
    for colour, width in (("white", 7), (COLOURS[state], 4)):
        for start, end in sides:
            for a, b in _dashes(start, end) if dashed else ((start, end),):
                draw.line([a, b], fill=colour, width=width)
    if not SIGNS[state]:
        return
    side = 24
    plate = [max(x1 - 2, 0), max(y1 - 2, 0)]
    draw.rectangle([*plate, plate[0] + side, plate[1] + side], fill=COLOURS[state])
    middle = (plate[0] + side / 2, plate[1] + side / 2)
    if state == "doubtful":
        draw.text(middle, SIGNS[state], fill="white", font=font(20), anchor="mm")
        return
    strokes = CHECK if SIGNS[state] == "✓" else CROSS  # drawn, as not every font has them
    for stroke in strokes:
        draw.line([(middle[0] + x, middle[1] + y) for x, y in stroke], fill="white", width=4, joint="curve")


def _dashes(start: tuple[float, float], end: tuple[float, float], dash: float = 9) -> list:
    """Return the pieces of a dashed line: every other one of an odd number."""
    a, b = np.array(start), np.array(end)
    pieces = 2 * max(int(np.hypot(*(b - a)) / dash / 2), 1) + 1
    at = [tuple(a + (b - a) * k / pieces) for k in range(pieces + 1)]
    return [(at[k], at[k + 1]) for k in range(0, pieces, 2)]


def row(patches: Patches, gap: int = 3, zoom: int = 2) -> NDArray[np.uint8]:
    """Return patches (N, 25, 25) beside each other, enlarged, as (h, w) grey."""
    cells = np.pad(patches, ((0, 0), (0, 0), (0, gap)), constant_values=1.0)
    strip = np.concatenate(list(cells), axis=1)[:, :-gap]
    return np.rint(strip * 255).clip(0, 255).astype(np.uint8).repeat(zoom, 0).repeat(zoom, 1)


def roc(marks: Mapping[str, Marks], false_alarms: str, faces_found: str) -> go.Figure:
    """Draw, for each named detector, faces found against false alarms in percent: the corner that counts."""
    figure = go.Figure()
    for i, (name, found) in enumerate(marks.items()):
        x, y = found.roc()
        colour = theme.PALETTE[i]
        line = {"color": colour, "width": 3, "shape": "hv"}
        figure.add_scatter(x=x * 100, y=y * 100, mode="lines", line=line, name=name, hoverinfo="name+x+y")
        place = {"x": 12, "y": 74 + 5 * i, "xanchor": "left"}
        figure.add_annotation(**place, text=named(name, colour), font={"size": 15}, showarrow=False)
    theme.layout(figure, height=320)
    figure.update_xaxes(title_text=false_alarms, range=[-0.5, 30], fixedrange=True)
    figure.update_yaxes(title_text=faces_found, range=[70, 101], fixedrange=True)
    return figure
