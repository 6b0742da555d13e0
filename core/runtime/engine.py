"""The fast way through a network: arrays in, arrays out.

On a CPU the torch module is compiled by OpenVINO (2 to 8 times as fast as plain torch on the networks here),
on a GPU it runs in half precision. Either is compared with plain torch before it is used, and plain torch is
what remains where neither works.
"""

import logging
import threading
import time
import warnings
from collections import OrderedDict, deque
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from core.runtime import memory

if TYPE_CHECKING:  # torch takes seconds to import, and a page that imports this file must not wait for it
    import torch
    from torch import nn

Outputs = Any  # an array, or a tuple or dict of arrays, nested as the network nests its tensors
Predict = Callable[..., Outputs]
Arrays = tuple[np.ndarray, ...]

RELATIVE_ERROR = 1e-4  # of a compiled float32 network, of the largest number in each output
RELATIVE_ERROR_HALF = 2e-2  # of half precision on a GPU
FIXED_SHAPES = 4  # compiled networks kept for a network that has to be compiled for each input shape

log = logging.getLogger(__name__)


class DeviceFull(MemoryError):
    """The device has no memory left for this input, even after what was cached has been given back."""


class Predictor:
    """A network as a function of arrays, compiled on its first call; any number of threads may share it."""

    def __init__(self, module: "nn.Module", name: str = "network") -> None:
        self.name = name
        self._module = module
        self._predict: Predict | None = None
        self._compiling = threading.Lock()

    def __call__(self, *inputs: np.ndarray) -> Outputs:
        """Return the network's outputs for `inputs`, (B, ...) each: new arrays, nested as the module nests them.

        Raises: DeviceFull if the GPU's memory does not suffice; RuntimeError for a shape that does not fit.
        """
        if self._predict is None:
            with self._compiling:
                if self._predict is None:
                    self._predict = compile_module(self._module, *inputs, name=self.name)
        return self._predict(*inputs)


_predictors: dict[tuple[str, str], Predictor] = {}
_loading = threading.Lock()


def predictor(name: str) -> Predictor:
    """Return the registered network `name` as a fast callable, one a process and device.

    Raises: KeyError for an unknown name; WeightsUnavailable if its file is neither here nor to be had.
    """
    from core.runtime import device, registry

    key = name, str(device.pick_device())
    with _loading:
        if key not in _predictors:
            _predictors[key] = Predictor(registry.load_model(name), name)
        return _predictors[key]


def compile_module(module: "nn.Module", *example: np.ndarray, name: str = "network") -> Predict:
    """Return `module`, which must be in eval mode and not change any more, as a fast function of arrays.

    `example` are inputs of the shapes that are expected; only their shapes and types matter. If the network
    allows, any batch size and, for pictures (B, C, H, W), any height and width can follow; else each new shape
    is compiled.
    """
    memory.prepare_environment()
    import torch

    device = next(module.parameters(), torch.empty(0)).device
    if device.type != "cpu":
        return partial(_on_gpu, module, device, _half_is_good_enough(module, device, example))
    began = time.perf_counter()
    try:
        predict = _Compiled(module, example)
    except (
        Exception
    ) as error:  # whatever the compiler stumbles over, the answer is the same: go on without it
        log.warning("%s runs in plain torch, as it could not be compiled: %s", name, error)
        return partial(eager, module)
    log.info("Compiled %s in %.1f s", name, time.perf_counter() - began)
    return predict


def eager(module: "nn.Module", *inputs: np.ndarray) -> Outputs:
    """Return what `module` gives in plain torch, on the device it is on: what everything faster is held to."""
    import torch

    device = next(module.parameters(), torch.empty(0)).device
    return _run_torch(module, device, half=False, inputs=inputs)


class _Compiled:
    """A network in OpenVINO: one graph for all shapes if that gives torch's answers, else one a shape."""

    def __init__(self, module: "nn.Module", example: Arrays) -> None:
        self._module = module
        graph = _Graph(module, example)
        if not graph.agrees_with(module, example):
            raise ValueError("the compiled network's answers differ from torch's")
        self._any_shape = graph if _agrees_at_other_shapes(graph, module, example) else None
        self._by_shape: OrderedDict[tuple, _Graph] = OrderedDict({_shapes(example): graph})
        self._compiling = threading.Lock()

    def __call__(self, *inputs: np.ndarray) -> Outputs:
        arrays = tuple(_as_input(array) for array in inputs)
        return (self._any_shape or self._graph_for(arrays))(*arrays)

    def _graph_for(self, inputs: Arrays) -> "_Graph":
        shape = _shapes(inputs)
        with self._compiling:
            if shape not in self._by_shape:
                self._by_shape[shape] = _Graph(self._module, inputs)
                if len(self._by_shape) > FIXED_SHAPES:
                    self._by_shape.popitem(last=False)
            self._by_shape.move_to_end(shape)
            return self._by_shape[shape]


