"""Charts and pictures of the convolution lesson."""

from collections.abc import Mapping, Sequence
from textwrap import wrap

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from core.figures import charts, theme

Rgb = NDArray[np.uint8]
LINE = 13
"""letters of a line's name beside its end: longer ones go on below, as a phone has no room for them"""


def curves(
    x: Sequence[float], lines: Mapping[str, Sequence[float]], here: float, x_title: str, y_title: str
) -> go.Figure:
    """Draw percentages over x, each line named at its end; `here` marks where the learner stands."""
    figure = go.Figure()
    named = {name: wrap(name, LINE) for name in lines}
    room = 0.1 * max(map(len, named.values())) * max(1, *map(max, lines.values()))
    last = [values[-1] for values in lines.values()]
    ends = np.array(charts.apart(last, room))
    ends -= ends.mean() - np.mean(last)
    for (name, values), colour, end in zip(lines.items(), theme.PALETTE, ends, strict=False):
        figure.add_scatter(
            x=list(x),
            y=list(values),
            mode="lines+markers",
            line={"width": 3, "color": colour},
            marker={"size": 7},
            hovertemplate=f"{name}: %{{y:.0f}}%<extra></extra>",
        )
        figure.add_annotation(
            x=x[-1],
            y=end,
            text=f"<span style='color:{colour}'>●</span> " + "<br>".join(named[name]),
            align="left",
            xanchor="left",
            xshift=10,
            showarrow=False,
            font={"size": 14},
        )
    figure.add_vline(x=here, line={"color": theme.LEARNER, "width": 2, "dash": "dot"})
    theme.layout(figure, height=320)
    figure.update_layout(margin={"r": 126})
    figure.update_xaxes(title_text=x_title, range=[x[0], x[-1] * 1.02], fixedrange=True)
    figure.update_yaxes(title_text=y_title, rangemode="tozero", fixedrange=True)
    return figure


def directions(magnitude: NDArray[np.floating], angle: NDArray[np.floating]) -> Rgb:
    """Return slopes as (H, W, 3): the hue is the angle, the brightness the magnitude."""
    scale = max(1e-9, np.percentile(magnitude, 99))
    bright = np.clip(255 * magnitude / scale, 0, 255)
    planes = [(angle % 360) / 360 * 255, np.full_like(bright, 210), bright]
    return np.asarray(Image.fromarray(np.rint(np.stack(planes, -1)).astype(np.uint8), "HSV").convert("RGB"))


def points(grey: NDArray[np.uint8], xy: NDArray[np.integer], radius: int = 4) -> Rgb:
    """Return the picture with a ring around each point."""
    picture = Image.fromarray(grey).convert("RGB")
    draw = ImageDraw.Draw(picture)
    for x, y in xy:
        draw.ellipse((x - radius, y - radius, x + radius, y + radius), outline=theme.LEARNER, width=2)
    return np.asarray(picture)


def pairs(
    grey: NDArray[np.uint8],
    copy: NDArray[np.uint8],
    a: NDArray[np.floating],
    b: NDArray[np.floating],
    right: NDArray[np.bool_],
) -> Rgb:
    """Return photo and turned copy side by side; lines join what was matched, wrong ones broken and red."""
    gap = 16
    sheet = Image.new(
        "RGB", (grey.shape[1] + gap + copy.shape[1], max(grey.shape[0], copy.shape[0])), theme.CONTEXT
    )
    sheet.paste(Image.fromarray(grey), (0, 0))
    sheet.paste(Image.fromarray(copy), (grey.shape[1] + gap, 0))
    draw = ImageDraw.Draw(sheet)
    shifted = b + np.array([grey.shape[1] + gap, 0])
    for start, end, good in zip(a, shifted, right, strict=True):
        if good:
            draw.line((*start, *end), fill="#56B4E9", width=1)
            continue
        steps = np.linspace(0, 1, 25)
        for t, u in zip(steps[:-1:2], steps[1::2], strict=True):
            draw.line((*(start + (end - start) * t), *(start + (end - start) * u)), fill=theme.BAD, width=1)
    for x, y in np.concatenate([a, shifted]):
        draw.ellipse((x - 2, y - 2, x + 2, y + 2), fill="#E69F00")
    return np.asarray(sheet)
