"""The bundled stack of autoencoders and the bundled Boltzmann machine, at work."""

from dataclasses import dataclass

import numpy as np

from core.denoising import rbm
from core.denoising.models import RBM, STACK
from core.denoising.rbm import Rbm
from core.denoising.sizes import SIDE
from core.runtime import engine, registry


@dataclass(frozen=True)
class Chain:
    """A Gibbs chain: chances of the visible units (T, V), hidden units (T, H) of 0 and 1, energies (T,).

    Row t has the visible chances that the hidden units of row t − 1 gave, row 0 the picture it began with.
    The energy is that of the visible units drawn from these chances together with the row's hidden units.
    """

    visible: np.ndarray
    hidden: np.ndarray
    energy: np.ndarray


def stacked(picture: np.ndarray) -> np.ndarray:
    """Return a picture (28, 28) in 0..1 rebuilt from one layer, two, three: (layers, 28, 28)."""
    flat = np.ascontiguousarray(picture, np.float32).reshape(1, -1)
    return engine.predictor(STACK)(flat)[0].reshape(-1, SIDE, SIDE)


def machines() -> list[Rbm]:
    """Return the bundled Boltzmann machine at each of its ages, the youngest first."""
    module = registry.load_model(RBM)
    ages = [part.float().cpu().numpy() for part in (module.weights, module.visible, module.hidden)]
    return [Rbm(*parts) for parts in zip(*ages, strict=True)]


def chain(machine: Rbm, start: np.ndarray, steps: int, seed: int) -> Chain:
    """Return `steps` Gibbs steps from visible chances `start` (V,) in 0..1."""
    rng = np.random.default_rng(seed)
    chances, hidden, energies = [np.asarray(start, np.float32)], [], []
    v = rbm.drawn(chances[0][None], rng)
    for _ in range(steps):
        step = rbm.gibbs(machine, v, rng)
        hidden.append(step.hidden[0])
        energies.append(float(rbm.energy(machine, v, step.hidden)[0]))
        chances.append(step.visible_chance[0])
        v = step.visible
    return Chain(np.array(chances[:-1]), np.array(hidden), np.array(energies))
