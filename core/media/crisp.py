"""Pictures with hard edges, made by code: a page of print, and pixel art."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

PIXEL = 4
"""a pixel of the pixel art, in those of the picture"""
LINES = (
    ("Enlarge me!", 44),
    ("The network has never read a book.", 24),
    ("It has seen photos, and paints what was likely there.", 18),
    ("Minutes 48, price 3.95, room 806, bus 517, track 12.", 18),
    ("Small print: whoever signs here has read all of the above,", 14),
    ("including what a machine has made of 1 3 5 6 8 9 B S.", 14),
    ("abcdefghijklmnopqrstuvwxyz ABCDEFGHIJKLMNOPQRSTUVWXYZ", 14),
    ("0123456789 0123456789 0123456789 0123456789 0123456789", 11),
)
SPRITES = {
    "ghost": "..wwww..|.wwwwww.|wwkwwkww|wwkwwkww|wwwwwwww|wwwwwwww|wwwwwwww|w.ww.ww.",
    "tree": "...gg...|..gggg..|.gggGgg.|gggGgggg|.gGgggG.|gggggGgg|...bb...|...bb...",
    "coin": "..yyyy..|.yYYYYy.|yYykkyYy|yYykyYYy|yYykyYYy|yYykkyYy|.yYYYYy.|..yyyy..",
    "heart": ".rr..rr.|rprrrrrr|rrrrrrrr|rrrrrrrr|.rrrrrr.|..rrrr..|...rr...|........",
    "house": "...rr...|..rrrr..|.rrrrrr.|rrrrrrrr|.oooooo.|.okoobo.|.oooobo.|.oooobo.",
    "hero": "..bbbb..|..bssb..|..ssss..|.rrrrrr.|s.rrrr.s|..bbbb..|..b..b..|..k..k..",
}
COLOURS = {
    "w": "#f4f4f4",
    "k": "#1a1c2c",
    "g": "#38b764",
    "G": "#257179",
    "b": "#6b4226",
    "y": "#ef9d2f",
    "Y": "#ffcd75",
    "r": "#d33f49",
    "p": "#ffb3ba",
    "o": "#e8d5b0",
    "s": "#f2b68c",
}


def printed_page() -> NDArray[np.uint8]:
    """Return a page of print in ever smaller letters: (360, 480, 3)."""
    sheet = Image.new("RGB", (480, 360), "#fbfaf5")
    pen, y = ImageDraw.Draw(sheet), 16
    for line, size in LINES:
        pen.text((18, y), line, "#1b1b22", ImageFont.load_default(size))
        y += round(size * 1.75)
    return np.asarray(sheet)


def pixel_art() -> NDArray[np.uint8]:
    """Return a scene of 120 × 80 square dots, `PIXEL` pixels each: (320, 480, 3)."""
    rng = np.random.default_rng(8)
    dots = np.zeros((80, 120, 3), np.uint8)
    sky = ((41, 54, 111), (59, 93, 201), (65, 166, 246), (115, 239, 247))
    checker = (np.indices((80, 120)).sum(0) % 2).astype(bool)
    for row in range(60):
        level = row / 60 * (len(sky) - 1)
        near, far = sky[int(level)], sky[min(int(level) + 1, len(sky) - 1)]
        dots[row] = np.where(checker[row, :, None] & (level % 1 > 0.4), far, near)
    dots[60:] = (56, 183, 100)
    dots[60:62] = (37, 113, 121)
    dots[62:][rng.random((18, 120)) < 0.12] = (167, 240, 112)
    dots[rng.integers(0, 25, 30), rng.integers(0, 120, 30)] = (255, 255, 255)
    names = ("tree", "house", "hero", "coin", "coin", "ghost", "heart", "tree", "tree")
    for n, name in enumerate(names):
        _stamp(dots, SPRITES[name], 52 if n % 3 else 54, 4 + 13 * n)
    for n in range(5):
        _stamp(dots, SPRITES[("heart", "ghost", "coin", "heart", "ghost")[n]], 8 + 9 * (n % 3), 10 + 22 * n)
    return dots.repeat(PIXEL, 0).repeat(PIXEL, 1)


def _stamp(dots: NDArray[np.uint8], sprite: str, top: int, left: int) -> None:
    for y, line in enumerate(sprite.split("|")):
        for x, letter in enumerate(line):
            if letter in COLOURS:
                dots[top + y, left + x] = [int(COLOURS[letter][i : i + 2], 16) for i in (1, 3, 5)]
