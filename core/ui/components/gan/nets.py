"""The pair of networks on its way into the browser, where it answers while a slider still moves."""

import numpy as np

from core.gan.browser_export import Plain
from core.ui.components import packed

_mount = packed.component("gan/nets", "halves", "gan/carrier")


def carry(model: str, nets: dict[str, object]) -> None:
    """Put the networks `nets` of `model` where the page's other exhibits find them; nothing is to be seen.

    It is large, so it is a component of its own, outside fragments, which is sent once.
    """
    _mount(key=f"nets_{model}", data={"model": model, **nets})


def networks(nets: Plain) -> dict[str, object]:
    """Return what `GanNets` in gan_nets.js is made of: all numbers in half precision, and their shapes."""
    side = 4  # of the discriminator's last maps, (channels, 4, 4)
    parts = [
        _maps_last(nets.first.T, 7),
        _maps_last(nets.first_bias[None], 7),
        nets.up.transpose(2, 3, 0, 1),
        nets.up_bias,
        nets.last.transpose(2, 3, 0, 1),
        nets.last_bias,
    ]
    for kernel, bias in zip(nets.kernels, nets.biases, strict=True):
        parts += [kernel.transpose(2, 3, 1, 0), bias]
    parts += [_maps_last(nets.real[None], side), nets.real_bias, _maps_last(nets.of_class.T, side).T]
    numbers = packed.numbers(np.concatenate([part.ravel() for part in parts]), "<f2")
    return {"numbers": numbers, "shapes": [list(part.shape) for part in parts]}


def _maps_last(rows: np.ndarray, side: int) -> np.ndarray:
    """Reorder rows (n, channels · side · side) from channels first to channels last."""
    return rows.reshape(len(rows), -1, side * side).swapaxes(1, 2).reshape(len(rows), -1)
