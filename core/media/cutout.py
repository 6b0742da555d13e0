"""What a network for 28×28 pictures gets of a photo or a drawing, step by step.

Garments follow Fashion-MNIST's own recipe (Xiao, Rasul & Vollgraf, 2017): grey, light and dark swapped on a
light background, cropped, longest side 28 pixels, centred. Digits follow MNIST's (LeCun et al., 1998): shrunk
into a box of 20 pixels, centre of mass in the middle of 28×28.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

SIDE, DIGIT_BOX = 28, 20
WORKING_PX = 192
"""longest side of the copy of a photo in which the thing is looked for"""
BORDER = 0.04
"""share of the copy's side that is taken for background at each edge"""
LEAST_CONTRAST = 12.0
"""by so much (of 0..255) the thing differs from its background at least"""
REACH, SMALL_HOLE = 0.1, 0.05
"""shares of the longest side up to which thin parts, and of its area up to which holes belong to the thing"""
OUTLINE = 0.5
"""a drawing with less ink than this share of what it encloses is an outline, and is filled"""
FILLED, INK = 150.0, 230.0
"""brightness of what an outline encloses, and of its lines"""

BEHIND = (205, 222, 238)
"""colour shown where the background was: white things have to be seen on it"""

Grey = NDArray[np.float64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Prepared:
    """The picture that goes into the network, (28, 28) float32 in 0..1, and how it came about.

    `steps` are uint8 pictures by the step's name, (H, W) or (H, W, 3), the last one being that picture.
    `swapped` tells whether light and dark were swapped, `found` whether anything stood out at all.
    """

    picture: NDArray[np.float32]
    steps: dict[str, NDArray[np.uint8]]
    swapped: bool
    found: bool


def garment(rgb: NDArray[np.uint8], keep_background: bool = False) -> Prepared:
    """Prepare a photo (H, W, 3) of a garment on any even background."""
    copy = Image.fromarray(rgb)
    copy.thumbnail((WORKING_PX, WORKING_PX), Image.Resampling.BOX)
    small = np.asarray(copy)
    grey = luminance(small)
    away = distance_from_background(small)
    mask = np.ones(grey.shape, bool) if keep_background else thing(away)
    found = bool(mask.any())
    mask = mask if found else np.ones(grey.shape, bool)
    behind = grey[~mask] if not mask.all() else border_of(grey)
    swapped = bool(np.median(behind) > np.median(grey[mask]))
    bright = stretched(255 - grey if swapped else grey, mask)
    cut = np.where(mask[..., None], small, np.uint8(BEHIND))
    return _fitted({"cut": cut, "grey": to_bytes(grey), "bright": to_bytes(bright)}, bright, swapped, found)


def drawn_garment(ink: NDArray[np.uint8]) -> Prepared:
    """Prepare a drawing (S, S), 0 = paper to 255 = ink; what an outline encloses counts as garment."""
    from scipy import ndimage

    amount = ink / 255.0
    mask = amount > 0.1
    whole = ndimage.binary_fill_holes(mask)
    outline = mask.sum() < OUTLINE * whole.sum()
    bright = np.where(whole, FILLED, 0) * (1 - amount) + INK * amount if outline else INK * amount
    return _fitted({"bright": to_bytes(bright)}, bright, True, bool(mask.any()))


def digit(ink: NDArray[np.uint8]) -> Prepared:
    """Prepare a drawn digit (S, S), 0 = paper to 255 = ink."""
    amount = ink.astype(np.float64)
    if not (amount > 25).any():
        empty = np.zeros((SIDE, SIDE), np.float32)
        return Prepared(empty, {"final": to_bytes(empty)}, True, False)
    box = cropped(amount)
    small = shrunk(box, DIGIT_BOX)
    small *= 255 / max(small.max(), 1)
    final = centred_by_mass(small)
    steps = {"cropped": to_bytes(box), "boxed": to_bytes(small), "final": to_bytes(final)}
    return Prepared((final / 255).astype(np.float32), steps, True, True)


def _fitted(steps: dict[str, NDArray[np.uint8]], bright: Grey, swapped: bool, found: bool) -> Prepared:
    """Crop to what is not black, shrink its longest side to 28, centre it."""
    box = cropped(bright)
    final = centred(shrunk(box, SIDE))
    steps = steps | {"cropped": to_bytes(box), "final": to_bytes(final)}
    return Prepared((final / 255).astype(np.float32), steps, swapped, found)


def luminance(rgb: NDArray[np.uint8]) -> Grey:
    """Return (H, W) brightness 0..255 (ITU-R BT.601)."""
    return rgb @ np.array([0.299, 0.587, 0.114])


def to_bytes(grey: Grey) -> NDArray[np.uint8]:
    """Round brightness to whole numbers 0..255."""
    return np.rint(np.clip(grey, 0, 255)).astype(np.uint8)


def border_of(picture: NDArray) -> NDArray:
    """Return the values (n, ...) of the pixels at the edges of a picture (H, W, ...)."""
    return picture[_border(*picture.shape[:2])]


def _border(height: int, width: int) -> Mask:
    edge = max(1, round(BORDER * min(height, width)))
    mask = np.ones((height, width), bool)
    mask[edge:-edge, edge:-edge] = False
    return mask


def distance_from_background(rgb: NDArray[np.uint8]) -> Grey:
    """Return how far each pixel's colour is from the background's, in 0..255 a channel.

    The background is a plane of colour fitted to the edges, as light falls off across a wall; what sticks
    out there (a sleeve that leaves the picture) is left out of a second fit.
    """
    height, width = rgb.shape[:2]
    y, x = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j]
    plane = np.stack([np.ones_like(x), x, y], -1)
    known = _border(height, width)
    away = np.zeros((height, width))
    for _ in range(3):
        fit, *_ = np.linalg.lstsq(plane[known], rgb[known].astype(np.float64), rcond=None)
        away = np.sqrt(((rgb - plane @ fit) ** 2).mean(-1))
        known = _border(height, width) & (away <= np.quantile(away[_border(height, width)], 0.75))
    return away


