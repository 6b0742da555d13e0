"""Holes by chance in batches of photos: rectangles, and strokes as of a brush or a scratch."""

import torch
from torch import Tensor


def rectangles(count: int, side: int, sizes: tuple[int, int], device: torch.device) -> Tensor:
    """Return holes (B, side, side) bool, a rectangle each, with edges between the two `sizes` in pixels."""
    low, high = sizes
    edges = torch.randint(low, high + 1, (2, count, 1), device=device)
    starts = (torch.rand(2, count, 1, device=device) * (side - edges + 1)).long()
    steps = torch.arange(side, device=device)
    rows, columns = (
        (steps >= start) & (steps < start + edge) for start, edge in zip(starts, edges, strict=True)
    )
    return rows[:, :, None] & columns[:, None]


def strokes(count: int, side: int, corners: int, thickest: float, device: torch.device) -> Tensor:
    """Return holes (B, side, side) bool: a bent line each, of 2 pixels to `thickest` in width."""
    turns = torch.randn(count, corners, 2, device=device) * side / 6
    path = torch.rand(count, 1, 2, device=device) * side + turns.cumsum(1)
    widths = 1 + torch.rand(count, 1, 1, device=device) * (thickest / 2 - 1)
    steps = torch.arange(side, device=device) + 0.5
    x, y = steps[None, None], steps[None, :, None]
    hole = torch.zeros(count, side, side, dtype=torch.bool, device=device)
    for a, b in zip(path.unbind(1), path.unbind(1)[1:], strict=False):
        ax, ay, dx, dy = (v[:, None, None] for v in (a[:, 0], a[:, 1], (b - a)[:, 0], (b - a)[:, 1]))
        along = (((x - ax) * dx + (y - ay) * dy) / (dx**2 + dy**2 + 1e-6)).clamp(0, 1)
        hole |= (x - ax - along * dx) ** 2 + (y - ay - along * dy) ** 2 <= widths**2
    return hole


def by_chance(count: int, side: int, square: int, device: torch.device) -> Tensor:
    """Return holes (B, 1, side, side) float, 1 where nothing is.

    Half of them have a square hole of `square` pixels, a quarter rectangles, a quarter strokes; some more.
    """
    kind = torch.rand(count, 1, 1, device=device)
    more = torch.rand(count, 1, 1, device=device)
    hole = rectangles(count, side, (square, square), device) & (kind < 0.5)
    for _ in range(2):
        hole |= rectangles(count, side, (8, square + 16), device) & (kind >= 0.5) & (kind < 0.75)
    for _ in range(2):
        hole |= strokes(count, side, 5, 12, device) & ((kind >= 0.75) | (more < 0.15))
    return hole[:, None].float()
