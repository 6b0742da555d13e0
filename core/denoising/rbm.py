"""A restricted Boltzmann machine of zeros and ones: energy, Gibbs sampling, contrastive divergence.

Energy E(v, h) = −aᵀv − bᵀh − vᵀWh; a pair (v, h) has the probability exp(−E) / Z (Smolensky, 1986;
Hinton, 2002).
"""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Rbm:
    """Weights W (V, H), visible bias a (V,), hidden bias b (H,)."""

    weights: np.ndarray
    visible: np.ndarray
    hidden: np.ndarray


@dataclass(frozen=True)
class Step:
    """One Gibbs step: hidden units (N, H) drawn from their chances, visible ones (N, V) from theirs."""

    hidden_chance: np.ndarray
    hidden: np.ndarray
    visible_chance: np.ndarray
    visible: np.ndarray


def untrained(visible: int, hidden: int, seed: int) -> Rbm:
    """Return a machine with small random weights and no biases."""
    weights = np.random.default_rng(seed).normal(0, 0.01, (visible, hidden)).astype(np.float32)
    return Rbm(weights, np.zeros(visible, np.float32), np.zeros(hidden, np.float32))


def sigmoid(x: np.ndarray) -> np.ndarray:
    """Return 1 / (1 + e^−x), without overflow."""
    return 0.5 * (1 + np.tanh(0.5 * x))


def energy(rbm: Rbm, v: np.ndarray, h: np.ndarray) -> np.ndarray:
    """Return E(v, h) (N,) of visible (N, V) and hidden units (N, H)."""
    return -(v @ rbm.visible) - h @ rbm.hidden - ((v @ rbm.weights) * h).sum(1)


def free_energy(rbm: Rbm, v: np.ndarray) -> np.ndarray:
    """Return F(v) = −log Σ_h exp(−E(v, h)) (N,): the lower, the more probable the picture."""
    return -(v @ rbm.visible) - np.logaddexp(0, rbm.hidden + v @ rbm.weights).sum(1)


def hidden_chance(rbm: Rbm, v: np.ndarray) -> np.ndarray:
    """Return p(h = 1 | v) (N, H)."""
    return sigmoid(rbm.hidden + v @ rbm.weights)


def visible_chance(rbm: Rbm, h: np.ndarray) -> np.ndarray:
    """Return p(v = 1 | h) (N, V)."""
    return sigmoid(rbm.visible + h @ rbm.weights.T)


def drawn(chance: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Return float32 zeros and ones, a one with the given chance."""
    return (rng.random(chance.shape, np.float32) < chance).astype(np.float32)


def gibbs(rbm: Rbm, v: np.ndarray, rng: np.random.Generator) -> Step:
    """Return one Gibbs step from visible units (N, V): all hidden units at once, then all visible ones."""
    up = hidden_chance(rbm, v)
    h = drawn(up, rng)
    down = visible_chance(rbm, h)
    return Step(up, h, down, drawn(down, rng))


def direction(rbm: Rbm, data: np.ndarray, model: np.ndarray) -> Rbm:
    """Return where contrastive divergence goes: mean v h at pictures `data` less that at the model's `model`.

    Both are (N, V). If `model` were samples of the machine itself, this would be the gradient of the mean
    log-likelihood; after one Gibbs step from the data it is CD-1, from chains that are never reset PCD.
    """
    up, down = hidden_chance(rbm, data), hidden_chance(rbm, model)
    weights = data.T @ up / len(data) - model.T @ down / len(model)
    return Rbm(weights, data.mean(0) - model.mean(0), up.mean(0) - down.mean(0))


def moved(rbm: Rbm, towards: Rbm, rate: float, decay: float = 0.0) -> Rbm:
    """Return the machine after a step of size `rate`; `decay` pulls the weights towards 0."""
    return Rbm(
        rbm.weights + rate * (towards.weights - decay * rbm.weights),
        rbm.visible + rate * towards.visible,
        rbm.hidden + rate * towards.hidden,
    )


def rebuilt(rbm: Rbm, v: np.ndarray) -> np.ndarray:
    """Return visible chances (N, V) after going up and down once with chances instead of draws."""
    return visible_chance(rbm, hidden_chance(rbm, v))