class _Graph:
    """One compiled graph and the idle requests to run it with, as a request serves one thread at a time."""

    def __init__(self, module: "nn.Module", example: Arrays) -> None:
        import openvino
        import torch
        from torch.utils import _pytree

        tensors = tuple(torch.tensor(_as_input(array)) for array in example)
        with torch.inference_mode(), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # on tracing as such; agrees_with finds what a trace may get wrong
            self._nesting = _pytree.tree_structure(module(*tensors))
            # OpenVINO can trace by itself, but takes twice as long, as it runs the trace again to check it.
            traced = torch.jit.trace(module, tensors, check_trace=False, strict=False)
            model = openvino.convert_model(traced, example_input=tensors)
        # float32: on a CPU with bfloat16 OpenVINO would use that by itself, and its answers differ.
        settings = {"PERFORMANCE_HINT": "LATENCY", "INFERENCE_PRECISION_HINT": "f32"}
        self._compiled = openvino.Core().compile_model(model, "CPU", settings)
        self._idle = deque([self._compiled.create_infer_request()])

    def __call__(self, *inputs: np.ndarray) -> Outputs:
        from torch.utils import _pytree

        try:
            request = self._idle.pop()
        except IndexError:
            request = self._compiled.create_infer_request()
        outputs = request.infer(list(inputs), share_outputs=False)  # copies, as the request reuses its buffers
        arrays = [outputs[i] for i in range(len(self._compiled.outputs))]
        self._idle.append(request)
        return _pytree.tree_unflatten(arrays, self._nesting)

    def agrees_with(self, module: "nn.Module", example: Arrays) -> bool:
        """Return whether random inputs of the shapes in `example` give the same outputs here and in torch."""
        inputs = _random_like(example)
        return _agree(eager(module, *inputs), self(*inputs), RELATIVE_ERROR)


def _agrees_at_other_shapes(graph: _Graph, module: "nn.Module", example: Arrays) -> bool:
    """Return whether `graph`, made from one shape, is right at another too, if torch itself takes another.

    A trace turns into constants what Python computes from a shape, such as the anchors of a detector.
    """
    for other in (_smaller_picture, _one_more):
        inputs = tuple(other(array) for array in example)
        try:
            reference = eager(module, *inputs)
        except RuntimeError:  # this network wants its own shape
            continue
        try:
            return _agree(reference, graph(*inputs), RELATIVE_ERROR)
        except RuntimeError:
            return False
    return False


def _one_more(array: np.ndarray) -> np.ndarray:
    """Return random values for a batch one larger."""
    return _random(array, (array.shape[0] + 1, *array.shape[1:]))


def _smaller_picture(array: np.ndarray) -> np.ndarray:
    """Return random values for a batch one larger of about half the height and width, multiples of 32."""
    if array.ndim != 4:
        return _one_more(array)
    batch, channels, height, width = array.shape
    return _random(array, (batch + 1, channels, max(32, height // 64 * 32), max(32, width // 64 * 32) + 32))


def _random_like(arrays: Arrays) -> Arrays:
    return tuple(_random(array, array.shape) for array in arrays)


def _random(array: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    """Return standard normal values of `shape`, or zeros if `array` holds indices rather than quantities."""
    if array.dtype.kind != "f":
        return np.zeros(shape, array.dtype)
    return np.random.default_rng(0).standard_normal(shape, dtype=np.float32)


def _agree(reference: Outputs, candidate: Outputs, tolerance: float) -> bool:
    """Return whether each output differs by at most `tolerance` of the reference's largest absolute value."""
    from torch.utils import _pytree

    def close(a: np.ndarray, b: np.ndarray) -> bool:
        if a.shape != b.shape:
            return False
        a, b = a.astype(np.float64), b.astype(np.float64)
        return bool(np.abs(a - b).max(initial=0) <= tolerance * (np.abs(a).max(initial=0) + 1e-6))

    wanted, given = _pytree.tree_leaves(reference), _pytree.tree_leaves(candidate)
    return len(wanted) == len(given) and all(map(close, wanted, given))


def _half_is_good_enough(module: "nn.Module", device: "torch.device", example: Arrays) -> bool:
    """Return whether half precision may be used. Trying it also warms the GPU up. MPS stays at float32."""
    if device.type != "cuda":
        return False
    inputs = _random_like(example)
    full, half = (_on_gpu(module, device, precision, *inputs) for precision in (False, True))
    return _agree(full, half, RELATIVE_ERROR_HALF)


def _on_gpu(module: "nn.Module", device: "torch.device", half: bool, *inputs: np.ndarray) -> Outputs:
    import torch

    try:
        return _run_torch(module, device, half, inputs)
    except torch.OutOfMemoryError:
        pass  # to retry in here would keep the first try's tensors alive through the exception
    torch.cuda.empty_cache()
    try:
        return _run_torch(module, device, half, inputs)
    except torch.OutOfMemoryError as error:
        raise DeviceFull(str(error)) from None


def _run_torch(module: "nn.Module", device: "torch.device", half: bool, inputs: Arrays) -> Outputs:
    import torch
    from torch.utils import _pytree

    with torch.inference_mode(), torch.autocast(device.type, torch.float16, enabled=half):
        tensors = [_to_device(torch.tensor(_as_input(array)), device) for array in inputs]
        outputs = module(*tensors)
    return _pytree.tree_map(_to_numpy, outputs)


def _to_device(tensor: "torch.Tensor", device: "torch.device") -> "torch.Tensor":
    """Return `tensor` on `device`, on a GPU with the channels last, which its convolutions prefer."""
    import torch

    layout = torch.channels_last if tensor.ndim == 4 and device.type == "cuda" else torch.preserve_format
    return tensor.to(device, memory_format=layout)


def _to_numpy(tensor: "torch.Tensor") -> np.ndarray:
    return (tensor.float() if tensor.is_floating_point() else tensor).detach().cpu().numpy().copy()


def _as_input(array: np.ndarray) -> np.ndarray:
    """Return `array` in one piece of memory, float64 and float16 as float32."""
    return np.ascontiguousarray(array, np.float32 if array.dtype.kind == "f" else array.dtype)


def _shapes(arrays: Arrays) -> tuple[tuple[int, ...], ...]:
    return tuple(array.shape for array in arrays)