def otsu(values: NDArray) -> float:
    """Return the threshold that parts values 0..255 into the two most unlike groups (Otsu, 1979)."""
    counts, edges = np.histogram(values, 256, (0, 256))
    middle = (edges[:-1] + edges[1:]) / 2
    below = np.cumsum(counts)
    above = below[-1] - below
    sums = np.cumsum(counts * middle)
    means = sums / np.maximum(below, 1), (sums[-1] - sums) / np.maximum(above, 1)
    return float(middle[np.argmax(below * above * (means[0] - means[1]) ** 2)])


def thing(away: Grey) -> Mask:
    """Return where the thing is: the largest solid part unlike the background, and what is close to it.

    So straps stay, while streaks of the ground that touch the thing are cut off near it. Small holes are
    closed (a print in the background's colour), large ones are not (the handle of a bag).
    """
    from scipy import ndimage

    mask = ndimage.binary_closing(away > max(LEAST_CONTRAST, 0.7 * otsu(away)), iterations=2)
    solid = _largest(ndimage.binary_opening(mask, iterations=2))
    near = ndimage.binary_dilation(solid, iterations=max(3, round(REACH * max(away.shape))))
    found = ndimage.binary_propagation(solid, mask=mask & near)
    holes, count = ndimage.label(ndimage.binary_fill_holes(found) & ~found)
    sizes = np.bincount(holes.ravel(), minlength=count + 1)
    small = sizes < SMALL_HOLE * found.sum()
    return found | (small[holes] & (holes > 0))


def _largest(mask: Mask) -> Mask:
    """Return the largest connected part of a mask; an empty one as it is."""
    from scipy import ndimage

    parts, _ = ndimage.label(mask)
    sizes = np.bincount(parts.ravel())
    sizes[0] = 0
    return mask & (parts == sizes.argmax())


def stretched(grey: Grey, mask: Mask) -> Grey:
    """Bring the thing to 50..255 around a middle of 180, without blowing noise up, and the rest to 0."""
    low, middle, high = np.quantile(grey[mask], (0.02, 0.5, 0.98))
    bright = 180 + (grey - middle) * 120 / max(high - low, 80)
    return np.where(mask, np.clip(bright, 50, 255), 0)


def cropped(bright: Grey) -> Grey:
    """Return the smallest rectangle that holds everything brighter than a tenth; an empty picture whole."""
    rows, columns = (np.flatnonzero((bright > 25).any(axis)) for axis in (1, 0))
    if not rows.size:
        return bright
    return bright[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def shrunk(bright: Grey, longest: int) -> Grey:
    """Scale to `longest` pixels on the longest side, each pixel the mean of what it covers."""
    height, width = bright.shape
    scale = longest / max(height, width)
    size = max(1, round(width * scale)), max(1, round(height * scale))
    method = Image.Resampling.BOX if scale < 1 else Image.Resampling.BILINEAR
    return np.asarray(Image.fromarray(bright.astype(np.float32)).resize(size, method), np.float64)


def centred(bright: Grey) -> Grey:
    """Put a picture of at most 28×28 into the middle of 28×28 black."""
    height, width = bright.shape
    out = np.zeros((SIDE, SIDE))
    top, left = (SIDE - height) // 2, (SIDE - width) // 2
    out[top : top + height, left : left + width] = bright
    return out


def centred_by_mass(bright: Grey) -> Grey:
    """Put a picture of at most 20×20 into 28×28 so that its centre of mass is in the middle, to the pixel."""
    height, width = bright.shape
    total = bright.sum()
    top = round(SIDE / 2 - ((np.arange(height) + 0.5) @ bright.sum(1)) / total)
    left = round(SIDE / 2 - ((np.arange(width) + 0.5) @ bright.sum(0)) / total)
    top, left = min(max(top, 0), SIDE - height), min(max(left, 0), SIDE - width)
    out = np.zeros((SIDE, SIDE))
    out[top : top + height, left : left + width] = bright
    return out
