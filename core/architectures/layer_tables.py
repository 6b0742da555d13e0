"""What a network is made of: every layer's output shape, parameters and multiply–adds, without its weights.

`layer_counting` counts them and writes them to the file that is read here.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path

Shape = tuple[int, ...]

FILE = Path(__file__).with_name("layer_tables.json")
"""by architecture a list of layers, each a list of what `Layer` has, in its order"""


@dataclass(frozen=True)
class Layer:
    """One layer of a network as it answers for one picture.

    `shape` is that of its output without the batch, channels first (tokens: count, width), () for what is
    used in training only, and `block_shape` that of the block of layers that it belongs to. `multiply_adds`
    counts one multiplication with its addition; `stage` numbers the stretches of blocks whose maps are equal.
    Of a convolution or a dense layer `kernel` is (height, width), else ().
    """

    name: str
    kind: str
    shape: Shape
    parameters: int
    multiply_adds: int
    stage: int
    block_shape: Shape = ()
    kernel: Shape = ()
    n_in: int = 0
    n_out: int = 0
    groups: int = 1
    bias: bool = False

    @property
    def countable(self) -> bool:
        """Tell whether the formulas for convolutions and dense layers give its numbers."""
        return bool(self.kernel)

    @property
    def places(self) -> Shape:
        """At how many places it is applied: height and width of its maps, the number of tokens, or ()."""
        return self.shape[1:] if self.kind == "conv" else self.shape[:-1]


@dataclass(frozen=True)
class Stage:
    """A stretch of layers whose maps have one size; `shape` is what comes out at its end."""

    layers: tuple[Layer, ...]
    shape: Shape

    @property
    def parameters(self) -> int:
        """The numbers that its layers learn."""
        return sum(layer.parameters for layer in self.layers)

    @property
    def multiply_adds(self) -> int:
        """The work of its layers for one picture."""
        return sum(layer.multiply_adds for layer in self.layers)


@cache
def table(name: str) -> tuple[Layer, ...]:
    """Return the layers of an architecture of `model_zoo.form`, in the order in which a picture meets them.

    Their parameters add up to those of the module. Raises: KeyError for an unknown name.
    """
    return tuple(Layer(*(tuple(v) if isinstance(v, list) else v for v in row)) for row in _rows()[name])


@cache
def _rows() -> dict[str, list[list]]:
    return json.loads(FILE.read_text(encoding="utf8"))


def stages(layers: Iterable[Layer]) -> tuple[Stage, ...]:
    """Return the layers by stage."""
    grouped = [tuple(run) for _, run in groupby(layers, lambda layer: layer.stage)]
    return tuple(Stage(run, run[-1].block_shape) for run in grouped)
