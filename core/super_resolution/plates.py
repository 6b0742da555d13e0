"""Number plates drawn by us: what is left of their digits when the photo is small, and who reads what."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from core.super_resolution import quality, resize

DIGITS = "0123456789"
LONGEST, USUAL = 7, "4183952"
"""digits on a plate at most, and those of the first one"""
HEIGHTS = (2, 3, 4, 5, 6, 8)
"""of a digit in the small photo, in its pixels"""
NOISES = (0, 10, 20, 40)
"""standard deviation of a camera's noise, in levels of 255: none, by day, at dusk, at night"""
ROUNDING = 1.0
"""levels of doubt that are left without any noise: numbers are rounded, and so is what is drawn"""
THINKABLE = 0.02
"""probability from which a digit cannot be ruled out"""
SEVERAL = 24
"""plates on which a way is measured"""
INK, PAPER, FRAME, ROAD = 30, 232, 60, 120
AROUND = 5
"""pixels of the small photo that are seen around the plate"""


@dataclass(frozen=True)
class Plate:
    """A plate as it is, `true` (H, W, 3) uint8, and each digit's place in it: slices of rows and columns."""

    number: str
    scale: int
    true: np.ndarray
    places: tuple[tuple[slice, slice], ...]


def read_number(text: str) -> str:
    """Return the digits in a text, at most `LONGEST`; `USUAL` where it has none."""
    return "".join(letter for letter in text if letter in DIGITS)[:LONGEST] or USUAL


@lru_cache(maxsize=16)
def glyphs(height: int) -> np.ndarray:
    """Return the ten digits, `height` pixels tall: how much of each pixel is ink, 0..1, (10, height, W)."""
    from PIL import Image, ImageDraw, ImageFont

    fine = 8
    font = ImageFont.load_default(height * fine * 1.4)
    boxes = [font.getbbox(digit) for digit in DIGITS]
    top, bottom = min(box[1] for box in boxes), max(box[3] for box in boxes)
    wide = max(box[2] - box[0] for box in boxes)
    drawn = []
    for digit, box in zip(DIGITS, boxes, strict=True):
        sheet = Image.new("L", (round(wide), round(bottom - top)))
        ImageDraw.Draw(sheet).text(((wide - box[2] + box[0]) / 2 - box[0], -top), digit, 255, font)
        width = max(2, round(wide * height / (bottom - top)))
        drawn.append(np.asarray(sheet.resize((width, height), Image.Resampling.BOX), np.float32) / 255)
    return np.stack(drawn)


def draw(number: str, height: int, scale: int) -> Plate:
    """Draw a plate whose digits are `height` pixels tall once it is `scale` times smaller."""
    inked = glyphs(height * scale)
    tall, wide = inked.shape[1:]
    gap, edge, road = max(2, tall // 6), max(3, tall // 3), AROUND * scale
    inside = len(number) * (wide + gap) - gap
    size = [-(-(side + 2 * (edge + road)) // scale) * scale for side in (tall, inside)]
    grey = np.full(size, ROAD, np.float32)
    grey[road:-road, road:-road] = FRAME
    rim = max(1, tall // 12)
    grey[road + rim : -road - rim, road + rim : -road - rim] = PAPER
    top, left = road + edge, (size[1] - inside) // 2
    places = []
    for n, digit in enumerate(number):
        place = (slice(top, top + tall), slice(left + n * (wide + gap), left + n * (wide + gap) + wide))
        grey[place] += (INK - PAPER) * inked[int(digit)]
        places.append(place)
    return Plate(number, scale, np.repeat(np.rint(grey)[..., None], 3, 2).astype(np.uint8), tuple(places))


def photographed(plate: Plate, noise: float, seed: int) -> np.ndarray:
    """Return the small photo of a plate, (H / scale, W / scale, 3) uint8, with a camera's grey noise."""
    small = resize.downscale(plate.true, plate.scale)
    grain = np.random.default_rng(seed).normal(0, noise, small.shape[:2])[..., None]
    return np.clip(np.rint(small + grain), 0, 255).astype(np.uint8)


def several(height: int, scale: int, noise: float, seed: int) -> tuple[list[Plate], np.ndarray]:
    """Return `SEVERAL` plates of numbers drawn by chance, and their small photos (N, h, w, 3) uint8."""
    digits = np.random.default_rng(seed).integers(0, 10, (SEVERAL, LONGEST))
    plates = [draw("".join(map(str, row)), height, scale) for row in digits]
    return plates, np.stack([photographed(plate, noise, seed + n) for n, plate in enumerate(plates)])


def misread(plates: list[Plate], enlarged: np.ndarray) -> float:
    """Return the share of digits, 0..1, that are read wrong from enlarged plates (N, H, W, 3) uint8."""
    pairs = [(plate.number, read(rgb, plate)) for plate, rgb in zip(plates, enlarged, strict=True)]
    return float(np.mean([a != b for true, said in pairs for a, b in zip(true, said, strict=True)]))


def read(rgb: np.ndarray, plate: Plate) -> str:
    """Return what an enlarged plate (H, W, 3) says: at each place the digit that correlates most."""
    grey = quality.luminance(rgb)
    said = []
    for rows, columns in plate.places:
        ink = glyphs(rows.stop - rows.start)
        said.append(DIGITS[int(np.argmax([alike(-grey[rows, columns], shape) for shape in ink]))])
    return "".join(said)


def alike(one: np.ndarray, other: np.ndarray) -> float:
    """Return the correlation, −1..1, of two pictures of the same size; 0 where one of them is flat."""
    one, other = one - one.mean(), other - other.mean()
    length = np.sqrt((one**2).sum() * (other**2).sum())
    return float((one * other).sum() / length) if length > 0 else 0.0


def possible(small: np.ndarray, plate: Plate, noise: float) -> np.ndarray:
    """Return how probable each digit is at each place of a small grey photo: (n, 10), rows sum to 1.

    More than this nobody can know: it is told the typeface, the places, the noise and even the neighbours,
    and compares the photo with every digit's (Bayes; Gaussian noise, all equally probable beforehand).
    """
    seen, doubt = small[..., 0].astype(float), np.hypot(noise, ROUNDING)
    found = []
    for n in range(len(plate.number)):
        gaps = [((seen - shrunk(plate, n, digit)) ** 2).sum() for digit in range(10)]
        chances = np.exp((min(gaps) - np.array(gaps)) / (2 * doubt**2))
        found.append(chances / chances.sum())
    return np.array(found)


def thinkable(chances: np.ndarray) -> str:
    """Return the digits that a place's chances (10,) do not rule out, the likeliest first: at least one."""
    order = np.argsort(-chances, kind="stable")
    return "".join(DIGITS[n] for n in order if chances[n] >= THINKABLE)


def shrunk(plate: Plate, n: int, digit: int) -> np.ndarray:
    """Return the plate's small photo without noise, (h, w), if its digit `n` were another one."""
    rows, columns = plate.places[n]
    other = plate.true.copy()
    ink = glyphs(rows.stop - rows.start)[digit]
    other[rows, columns] = np.rint(PAPER + (INK - PAPER) * ink)[..., None]
    return resize.downscale(other, plate.scale)[..., 0].astype(float)
