"""Count what a network is made of, by sending an empty picture through it.

    python -m core.architectures.layer_counting    writes the tables that pages read

A network is built on torch's "meta" device, which knows shapes and no numbers. What that device imports takes
about 155 MB, so pages read the tables from a file.
"""

import json
from dataclasses import asdict, dataclass
from functools import partial
from itertools import pairwise
from math import prod

import torch
from torch import nn
from torchvision.ops import Permute, StochasticDepth

from core.architectures import fashion_mnist, model_zoo
from core.architectures.historic import Distances, SparseConv2d, Squash, Subsample
from core.architectures.layer_tables import FILE, Layer, Shape

IDLE = (nn.Dropout, nn.Identity, nn.Flatten, StochasticDepth, Permute)
"""what leaves the numbers of a photo as they are when nothing is being learnt"""
WHOLE = (nn.MultiheadAttention, SparseConv2d)
"""what counts as one layer although it is made of several modules"""
KINDS: dict[str, tuple[type[nn.Module], ...]] = {
    "conv": (nn.Conv2d, SparseConv2d),
    "dense": (nn.Linear,),
    "attention": (nn.MultiheadAttention,),
    "norm": (nn.BatchNorm2d, nn.LayerNorm, nn.LocalResponseNorm),
    "pool": (nn.MaxPool2d, nn.AvgPool2d, nn.AdaptiveAvgPool2d, Subsample),
    "bend": (nn.ReLU, nn.ReLU6, nn.GELU, nn.SiLU, nn.Sigmoid, nn.Hardswish, nn.Hardsigmoid, Squash),
    "distance": (Distances,),
}
"""every kind of layer in the family; "loose" is what learns but belongs to none"""


@dataclass
class _Seen:
    name: str
    module: nn.Module
    unit: str
    shape: Shape


def names() -> list[str]:
    """Return the architectures that pages look into."""
    family = [form for member in model_zoo.members().values() for form in member.forms]
    return [*family, *fashion_mnist.NETWORKS]


def count(name: str) -> tuple[Layer, ...]:
    """Return the layers of an architecture of `model_zoo.form`, in the order in which a picture meets them.

    Their parameters add up to those of the module. Raises: KeyError for an unknown name.
    """
    form = model_zoo.form(name)
    with torch.device("meta"):
        return layers_of(form.build().eval(), torch.empty(1, form.channels, form.side, form.side))


def layers_of(network: nn.Module, picture: torch.Tensor) -> tuple[Layer, ...]:
    """Return the layers of `network`, the caller's own, in the order in which `picture` meets them."""
    seen, sizes = _watch(network, picture)
    blocks = [sizes[each.unit] for each in seen]
    stages = _numbered(blocks)
    found = [_layer(each, *at) for each, *at in zip(seen, stages, blocks, strict=True)]
    loose = _loose(network, {id(p) for each in seen for p in each.module.parameters()})
    last = stages[-1] + 1
    return (*found, *(Layer(path, "loose", (), count, 0, last) for path, count in loose))


def _watch(network: nn.Module, picture: torch.Tensor) -> tuple[list[_Seen], dict[str, Shape]]:
    """Send the picture through; return every layer and the output shape of every unit."""
    seen: list[_Seen] = []
    sizes: dict[str, Shape] = {}
    hooks = []

    def note_layer(path: str, unit: str, module: nn.Module, given: tuple, out: object) -> None:
        seen.append(_Seen(path, module, unit, _shape(out)))

    def note_unit(path: str, module: nn.Module, given: tuple, out: object) -> None:
        sizes[path] = _shape(out)

    for path, module, unit in _layers(network):
        hooks.append(module.register_forward_hook(partial(note_layer, path, unit)))
    for unit in {unit for _, _, unit in _layers(network)}:
        hooks.append(network.get_submodule(unit).register_forward_hook(partial(note_unit, unit)))
    network(picture)
    for hook in hooks:
        hook.remove()
    return seen, sizes


def _layers(network: nn.Module) -> list[tuple[str, nn.Module, str]]:
    """Return path and module of each single layer, and the path of the block that it belongs to."""
    found: list[tuple[str, nn.Module, str]] = []

    def descend(path: str, module: nn.Module, unit: str | None) -> None:
        single = isinstance(module, WHOLE) or next(module.children(), None) is None
        if single and not isinstance(module, IDLE):
            found.append((path, module, unit or path))
        elif not single:
            inside = unit or (None if type(module) in (nn.Sequential, nn.ModuleList) else path)
            for name, child in module.named_children():
                descend(f"{path}.{name}", child, inside)

    for name, child in network.named_children():
        descend(name, child, None)
    return found


def _shape(out: object) -> Shape:
    tensor = out[0] if isinstance(out, tuple) else out
    return tuple(tensor.shape[1:])


def _numbered(shapes: list[Shape]) -> list[int]:
    """Number the runs of shapes with the same map size; maps of one place are a list of numbers."""
    sizes = [{3: shape[1:], 2: ("tokens",)}.get(len(shape), (1, 1)) for shape in shapes]
    numbers = [0]
    for before, after in pairwise(sizes):
        numbers.append(numbers[-1] + (before != after))
    return numbers


def _layer(each: _Seen, stage: int, block: Shape) -> Layer:
    module = each.module
    kind = next(kind for kind, types in KINDS.items() if isinstance(module, types))
    own = sum(p.numel() for p in module.parameters())
    facts: dict[str, object] = {}
    if isinstance(module, nn.Conv2d):
        facts = {
            "kernel": module.kernel_size,
            "n_in": module.in_channels,
            "n_out": module.out_channels,
            "groups": module.groups,
        }
    elif isinstance(module, nn.Linear):
        facts = {"kernel": (1, 1), "n_in": module.in_features, "n_out": module.out_features}
    bias = getattr(module, "bias", None) is not None
    return Layer(each.name, kind, each.shape, own, _work(each), stage, block, bias=bias, **facts)


def _work(each: _Seen) -> int:
    """Return the multiply–adds of a layer; additions of biases, bends and pooling are not counted."""
    module, outputs = each.module, prod(each.shape)
    if isinstance(module, nn.Conv2d):
        return outputs * prod(module.kernel_size) * module.in_channels // module.groups
    if isinstance(module, nn.Linear):
        return outputs * module.in_features
    if isinstance(module, nn.MultiheadAttention):
        tokens, width = each.shape  # queries, keys, values and output; the scores and what they weigh
        return 4 * tokens * width**2 + 2 * tokens**2 * width
    if isinstance(module, SparseConv2d):
        return sum(kernel.weight.numel() for kernel in module.kernels) * prod(each.shape[1:])
    if isinstance(module, Distances):
        return module.codes.numel()
    return outputs if isinstance(module, Subsample) else 0


def _loose(network: nn.Module, counted: set[int]) -> list[tuple[str, int]]:
    """Return what learns but is no layer of its own (position codes, scales) or only helps in training."""
    totals: dict[str, int] = {}
    for path, parameter in network.named_parameters():
        if id(parameter) not in counted:
            name = "AuxLogits" if path.startswith("AuxLogits") else path.rpartition(".")[2]
            totals[name] = totals.get(name, 0) + parameter.numel()
    return list(totals.items())


def main() -> None:
    """Write the tables of all architectures."""
    tables = {name: [list(asdict(layer).values()) for layer in count(name)] for name in names()}
    lines = [
        f"{json.dumps(name)}: {json.dumps(rows, separators=(',', ':'))}" for name, rows in tables.items()
    ]
    FILE.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf8")


if __name__ == "__main__":
    main()
