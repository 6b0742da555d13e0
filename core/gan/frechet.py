"""Fréchet distance between two clouds of features, and how evenly samples spread over classes."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray


@dataclass(frozen=True)
class Cloud:
    """A normal distribution fitted to features: mean (d,) and covariance (d, d)."""

    mean: NDArray[np.float64]
    covariance: NDArray[np.float64]


def fit(features: ArrayLike) -> Cloud:
    """Return the cloud of features (N, d)."""
    rows = np.asarray(features, np.float64)
    return Cloud(rows.mean(0), np.atleast_2d(np.cov(rows, rowvar=False)))


def distance(a: Cloud, b: Cloud) -> float:
    """Return the squared Fréchet distance between two clouds: 0 for the same, smaller is more alike.

    |mean a − mean b|² + tr(A + B − 2 (A^½ B A^½)^½) with the covariances A and B (Dowson & Landau, 1982; on
    Inception's features it is the FID of Heusel et al., 2017).
    """
    apart = a.mean - b.mean
    root = square_root(a.covariance)
    mixed = np.linalg.eigvalsh(root @ b.covariance @ root).clip(0)
    spread = np.trace(a.covariance) + np.trace(b.covariance) - 2 * np.sqrt(mixed).sum()
    return float(max(0.0, apart @ apart + spread))


def square_root(covariance: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the symmetric square root of a covariance matrix (d, d)."""
    values, vectors = np.linalg.eigh(covariance)
    return (vectors * np.sqrt(values.clip(0))) @ vectors.T


def evenness(counts: NDArray[np.integer]) -> float:
    """Return the entropy of a histogram over its maximum: 1 if all classes are as common, 0 if one is all."""
    share = counts[counts > 0] / counts.sum()
    return float(-(share * np.log(share)).sum() / np.log(len(counts)) + 0.0)
