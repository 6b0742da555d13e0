"""One neuron by hand: it fires when w₁x₁ + w₂x₂ + b > 0, that is when the weighted sum exceeds −b."""

from dataclasses import dataclass

import numpy as np

CORNERS = np.array([(0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0)])
GATES = {"and": (0, 0, 0, 1), "or": (0, 1, 1, 1), "xor": (0, 1, 1, 0)}
"""what each gate answers at the four `CORNERS`"""
LIMIT = 2.0


@dataclass(frozen=True)
class Neuron:
    """Weights and bias, each within ±LIMIT. The threshold is the bias with its sign turned."""

    w1: float = 1.0
    w2: float = 1.0
    b: float = 0.5

    def fires(self, x: np.ndarray) -> np.ndarray:
        """Return 1 or 0 for (n, 2) inputs."""
        return (x @ np.array([self.w1, self.w2]) + self.b > 0).astype(int)

    def right(self, gate: str) -> int:
        """Return at how many of the four corners the neuron answers as the gate does."""
        return int((self.fires(CORNERS) == GATES[gate]).sum())


def write(neuron: Neuron) -> str:
    """Return a neuron as a link holds it: `1,1,-1.5`."""
    return f"{neuron.w1:g},{neuron.w2:g},{neuron.b:g}"


def read(text: str) -> Neuron:
    """Return the neuron of a link, on a raster of 0.05; the first one where it holds none."""
    try:
        values = [float(part) for part in text.split(",")]
    except ValueError:
        values = []
    if len(values) != 3 or not np.isfinite(values).all():
        return Neuron()
    return Neuron(
        *(float(v) for v in np.round(np.clip(np.round(np.array(values) * 20) / 20, -LIMIT, LIMIT), 2))
    )
