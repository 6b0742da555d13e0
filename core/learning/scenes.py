"""Seven jobs for a camera on drawings of ours: from the picture over what differs to numbers and an answer.

The eye is written by hand: what is unlike the empty scene is a thing, and connected cells are one thing. The
browser does the same (`camera_scene.js`).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

WIDE, HIGH = 120, 72
"""cells of the camera's picture"""
Rect = tuple[int, int, int, int]
Places = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Thing:
    """A disc or a box of w × h cells, its middle at (x, y) at first; colour 0: none in particular."""

    shape: str
    w: int
    h: int
    x: int
    y: int
    colour: int = 0


@dataclass(frozen=True)
class Scene:
    """The job, the zone that counts (left, top, right, bottom), what lies there, and who teaches it."""

    job: str
    zone: Rect
    things: tuple[Thing, ...]
    lesson: str


@dataclass(frozen=True)
class Blob:
    """A thing as the eye has it: cells, box (left, top, right, bottom; the last two outside), colour."""

    area: int
    box: Rect
    colour: int

    @property
    def fill(self) -> float:
        """The share of its box that it fills: 1 for a box, about π/4 for a disc."""
        left, top, right, bottom = self.box
        return self.area / ((right - left) * (bottom - top))

    @property
    def length(self) -> float:
        """Width over height."""
        left, top, right, bottom = self.box
        return (right - left) / (bottom - top)


def _discs(*spots: tuple[int, int]) -> tuple[Thing, ...]:
    return tuple(Thing("disc", 12, 12, x, y) for x, y in spots)


def _bars(*spots: tuple[int, int]) -> tuple[Thing, ...]:
    return tuple(Thing("box", 16, 8, x, y) for x, y in spots)


SCENES = {
    "packing": Scene(
        "count",
        (8, 8, 80, 64),
        _discs((20, 20), (40, 20), (60, 20), (100, 20)) + _bars((22, 44), (46, 44), (66, 54)),
        "detection",
    ),
    "shop": Scene(
        "price",
        (8, 8, 80, 64),
        (
            Thing("disc", 16, 16, 24, 24, 1),
            Thing("box", 12, 20, 52, 28, 2),
            Thing("box", 20, 12, 28, 50, 3),
            Thing("disc", 16, 16, 100, 24, 1),
            Thing("box", 12, 20, 100, 52, 2),
        ),
        "classification",
    ),
    "danger": Scene(
        "alarm", (62, 8, 112, 64), (Thing("box", 10, 26, 28, 36), Thing("disc", 8, 8, 16, 62)), "segmentation"
    ),
    "railway": Scene(
        "alarm", (48, 0, 76, 72), (Thing("disc", 14, 12, 62, 24), Thing("box", 14, 10, 24, 52)), "detection"
    ),
    "insurance": Scene(
        "share",
        (12, 22, 108, 58),
        (Thing("disc", 18, 16, 40, 38), Thing("disc", 12, 12, 86, 44), Thing("box", 20, 6, 60, 8)),
        "segmentation",
    ),
    "tumour": Scene(
        "size",
        (16, 6, 104, 66),
        (Thing("disc", 12, 12, 40, 28), Thing("disc", 8, 8, 78, 44), Thing("disc", 14, 12, 110, 60)),
        "segmentation",
    ),
    "breeds": Scene(
        "breed",
        (44, 8, 112, 64),
        (Thing("box", 36, 14, 78, 44), Thing("box", 18, 18, 20, 18), Thing("box", 14, 26, 20, 50)),
        "transfer_learning",
    ),
}
ORDER = (4, 3)
"""discs and bars that belong into the box"""
PRICES = (0, 1200, 1800, 2500)
"""won, by colour"""
BREEDS = {"dachshund": 2.6, "poodle": 1.0, "greyhound": 0.55}
"""width over height of each breed's outline in these drawings"""
SUSPECT_MM2, REPAIR = 150, 0.06
"""area (1 mm² a cell) from which a doctor has to look, and share of the car from which it is repaired"""


