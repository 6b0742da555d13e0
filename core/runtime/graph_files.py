"""Networks that come as graphs in files (.onnx, .tflite): OpenVINO reads them, always for the CPU."""

import tempfile
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from core.runtime import eager, memory, specs, weights
from core.runtime.compiled import Graph, settings, vino
from core.runtime.eager import Arrays, Outputs

if TYPE_CHECKING:
    import openvino


class FilePredictor:
    """A file of a network as a function of arrays, compiled on its first call; threads may share it."""

    def __init__(self, name: str, file: str) -> None:
        """Read the network. Raises: KeyError for an unknown name; WeightsUnavailable without the file."""
        memory.prepare_environment()
        self.name, self._file, self._model = name, file, _read(weights.content(name, file), file)
        self._shapes = [port.partial_shape for port in self._model.inputs]
        self._graph: Graph | None = None
        self._compiling = threading.Lock()

    def __call__(self, *inputs: np.ndarray) -> Outputs:
        """Return the output for `inputs`, or a tuple of them in the file's order: new arrays.

        Raises: RuntimeError for a shape that does not fit.
        """
        if self._graph is None:
            with self._compiling:
                if self._graph is None:
                    self._graph = Graph(_compiled(self._model), None, self._again)
                    self._model = None  # the graph has its weights
        try:
            arrays = self._graph.arrays(*map(eager.as_input, inputs))
        except RuntimeError:
            self._graph.compile()  # a shape that does not fit can leave a graph broken for those that do
            raise
        return arrays[0] if len(arrays) == 1 else tuple(arrays)

    def timed(self, *inputs: np.ndarray) -> tuple[Outputs, float]:
        """Return the outputs and the network's time in ms; a first call, which compiles, is not timed."""
        if self._graph is None:
            self(*inputs)
        started = time.perf_counter()
        outputs = self(*inputs)
        return outputs, (time.perf_counter() - started) * 1e3

    def rest(self) -> bool:
        """Give back the room that the next call needs again; return False if somebody is calling."""
        return self._graph is None or self._graph.rest()

    def example(self) -> Arrays:
        """Return zeros for every input; where a size is free, it is that of the model's example."""
        usual = specs.get_spec(self.name).input_shape
        return tuple(np.zeros(_fixed(shape, usual), np.float32) for shape in self._shapes)

    def _again(self) -> "openvino.CompiledModel":
        return _compiled(_read(weights.content(self.name, self._file), self._file))


def _compiled(model: "openvino.Model") -> "openvino.CompiledModel":
    return vino().Core().compile_model(model, "CPU", settings())


def _read(data: bytes, file: str) -> "openvino.Model":
    """Return the network in `data`, by way of a copy of its own: OpenVINO reads .tflite from files only."""
    # What cannot be deleted because it is still mapped (Windows), the system's own cleaning takes.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        path = Path(folder) / file
        path.write_bytes(data)
        return vino().Core().read_model(path)


def _fixed(shape: "openvino.PartialShape", usual: tuple[int, ...]) -> tuple[int, ...]:
    """Return a shape without free sizes: those of `usual`, counted from the last."""
    sizes = list(shape)
    free = [place for place, size in enumerate(sizes) if not size.is_static]
    return tuple(
        usual[place - len(sizes)] if place in free else size.get_length() for place, size in enumerate(sizes)
    )
