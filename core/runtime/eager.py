"""A network in plain torch: the reference that everything faster is held to, and what remains without it."""

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:  # torch takes seconds to import, and a page that imports this file must not wait for it
    import torch
    from torch import nn

Arrays = tuple[np.ndarray, ...]
Outputs = Any  # an array, or tuples, lists and dicts of arrays, nested as the module nests its tensors


def run(module: "nn.Module", *inputs: np.ndarray, half: bool = False) -> Outputs:
    """Return the outputs of `module` for `inputs`, (B, ...) each, on the device that it is on.

    The arrays are new, and float32 even if `half` lets the GPU calculate in float16 where that is safe.

    Raises: RuntimeError for a shape that does not fit; torch.OutOfMemoryError if the GPU is full.
    """
    import torch
    from torch.utils import _pytree

    device = device_of(module)
    with torch.inference_mode(), torch.autocast(device.type, torch.float16, enabled=half):
        tensors = [_to_device(torch.tensor(as_input(array)), device) for array in inputs]
        outputs = module(*tensors)
    return _pytree.tree_map(_to_numpy, outputs)


def device_of(module: "nn.Module") -> "torch.device":
    """Return the device that the parameters of `module` are on, the CPU if it has none."""
    import torch

    return next((p.device for p in module.parameters()), torch.device("cpu"))


def as_input(array: np.ndarray) -> np.ndarray:
    """Return `array` in one piece of memory, and as float32 if it is of another floating-point type."""
    return np.ascontiguousarray(array, np.float32 if array.dtype.kind == "f" else array.dtype)


def random_like(array: np.ndarray, shape: tuple[int, ...] | None = None) -> np.ndarray:
    """Return normal float32 values of `shape`, by default the array's own; zeros for integers (indices)."""
    shape = array.shape if shape is None else shape
    if array.dtype.kind != "f":
        return np.zeros(shape, array.dtype)
    return np.random.default_rng(0).standard_normal(shape, dtype=np.float32)


def agree(reference: Outputs, candidate: Outputs, tolerance: float) -> bool:
    """Return whether each output differs by at most `tolerance` of the reference's largest absolute value."""
    from torch.utils import _pytree

    wanted, given = _pytree.tree_leaves(reference), _pytree.tree_leaves(candidate)
    return len(wanted) == len(given) and all(
        _close(a, b, tolerance) for a, b in zip(wanted, given, strict=True)
    )


def _close(wanted: np.ndarray, given: np.ndarray, tolerance: float) -> bool:
    if wanted.shape != given.shape:
        return False
    wanted, given = wanted.astype(np.float64), given.astype(np.float64)
    return bool(np.abs(wanted - given).max(initial=0) <= tolerance * (np.abs(wanted).max(initial=0) + 1e-6))


def _to_device(tensor: "torch.Tensor", device: "torch.device") -> "torch.Tensor":
    """Return `tensor` on `device`, on a GPU with the channels last, which its convolutions prefer."""
    import torch

    channels_last = tensor.ndim == 4 and device.type == "cuda"
    return tensor.to(device, memory_format=torch.channels_last if channels_last else torch.preserve_format)


def _to_numpy(tensor: "torch.Tensor") -> np.ndarray:
    """Return a copy, as a module may also give out one of its own buffers."""
    return (tensor.float() if tensor.is_floating_point() else tensor).detach().cpu().numpy().copy()