def picture(scene: Scene, places: Places) -> NDArray[np.int64]:
    """Return (HIGH, WIDE): 0 where nothing lies, else 1 + the colour of what lies there, the last on top."""
    cells, (y, x) = np.zeros((HIGH, WIDE), int), np.mgrid[:HIGH, :WIDE] + 0.5
    for thing, (px, py) in zip(scene.things, places, strict=True):
        across, down = 2 * np.abs(x - px) / thing.w, 2 * np.abs(y - py) / thing.h
        inside = across**2 + down**2 < 1 if thing.shape == "disc" else np.maximum(across, down) < 1
        cells[inside] = 1 + thing.colour
    return cells


def blobs(cells: NDArray[np.int64]) -> list[Blob]:
    """Return the connected things (4 neighbours) as rows are read; their colour is the commonest."""
    from skimage.measure import label, regionprops

    found = []
    for region in regionprops(label(cells > 0, connectivity=1)):
        top, left, bottom, right = region.bbox
        colours = cells[tuple(region.coords.T)]
        found.append(
            Blob(int(region.area), (left, top, right, bottom), int(np.bincount(colours).argmax()) - 1)
        )
    return found


def inside(scene: Scene, found: list[Blob]) -> list[Blob]:
    """Return the things whose middle is in the zone; for an alarm, whose box touches it."""
    left, top, right, bottom = scene.zone
    kept = []
    for blob in found:
        x0, y0, x1, y1 = blob.box
        if scene.job == "alarm":
            counts = x0 < right and x1 > left and y0 < bottom and y1 > top
        else:
            counts = left <= (x0 + x1) / 2 < right and top <= (y0 + y1) / 2 < bottom
        kept += [blob] if counts else []
    return kept


def answer(scene: Scene, seen: list[Blob]) -> dict[str, float | str]:
    """Return what the job asks for of the things in the zone: its `kind` of answer, and numbers."""
    left, top, right, bottom = scene.zone
    if scene.job == "count":
        discs = sum(blob.fill < 0.9 for blob in seen)
        full = (discs, len(seen) - discs) == ORDER
        return {"kind": "full" if full else "wrong", "discs": discs, "bars": len(seen) - discs}
    if scene.job == "price":
        return {"kind": "sum", "n": len(seen), "won": sum(PRICES[blob.colour] for blob in seen)}
    if scene.job == "share":
        share = sum(blob.area for blob in seen) / ((right - left) * (bottom - top))
        return {"kind": "repair" if share > REPAIR else "fine", "share": share}
    if scene.job == "size":
        size = max((blob.area for blob in seen), default=0)
        return {"kind": "suspect" if size >= SUSPECT_MM2 else "small", "n": len(seen), "mm2": size}
    if scene.job == "breed":
        if len(seen) != 1:
            return {"kind": "none" if not seen else "many", "n": len(seen)}
        ratio = seen[0].length
        return {"kind": min(BREEDS, key=lambda breed: abs(np.log(BREEDS[breed] / ratio))), "ratio": ratio}
    return {"kind": "alarm" if seen else "clear", "n": len(seen)}


def start(scene: Scene) -> Places:
    """Return where things lie at first."""
    return tuple((thing.x, thing.y) for thing in scene.things)


def write(places: Places) -> str:
    """Return places as a link holds them."""
    return ";".join(f"{x},{y}" for x, y in places)


def read(scene: Scene, text: str) -> Places:
    """Return the places of a link; those of the start where it holds anything else."""
    parts = [part.split(",") for part in text.split(";")]
    numbers = all(len(part) == 2 and all(n.isdecimal() and len(n) < 4 for n in part) for part in parts)
    if not numbers or len(parts) != len(scene.things):
        return start(scene)
    return tuple((min(int(x), WIDE), min(int(y), HIGH)) for x, y in parts)


def lying(scene: Scene, places: Places) -> tuple[int, int]:
    """Return how many discs and boxes really lie in the zone, by their middles: what a person would count."""
    left, top, right, bottom = scene.zone
    there = [
        thing.shape
        for thing, (x, y) in zip(scene.things, places, strict=True)
        if left <= x < right and top <= y < bottom
    ]
    return there.count("disc"), there.count("box")
