"""Fréchet distance between two clouds of features, and how evenly samples spread over classes."""

import numpy as np


def distance(a: np.ndarray, b: np.ndarray) -> float:
    """Return the squared Fréchet distance between normal distributions fitted to features (N, d) and (M, d).

    |mean a − mean b|² + tr(A + B − 2 (A^½ B A^½)^½) with the covariances A and B (Dowson & Landau, 1982; on
    Inception's features it is the FID of Heusel et al., 2017). 0 for the same cloud; smaller is more alike.
    """
    mean = a.mean(0) - b.mean(0)
    cov_a, cov_b = np.atleast_2d(np.cov(a, rowvar=False)), np.atleast_2d(np.cov(b, rowvar=False))
    root = square_root(cov_a)
    mixed = np.linalg.eigvalsh(root @ cov_b @ root).clip(0)
    return float(max(0.0, mean @ mean + np.trace(cov_a) + np.trace(cov_b) - 2 * np.sqrt(mixed).sum()))


def square_root(covariance: np.ndarray) -> np.ndarray:
    """Return the symmetric square root of a covariance matrix (d, d)."""
    values, vectors = np.linalg.eigh(covariance)
    return (vectors * np.sqrt(values.clip(0))) @ vectors.T


def evenness(counts: np.ndarray) -> float:
    """Return the entropy of a histogram over its maximum: 1 if all classes are as common, 0 if one is all."""
    share = counts[counts > 0] / counts.sum()
    return float(-(share * np.log(share)).sum() / np.log(len(counts)) + 0.0)
