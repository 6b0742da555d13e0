"""Skeletons on a photo, and how an angle goes in a video."""

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from core.figures import theme
from core.pose.body import LIMBS, SEEN, in_picture
from core.pose.infer import Body

FAINT = 0.35
"""how much of the colour is left where the network says that a point is hidden"""


def skeletons(rgb: NDArray[np.uint8], bodies: Sequence[Body]) -> NDArray[np.uint8]:
    """Return a photo (H, W, 3) with the limbs of all bodies; faint where one of the two ends is not seen."""
    from PIL import Image, ImageDraw

    h, w = rgb.shape[:2]
    layers = {sure: Image.new("RGBA", (w, h), (0, 0, 0, 0)) for sure in (False, True)}
    wide = max(3, round(max(h, w) / 200))
    for body in bodies:
        seen = (body.visibility >= SEEN) & in_picture(body.points, (w, h))
        spots = [tuple(at) for at in body.points.tolist()]
        for colour, extra in (("#FFFFFF", 4), (theme.MODEL, 0)):
            for a, b in LIMBS:
                if min(body.visibility[a], body.visibility[b]) >= 0:
                    pen = ImageDraw.Draw(layers[bool(seen[a] and seen[b])])
                    pen.line((*spots[a], *spots[b]), fill=colour, width=wide + extra)
    picture = Image.fromarray(rgb).convert("RGBA")
    for sure, layer in layers.items():
        share = 1.0 if sure else FAINT
        layer.putalpha(layer.getchannel("A").point(lambda a, share=share: round(a * share)))
        picture = Image.alpha_composite(picture, layer)
    return np.asarray(picture.convert("RGB"))


def over_time(times: np.ndarray, degrees: np.ndarray, x: str, y: str) -> go.Figure:
    """Draw an angle (n,) in degrees, NaN where it was not seen, over the time (n,) in s."""
    figure = go.Figure(
        go.Scatter(
            x=times,
            y=degrees,
            mode="lines+markers",
            line={"color": theme.MODEL, "width": 3},
            hovertemplate="%{x:.1f} s · %{y:.0f}°<extra></extra>",
            connectgaps=False,
        )
    )
    theme.layout(figure, 260)
    figure.update_xaxes(title_text=x, fixedrange=True)
    figure.update_yaxes(title_text=y, range=[0, 185], fixedrange=True)
    return figure
