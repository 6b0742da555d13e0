"""The fast way through a network: arrays in, arrays out.

On a CPU OpenVINO compiles the torch module (2 to 8 times as fast as plain torch on the networks here), on a
GPU torch runs it in half precision. Either is compared with plain torch before it is used.
"""

import logging
import threading
import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from core.runtime import compile_cache, device, eager, memory, registry, weights
from core.runtime.compiled import RELATIVE_ERROR_HALF, Compiled
from core.runtime.eager import Outputs
from core.runtime.graph_files import FilePredictor
from core.runtime.resident import Resident

if TYPE_CHECKING:
    from torch import nn

Predict = Callable[..., Outputs]
View = Callable[["nn.Module"], "nn.Module"]

log = logging.getLogger(__name__)


class DeviceFull(MemoryError):
    """The GPU has no memory left for this input, even after what was cached has been given back.

    `code` and `facts` fill the sentence that a page shows.
    """

    code = "device_full"
    facts: ClassVar[dict[str, object]] = {}


class Predictor:
    """A registered network as a function of arrays, compiled on its first call; threads may share it."""

    def __init__(self, name: str, where: str, view: View | None = None) -> None:
        """Find the network `name` as it was compiled before, else load it; `where` is the device.

        Raises: KeyError for an unknown name; WeightsUnavailable if its file is neither here nor to be had.
        """
        self.name, self._view = name, view
        self._compiling = threading.Lock()
        spec = registry.get_spec(name)
        file, self._half = spec.weights, spec.half
        keep = where == "cpu" and file.kind != "untrained"
        self._fingerprint = file.sha256 + (view.__qualname__ if view else "") if keep else None
        # On a GPU the module itself computes; elsewhere what it is compiled to does, and it need not stay.
        self._load = partial(_viewed, name, view, where != "cpu")
        self._predict = self._restored()
        if self._predict is None:
            self._module = self._load()

    def __call__(self, *inputs: np.ndarray) -> Outputs:
        """Return the outputs for `inputs`, (B, ...) each: new arrays, nested as the module nests its tensors.

        Raises: DeviceFull if the GPU's memory does not suffice; RuntimeError for a shape that does not fit.
        """
        if self._predict is None:
            with self._compiling:
                if self._predict is None:
                    how = {"name": self.name, "half": self._half, "load": self._load}
                    self._predict = compile_module(self._module, *inputs, **how)
                    self._module = None
                    self._keep()
        return self._predict(*inputs)

    def timed(self, *inputs: np.ndarray) -> tuple[Outputs, float]:
        """Return the outputs and the network's time in ms; a first call, which compiles, is not timed."""
        if self._predict is None:
            self(*inputs)
        started = time.perf_counter()
        outputs = self._predict(*inputs)
        return outputs, (time.perf_counter() - started) * 1e3

    def rest(self) -> bool:
        """Give back the room that the next call needs again; return False if somebody is calling."""
        return not isinstance(self._predict, Compiled) or self._predict.rest()

    def _restored(self) -> Predict | None:
        if self._fingerprint is None or compile_cache.read(self._fingerprint) is None:
            return None
        weights.resolve(
            self.name
        )  # what was kept answers for a file that is here and whole, and for no other
        memory.prepare_environment()
        try:
            return Compiled.restored(self._exported, self._load, self._half)
        except Exception as error:  # whatever the library has against it, it can be made again
            log.info("%s is compiled again: %s", self.name, type(error).__name__)
            return None

    def _exported(self) -> bytes:
        return compile_cache.read(self._fingerprint) or b""

    def _keep(self) -> None:
        exported = self._predict.exported() if isinstance(self._predict, Compiled) else None
        if self._fingerprint and exported:
            compile_cache.write(self._fingerprint, exported)


_predictors: "Resident[tuple, Predictor | FilePredictor]" = Resident()


