"""Two or three kinds of points in the plane: drawn by rule, clicked, or pasted from a table."""

import re
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

MOST_POINTS = 160
"""as many fit into a link"""
REACH = 1.2
"""the plane shows −REACH … REACH in both directions"""
STEPS = 240
"""a clicked point lies on a raster of so many steps from edge to edge"""
KINDS = "ABC"
"""as a link calls them"""
TABLE_ERROR_CODES = (
    "table_empty",
    "table_columns",  # line: not two numbers and a kind
    "table_kinds",  # count: neither two nor three kinds
    "table_rows",  # limit
)

Points = tuple[NDArray[np.float64], NDArray[np.int64]]
"""(n, 2) places in −REACH … REACH and (n,) kinds, 0, 1 or 2"""


class TableError(ValueError):
    """A pasted table that cannot be used, with a stable `code` for the text and the `facts` that fill it."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts


def xor(rng: np.random.Generator, count: int) -> Points:
    """Return points in four squares; opposite squares are of the same kind."""
    xy = rng.uniform(0.08, 1.0, (count, 2)) * rng.choice([-1, 1], (count, 2))
    return xy, (xy[:, 0] * xy[:, 1] < 0).astype(int)


def circles(rng: np.random.Generator, count: int) -> Points:
    """Return a disc and a ring around it."""
    kind = np.arange(count) % 2
    angle = rng.uniform(0, 2 * np.pi, count)
    radius = np.where(kind == 0, 0.45 * np.sqrt(rng.uniform(0, 1, count)), rng.uniform(0.75, 1.0, count))
    return radius[:, None] * np.column_stack([np.cos(angle), np.sin(angle)]), kind


def spiral(rng: np.random.Generator, count: int, arms: int = 2, turns: float = 1.275) -> Points:
    """Return arms that wind around each other, each of a kind of its own."""
    kind = np.arange(count) % arms
    along = np.arange(count) // arms / max(1, (count - 1) // arms)
    angle = 0.6 + along * turns * 2 * np.pi + kind * 2 * np.pi / arms
    xy = (0.12 + 0.88 * along)[:, None] * np.column_stack([np.cos(angle), np.sin(angle)])
    return xy + rng.normal(0, 0.015, xy.shape), kind


def moons(rng: np.random.Generator, count: int) -> Points:
    """Return two half moons that reach into each other."""
    kind = np.arange(count) % 2
    angle = rng.uniform(0, np.pi, count)
    x = np.where(kind == 0, np.cos(angle), 1 - np.cos(angle)) - 0.5
    y = np.where(kind == 0, np.sin(angle), 0.5 - np.sin(angle)) - 0.25
    return np.column_stack([x, y]) * 0.65 + rng.normal(0, 0.05, (count, 2)), kind


def clouds(rng: np.random.Generator, count: int) -> Points:
    """Return two round clouds that a straight line can separate."""
    kind = np.arange(count) % 2
    middle = np.where(kind[:, None] == 0, -0.5, 0.5)
    return np.clip(middle + rng.normal(0, 0.17, (count, 2)), -REACH, REACH), kind


def three_clouds(rng: np.random.Generator, count: int) -> Points:
    """Return three round clouds, one a kind, around the middle."""
    kind = np.arange(count) % 3
    angle = np.pi * (0.5 + 2 * kind / 3)
    middle = 0.65 * np.column_stack([np.cos(angle), np.sin(angle)])
    return np.clip(middle + rng.normal(0, 0.2, (count, 2)), -REACH, REACH), kind


def three_arms(rng: np.random.Generator, count: int) -> Points:
    """Return three arms of a spiral, one a kind."""
    return spiral(rng, count, 3, 0.6)


SETS: dict[str, Callable[[np.random.Generator, int], Points]] = {
    "xor": xor,
    "circles": circles,
    "spiral": spiral,
    "moons": moons,
    "clouds": clouds,
    "three_clouds": three_clouds,
    "three_arms": three_arms,
}


def draw(name: str, seed: int = 0, count: int = 160) -> Points:
    """Return `count` points of a set, the same for the same seed."""
    return SETS[name](np.random.default_rng(seed), count)


def write(points: Points) -> str:
    """Return points as a link holds them, three characters a coordinate: `A120087` is kind A at (120, 87)."""
    cells = np.clip(np.rint((points[0] / REACH + 1) * STEPS / 2), 0, STEPS).astype(int)
    return "".join(f"{KINDS[kind]}{x:03d}{y:03d}" for (x, y), kind in zip(cells, points[1], strict=True))


def read(text: str) -> Points:
    """Return the points of a link, at most `MOST_POINTS`; what cannot be read is left out."""
    found = re.findall(rf"([{KINDS}])(\d{{3}})(\d{{3}})", text)[:MOST_POINTS]
    cells = np.array([(int(x), int(y)) for _, x, y in found], float).reshape(-1, 2)
    kinds = np.array([KINDS.index(kind) for kind, _, _ in found], int)
    return (np.clip(cells, 0, STEPS) * 2 / STEPS - 1) * REACH, kinds


def read_table(text: str) -> Points:
    """Return points pasted from a spreadsheet: two numbers and a kind a line, a heading is passed over.

    Columns are parted by tab, semicolon, comma or spaces. Each coordinate is scaled to −1 … 1; of the two
    or three kinds the one that comes first is 0. Raises: TableError.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    rows = [[cell.strip() for cell in re.split(r"[\t;,]|\s+", line) if cell.strip()] for line in lines]
    if rows and not _numbers(rows[0][:2]):
        rows = rows[1:]
    if not rows:
        raise TableError("table_empty")
    if len(rows) > MOST_POINTS:
        raise TableError("table_rows", limit=MOST_POINTS)
    for line, row in enumerate(rows, 1 + len(lines) - len(rows)):
        if len(row) != 3 or not _numbers(row[:2]):
            raise TableError("table_columns", line=line)
    kinds = list(dict.fromkeys(row[2] for row in rows))
    if not 2 <= len(kinds) <= len(KINDS):
        raise TableError("table_kinds", count=len(kinds))
    xy = np.array([[float(cell) for cell in row[:2]] for row in rows])
    low, high = xy.min(axis=0), xy.max(axis=0)
    scaled = 2 * (xy - low) / np.where(high > low, high - low, 1) - 1
    return np.where(high > low, scaled, 0), np.array([kinds.index(row[2]) for row in rows])


def _numbers(cells: list[str]) -> bool:
    try:
        return len(cells) == 2 and bool(np.isfinite([float(cell) for cell in cells]).all())
    except ValueError:
        return False
