"""The moving average of a network's weights, and weights as they are shipped."""

import copy

import torch
from torch import Tensor, nn

Pairs = tuple[list[Tensor], list[Tensor]]


class Average:
    """The averaged weights of a network, which follow it slowly: a better network than any of its steps."""

    def __init__(self, net: nn.Module, decay: float) -> None:
        """Begin at `net`, which is on its device already; the weight of what was is `decay`."""
        self.net, self.decay = copy.deepcopy(net).eval().requires_grad_(False), decay
        self._pairs = _pairs(self.net, net)

    def follow(self, step: int) -> None:
        """Move towards the network: quickly in the first steps, then by 1 − decay."""
        _move(self._pairs, step, self.decay)


def follow(average: nn.Module, net: nn.Module, step: int, decay: float) -> None:
    """Move the averaged weights towards those of `net`: quickly in the first steps, then by 1 − `decay`."""
    _move(_pairs(average, net), step, decay)


def _pairs(average: nn.Module, net: nn.Module) -> tuple[Pairs, Pairs]:
    """Return the tensors with fractions, ours and theirs, and those without, which are only counted."""
    both = list(zip(average.state_dict().values(), net.state_dict().values(), strict=True))
    kinds = ([pair for pair in both if pair[0].is_floating_point() is kind] for kind in (True, False))
    return tuple(([ours for ours, _ in kind], [theirs for _, theirs in kind]) for kind in kinds)


@torch.no_grad()
def _move(pairs: tuple[Pairs, Pairs], step: int, decay: float) -> None:
    (ours, theirs), (our_counts, their_counts) = pairs
    torch._foreach_lerp_(ours, theirs, 1 - min(decay, (1 + step) / (10 + step)))
    if our_counts:
        torch._foreach_copy_(our_counts, their_counts)


def as_shipped(tensor: Tensor) -> Tensor:
    """Return a copy on the CPU, in half precision if it holds fractions."""
    copied = tensor.detach().to("cpu", copy=True, memory_format=torch.contiguous_format)
    return copied.half() if copied.is_floating_point() else copied


def shipped(net: nn.Module, weights: dict[str, Tensor]) -> nn.Module:
    """Give `net` weights rounded to half precision, as they are shipped; return it ready to be measured."""
    net.load_state_dict({key: as_shipped(tensor) for key, tensor in weights.items()})
    return net.float().eval().requires_grad_(False)