def predictor(name: str, view: View | None = None, file: str | None = None) -> Predictor | FilePredictor:
    """Return the registered network `name` as a fast function of arrays, one a process and device.

    `view` makes another network out of it, such as one that ends earlier, and leaves the given one as it is.
    A model that is no torch module has a network in each of its files: `file` names one, else the first.

    Raises: KeyError for an unknown name; WeightsUnavailable if its file is neither here nor to be had.
    """
    spec = registry.get_spec(name)
    graph = spec.build is None
    key = (name, file or spec.weights.file) if graph else (name, device.name_of_choice(), view)
    return _predictors.get(key, lambda: (FilePredictor if graph else Predictor)(*key))


def in_parts(run: Callable[[np.ndarray], np.ndarray], batch: np.ndarray, most: int = 8) -> np.ndarray:
    """Return `run(batch)` (B, ...) of a batch (B, ...), asked for at most `most` at a time.

    A compiled network keeps room for the largest batch it has seen, and is hardly faster with it.
    """
    return np.concatenate([run(part) for part in np.array_split(batch, -(-len(batch) // most))])


def _viewed(name: str, view: View | None, keep: bool) -> "nn.Module":
    module = registry.load_model(name, keep)
    return view(module) if view else module


def measure(name: str, rounds: int = 10) -> float:
    """Return the median time in ms of one example through the registered network `name`, all its files.

    Raises: KeyError for an unknown name; WeightsUnavailable if its file is neither here nor to be had.
    """
    spec = registry.get_spec(name)
    if spec.build is None:
        runs = [predictor(name, file=file.file) for file in spec.weights.files]
        return sum(_median_ms(run, run.example(), rounds) for run in runs)
    shapes = (spec.input_shape, *spec.more_inputs)
    return _median_ms(predictor(name), tuple(np.zeros((1, *shape), np.float32) for shape in shapes), rounds)


def _median_ms(run: Predict, example: eager.Arrays, rounds: int) -> float:
    run(*example)  # loads and compiles
    times = []
    for _ in range(rounds):
        started = time.perf_counter()
        run(*example)
        times.append(time.perf_counter() - started)
    return float(np.median(times)) * 1e3


def compile_module(
    module: "nn.Module",
    *example: np.ndarray,
    name: str = "network",
    half: bool = False,
    load: Callable[[], "nn.Module"] | None = None,
) -> Predict:
    """Return `module`, which is in eval mode and does not change any more, as a fast function of arrays.

    `example` are inputs of the shapes to expect; only their shapes and types matter. If the network allows,
    any batch size and, for pictures (B, C, H, W), any height and width can follow; else the first call with a
    new shape takes as long as this one, about a second. `half` lets a CPU compute in bfloat16, too. A module
    that `load` gives again need not stay in memory.
    """
    memory.prepare_environment()
    if eager.device_of(module).type != "cpu":
        return partial(_on_gpu, module, _half_is_close(module, example))
    began = time.perf_counter()
    try:
        predict = Compiled.of(module, example, half, load)
    except Exception as error:  # whatever the compiler stumbles over, plain torch still works
        reason = str(error).partition("\n")[0][:200]
        log.warning("%s runs in plain torch: %s: %s", name, type(error).__name__, reason)
        return partial(eager.run, module)
    log.info("Compiled %s in %.1f s", name, time.perf_counter() - began)
    return predict


def _half_is_close(module: "nn.Module", example: eager.Arrays) -> bool:
    """Return whether half precision may be used. Trying it also warms the GPU up. MPS stays at float32."""
    if eager.device_of(module).type != "cuda":
        return False
    inputs = [eager.random_like(array) for array in example]
    full, half = (_on_gpu(module, precision, *inputs) for precision in (False, True))
    return eager.agree(full, half, RELATIVE_ERROR_HALF)


def _on_gpu(module: "nn.Module", half: bool, *inputs: np.ndarray) -> Outputs:
    import torch

    try:
        return eager.run(module, *inputs, half=half)
    except torch.OutOfMemoryError:
        pass  # to try again in here would keep the first try's tensors alive, by way of the exception
    torch.cuda.empty_cache()
    try:
        return eager.run(module, *inputs, half=half)
    except torch.OutOfMemoryError as error:
        raise DeviceFull(str(error)) from None
