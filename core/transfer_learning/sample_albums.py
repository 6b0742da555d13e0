"""Pictures to start with: felt-pen drawings hung on walls. A wall can go with a class, which is the trap."""

from functools import cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from core.media import drawings, samples

THINGS = {"cup": drawings.cup, "umbrella": drawings.umbrella, "fish": drawings.fish}
WALLS = ("brick", "grass", "gravel")
SIDE = 256  # pixels


def scene(thing: str, wall: str, seed: int) -> NDArray[np.uint8]:
    """Return a drawing of `THINGS`, turned, shrunk and moved at random, before a part of one of `WALLS`."""
    rng = np.random.default_rng([seed, *map(ord, thing + wall)])
    photo = samples.load(wall)
    part = int(rng.integers(300, 420))
    top, left = (int(rng.integers(0, n - part)) for n in photo.shape[:2])
    picture = Image.fromarray(photo[top : top + part, left : left + part]).resize((SIDE, SIDE))
    cut = _cut_out(thing).rotate(float(rng.uniform(-25, 25)), Image.Resampling.BICUBIC, expand=True)
    size = int(SIDE * rng.uniform(0.45, 0.62))
    cut = cut.resize((size, size), Image.Resampling.LANCZOS)
    corner = rng.integers(0, SIDE - size + 1, 2).tolist()
    picture.paste(cut, corner, cut)
    light = rng.uniform(0.75, 1.15)
    return (np.asarray(picture, np.float32) * light).clip(0, 255).astype(np.uint8)


@cache
def _cut_out(thing: str) -> Image.Image:
    """Return a drawing without its paper: what can be reached from a corner is see-through."""
    drawing = Image.fromarray(THINGS[thing]()).resize((SIDE, SIDE), Image.Resampling.LANCZOS)
    flooded = drawing.copy()
    ImageDraw.floodfill(flooded, (0, 0), (255, 0, 255), thresh=40)
    paper = (np.asarray(flooded) == (255, 0, 255)).all(-1)
    drawing.putalpha(Image.fromarray(np.where(paper, 0, 255).astype(np.uint8)))
    return drawing.crop(drawing.getbbox())


def album(how: str) -> dict[str, list[tuple[str, NDArray[np.uint8]]]]:
    """Return named pictures of each thing: ten on all walls ("varied") or its own ("wall"), two ("few")."""
    count = 2 if how == "few" else 10
    return {
        thing: [
            (f"{how}-{thing}-{i}", scene(thing, WALLS[own if how == "wall" else (own + i) % 3], i))
            for i in range(count)
        ]
        for own, thing in enumerate(THINGS)
    }


def unseen() -> dict[str, tuple[str, NDArray[np.uint8]]]:
    """Return further pictures by name, and what they show: each thing on each wall, then bare walls ("")."""
    pictures = {f"{thing}-{wall}": (thing, scene(thing, wall, 100)) for thing in THINGS for wall in WALLS}
    return pictures | {wall: ("", samples.load(wall)[:SIDE, :SIDE]) for wall in WALLS}
