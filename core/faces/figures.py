"""Pictures of a search for faces: windows on the photo, patches in a row, one mistake against the other."""

from collections.abc import Mapping

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from core.faces.methods import Marks, Patches
from core.faces.sliding_window_detector import Faces
from core.figures import theme

WIDE_PX = 900


def marked(rgb: NDArray[np.uint8], hits: NDArray[np.floating], found: Faces) -> NDArray[np.uint8]:
    """Return the photo, at most 900 px, every hit (N, 4) as a thin box, merged ones as thick ones."""
    photo = Image.fromarray(rgb)
    photo.thumbnail((WIDE_PX, WIDE_PX))
    size = np.array([photo.width, photo.height] * 2)
    layer = Image.new("RGBA", photo.size)
    draw = ImageDraw.Draw(layer)
    for box in hits * size:
        draw.rectangle(box.tolist(), outline=(86, 180, 233, 110))
    for box in found.boxes * size:
        draw.rectangle(box.tolist(), outline="white", width=8)
        draw.rectangle((box + np.array([2, 2, -2, -2])).tolist(), outline=theme.MODEL, width=4)
    photo.paste(layer, mask=layer)
    return np.asarray(photo)


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
        figure.add_annotation(**place, text=name, font={"color": colour, "size": 15}, showarrow=False)
    theme.layout(figure, height=320)
    figure.update_xaxes(title_text=false_alarms, range=[-0.5, 30], fixedrange=True)
    figure.update_yaxes(title_text=faces_found, range=[70, 101], fixedrange=True)
    return figure
