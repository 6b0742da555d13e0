"""What a classifier makes of a photo layer by layer, without a trace on the network that everybody shares."""

import copy
from collections.abc import Iterator
from functools import partial
from math import isqrt

from torch import Tensor, nn

ACTIVATIONS = "torch.nn.modules.activation"


def private_copy(module: nn.Module) -> nn.Module:
    """Return modules of one's own around the same parameters: hooks on them are nobody else's.

    Copying ResNet-152 this way takes milliseconds and no memory to speak of.
    """
    shared = {id(tensor): tensor for tensor in (*module.parameters(), *module.buffers())}
    return copy.deepcopy(module, shared)


def steps(module: nn.Module, path: str = "") -> Iterator[tuple[str, nn.Module]]:
    """Yield name and module of each block of layers, and of each activation between single layers.

    Convolutions, normalisations and poolings by themselves are left out: what follows them shows the same.
    Of a vision transformer come the tokens as they enter each block: behind the last block only the class
    token is read, so the gradient of all others is zero there.
    """
    from torchvision.models import VisionTransformer

    if isinstance(module, VisionTransformer):
        for name, block in module.encoder.layers.named_children():
            yield f"encoder.layers.{name}.ln_1", block.ln_1
        return
    for name, child in module.named_children():
        if type(child) in (nn.Sequential, nn.ModuleList):
            yield from steps(child, f"{path}{name}.")
        elif next(child.children(), None) is not None or type(child).__module__ == ACTIVATIONS:
            yield path + name, child


def catch(module: nn.Module, x: Tensor) -> tuple[Tensor, list[tuple[str, Tensor]]]:
    """Return the logits (1, classes) of `x` (1, 3, H, W), and name and output of each step, in their order.

    Outputs are maps (1, C, h, w) or tokens (1, 1 + h·w, C), both with several places.
    """
    caught: list[tuple[str, Tensor]] = []

    def keep(name: str, _module: nn.Module, _inputs: object, output: object) -> None:
        if isinstance(output, Tensor) and output.ndim in (3, 4) and as_maps(output)[0, 0].numel() > 1:
            caught.append((name, output))

    mine = private_copy(module)
    for name, step in steps(mine):
        step.register_forward_hook(partial(keep, name))
    return mine(x), caught


def as_maps(output: Tensor) -> Tensor:
    """Return maps (B, C, h, w) as they are, and tokens (B, 1 + h², C) without the first as (B, C, h, h)."""
    if output.ndim == 4:
        return output
    side = isqrt(output.shape[1] - 1)
    return output[:, 1:].transpose(1, 2).unflatten(2, (side, side))


def stages(sizes: list[tuple[int, int]], most: int = 4) -> list[int]:
    """Return the index of the last layer of each size, as a feature pyramid takes them (Lin et al., 2017).

    Where all sizes are the same (a transformer's), `most` layers at even distances.
    """
    last = [i for i, size in enumerate(sizes) if i + 1 == len(sizes) or sizes[i + 1] != size]
    if len(last) > 1 or len(sizes) <= most:
        return last
    return [(i + 1) * len(sizes) // most - 1 for i in range(most)]
