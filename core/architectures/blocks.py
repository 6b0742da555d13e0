"""The block that made each network: what follows what, with real channels, to be drawn and counted.

A block is a row of steps, a step an operation or a split into branches that join again. Batch normalisation
and bend behind every convolution are left out where they would only lengthen the drawing. Weights are those
of the connections, without biases and normalisation.
"""

from dataclasses import dataclass

Block = tuple["Op | Split", ...]

KINDS = ("conv", "depthwise", "dense", "attention", "bend", "norm", "pool", "average")


@dataclass(frozen=True)
class Op:
    """One operation: `label` is its size or its proper name, the same in every language.

    `new` marks what the block is remembered for.
    """

    kind: str
    label: str
    n_in: int
    n_out: int
    weights: int = 0
    new: bool = False


@dataclass(frozen=True)
class Split:
    """Branches that get the same maps (or equal parts of them) and join again; an empty one is a shortcut."""

    branches: tuple[Block, ...]
    join: str
    n_in: int
    n_out: int
    new: bool = False


def conv(size: str, n_in: int, n_out: int, new: bool = False) -> Op:
    """Return a convolution with a window such as "3×3"."""
    height, width = map(int, size.split("×"))
    return Op("conv", size, n_in, n_out, height * width * n_in * n_out, new)


def depthwise(size: int, channels: int, new: bool = False) -> Op:
    """Return a convolution that treats each channel by itself."""
    return Op("depthwise", f"{size}×{size}", channels, channels, size * size * channels, new)


def dense(n_in: int, n_out: int, new: bool = False) -> Op:
    """Return a layer in which every output sees every input."""
    return Op("dense", "", n_in, n_out, n_in * n_out, new)


def same(kind: str, label: str, channels: int, new: bool = False) -> Op:
    """Return an operation that learns no connections and keeps the channels."""
    return Op(kind, label, channels, channels, 0, new)


def _gate(channels: int, squeezed: int, bend: str, squash: str, new: bool = False) -> Split:
    """Return squeeze-and-excitation: look at the whole picture, then weigh each channel."""
    side = (
        same("average", "", channels, new),
        dense(channels, squeezed, new),
        same("bend", bend, squeezed),
        dense(squeezed, channels, new),
        same("bend", squash, channels, new),
    )
    return Split(((), side), "multiply", channels, channels, new)


LENET = (conv("5×5", 1, 6, True), same("bend", "tanh", 6), same("pool", "2×2", 6, True))

_HALF = (conv("5×5", 48, 128), same("bend", "ReLU", 128, True), same("pool", "3×3", 128))
HALVES = (Split((_HALF, _HALF), "concat", 96, 256, True),)

STACK = (
    conv("3×3", 64, 128, True),
    same("bend", "ReLU", 128),
    conv("3×3", 128, 128, True),
    same("bend", "ReLU", 128),
    same("pool", "2×2", 128),
)

INCEPTION = (
    Split(
        (
            (conv("1×1", 192, 64),),
            (conv("1×1", 192, 96, True), conv("3×3", 96, 128)),
            (conv("1×1", 192, 16, True), conv("5×5", 16, 32)),
            (same("pool", "3×3", 192), conv("1×1", 192, 32, True)),
        ),
        "concat",
        192,
        256,
        True,
    ),
)

FACTORISED = (
    Split(
        (
            (conv("1×1", 768, 192),),
            (conv("1×1", 768, 128), conv("1×7", 128, 128, True), conv("7×1", 128, 192, True)),
            (
                conv("1×1", 768, 128),
                conv("7×1", 128, 128, True),
                conv("1×7", 128, 128, True),
                conv("7×1", 128, 128, True),
                conv("1×7", 128, 192, True),
            ),
            (same("pool", "3×3", 768), conv("1×1", 768, 192)),
        ),
        "concat",
        768,
        768,
    ),
)

RESIDUAL = (
    Split(
        (
            (
                conv("3×3", 64, 64),
                same("norm", "BatchNorm", 64),
                same("bend", "ReLU", 64),
                conv("3×3", 64, 64),
                same("norm", "BatchNorm", 64),
            ),
            (),
        ),
        "add",
        64,
        64,
        True,
    ),
    same("bend", "ReLU", 64),
)

_NARROW = (
    conv("1×1", 256, 64, True),
    same("bend", "ReLU", 64),
    conv("3×3", 64, 64),
    same("bend", "ReLU", 64),
    conv("1×1", 64, 256, True),
)
BOTTLENECK = (Split((_NARROW, ()), "add", 256, 256), same("bend", "ReLU", 256))

GATE = (
    Split(((*_NARROW, _gate(256, 16, "ReLU", "sigmoid", True)), ()), "add", 256, 256),
    same("bend", "ReLU", 256),
)

INVERTED = (
    Split(
        (
            (
                conv("1×1", 40, 120, True),
                same("bend", "ReLU", 120),
                depthwise(5, 120, True),
                same("bend", "ReLU", 120),
                _gate(120, 32, "ReLU", "hard sigmoid"),
                conv("1×1", 120, 40, True),
            ),
            (),
        ),
        "add",
        40,
        40,
    ),
)

SCALED = (
    Split(
        (
            (
                conv("1×1", 24, 144),
                same("bend", "SiLU", 144),
                depthwise(3, 144),
                same("bend", "SiLU", 144),
                _gate(144, 6, "SiLU", "sigmoid"),
                conv("1×1", 144, 24),
            ),
            (),
        ),
        "add",
        24,
        24,
    ),
)

LITE = (
    Split(
        (
            (
                conv("1×1", 24, 144),
                same("bend", "ReLU6", 144, True),
                depthwise(3, 144),
                same("bend", "ReLU6", 144, True),
                conv("1×1", 144, 24),
            ),
            (),
        ),
        "add",
        24,
        24,
    ),
)

CONVNEXT = (
    Split(
        (
            (
                depthwise(7, 96, True),
                same("norm", "LayerNorm", 96, True),
                dense(96, 384),
                same("bend", "GELU", 384, True),
                dense(384, 96),
            ),
            (),
        ),
        "add",
        96,
        96,
    ),
)

TRANSFORMER = (
    Split(
        ((same("norm", "LayerNorm", 768), Op("attention", "", 768, 768, 4 * 768 * 768, True)), ()),
        "add",
        768,
        768,
    ),
    Split(
        (
            (
                same("norm", "LayerNorm", 768),
                dense(768, 3072),
                same("bend", "GELU", 3072),
                dense(3072, 768),
            ),
            (),
        ),
        "add",
        768,
        768,
    ),
)

BLOCKS: dict[str, Block] = {
    "lenet": LENET,
    "halves": HALVES,
    "stack": STACK,
    "inception": INCEPTION,
    "factorised": FACTORISED,
    "residual": RESIDUAL,
    "bottleneck": BOTTLENECK,
    "gate": GATE,
    "inverted": INVERTED,
    "scaled": SCALED,
    "lite": LITE,
    "convnext": CONVNEXT,
    "transformer": TRANSFORMER,
}


def operations(block: Block) -> tuple[Op, ...]:
    """Return all operations of a block, branch by branch."""
    found: list[Op] = []
    for step in block:
        if isinstance(step, Op):
            found.append(step)
        else:
            found += [op for branch in step.branches for op in operations(branch)]
    return tuple(found)


def weights(block: Block) -> int:
    """Return how many weights a block's connections have."""
    return sum(op.weights for op in operations(block))
