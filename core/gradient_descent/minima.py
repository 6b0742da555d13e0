"""Where a landscape is lowest: candidates from a grid, then Newton's method."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

STEP = 1e-5
"""for the differences of gradients"""
STEEP = 1e9
"""what a slope counts that is no number"""
MOST = 8
"""minima told apart, the lowest ones; as many as the palette has colours"""


def find(
    loss: Callable[..., Any], gradient: Callable[..., tuple], view: Sequence[tuple[float, float]]
) -> tuple[tuple[float, ...], ...]:
    """Return the local minima within the view, the lowest first; the functions take one array a parameter."""
    count = 2001 if len(view) == 1 else 161
    axes = np.meshgrid(*(np.linspace(low, high, count) for low, high in view))
    with np.errstate(all="ignore"):
        heights = np.nan_to_num(np.asarray(loss(*axes), float), nan=np.inf, posinf=np.inf)
        spots = np.stack([axis[_lowest_around(heights)] for axis in axes], -1)[:400]
        spots = _polished(gradient, spots)
        values = np.asarray(loss(*spots.T), float)
    low, high = np.array(view).T
    kept: list[np.ndarray] = []
    for spot in spots[np.argsort(values)]:
        inside = ((spot >= low) & (spot <= high)).all()
        if inside and all((np.abs(spot - other) / (high - low)).max() > 2e-3 for other in kept):
            kept.append(spot)
    return tuple(tuple(map(float, spot)) for spot in kept[:MOST])


def _lowest_around(heights: np.ndarray) -> np.ndarray:
    """Tell for each grid point whether it is finite and none of its neighbours is lower."""
    padded, inner = np.pad(heights, 1, constant_values=np.inf), (slice(1, -1),) * heights.ndim
    around = [
        np.roll(padded, [o - 1 for o in offset], tuple(range(heights.ndim)))[inner]
        for offset in np.ndindex(*(3,) * heights.ndim)
    ]
    return np.isfinite(heights) & (heights <= np.min(around, 0))


def _polished(gradient: Callable[..., tuple], spots: np.ndarray, rounds: int = 12) -> np.ndarray:
    """Take (n, d) spots to minima; leave out those that end elsewhere (a saddle, an edge, a flat place)."""

    def slope(at: np.ndarray) -> np.ndarray:
        parts = [np.broadcast_to(part, at.shape[:-1]) for part in gradient(*at.T)]
        return np.nan_to_num(np.stack(parts, -1), nan=STEEP, posinf=STEEP, neginf=-STEEP)

    curves = np.ones(spots.shape)
    for _ in range(rounds):
        moves = STEP * np.eye(spots.shape[1])
        hessian = np.stack([(slope(spots + m) - slope(spots - m)) / (2 * STEP) for m in moves], -1)
        curves, axes = np.linalg.eigh((hessian + np.swapaxes(hessian, -1, -2)) / 2)
        along = np.einsum("nij,ni->nj", axes, slope(spots)) / np.maximum(np.abs(curves), 1e-9)
        spots = spots - np.einsum("nij,nj->ni", axes, np.clip(along, -0.2, 0.2))
    return spots[(np.abs(slope(spots)) < 1e-6).all(-1) & (curves > 1e-7).all(-1)]
