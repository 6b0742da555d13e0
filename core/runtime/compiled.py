"""A torch network compiled for the CPU by OpenVINO, held to torch's own answers before it is used."""

import ast
import threading
import warnings
from collections import OrderedDict, deque
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from types import ModuleType
from typing import TYPE_CHECKING

import numpy as np

from core.runtime import eager
from core.runtime.eager import Arrays, Outputs

if TYPE_CHECKING:
    import openvino
    from torch import nn

RELATIVE_ERROR = 1e-4  # allowed, of the largest number in each output
RELATIVE_ERROR_HALF = 2e-2  # the same in half precision
FIXED_SHAPES = 4  # graphs kept for a network that needs one for each input shape

_first_use = threading.Lock()


def vino() -> ModuleType:
    """Return OpenVINO, ready for many threads.

    What carries arrays over to it is made by the first that needs it; two threads at once wait for each other
    for ever there, one for Python's lock and one for the library's own.
    """
    with _first_use:
        import openvino

        _ = openvino.Tensor(np.zeros(1, np.float32)).data
    return openvino


def settings(half: bool = False) -> dict[str, str]:
    """Return how OpenVINO is to compile: one call uses all cores, and numbers stay float32.

    Left alone, it takes bfloat16 wherever the CPU has it, and answers change. Where that does no harm `half`
    allows it, if the CPU multiplies in it by itself.
    """
    able = half and "BF16" in vino().Core().get_property("CPU", "OPTIMIZATION_CAPABILITIES")
    return {"PERFORMANCE_HINT": "LATENCY", "INFERENCE_PRECISION_HINT": "bf16" if able else "f32"}


class Compiled:
    """A network as one graph for all shapes, if that gives torch's answers, else as one graph a shape.

    The torch module is not held: `load` gives it, anew perhaps, for a shape that does not fit.
    """

    def __init__(self, any_shape: "Graph | None", load: Callable[[], "nn.Module"], half: bool) -> None:
        """Take a graph that is right at any shape, or None, and how to come by the torch module."""
        self._any_shape, self._load, self._half = any_shape, load, half
        self._by_shape: OrderedDict[tuple, Graph] = OrderedDict()
        self._compiling = threading.Lock()

    @classmethod
    def of(
        cls,
        module: "nn.Module",
        example: Arrays,
        half: bool = False,
        load: Callable[[], "nn.Module"] | None = None,
    ) -> "Compiled":
        """Compile `module` for inputs like `example`, of which only the shapes and types are used.

        With `half` it may compute in bfloat16, where that is near enough to torch. `load` gives the module
        again, which is then not held here.

        Raises: ImportError without OpenVINO; ValueError if the answers differ; what the conversion raises.
        """
        load = load or (lambda: module)
        allowed = RELATIVE_ERROR_HALF if half else RELATIVE_ERROR
        graph = Graph.of(module, load, example, half)
        inputs = [eager.random_like(array) for array in example]
        if not eager.agree(eager.run(module, *inputs), graph(*inputs), allowed):
            if half:
                return cls.of(module, example, load=load)
            raise ValueError("the compiled network's answers differ from torch's")
        any_shape = graph if _takes_other_shapes(graph, module, example, allowed) else None
        return cls(any_shape, load, half)

    @classmethod
    def restored(
        cls, read: Callable[[], bytes], load: Callable[[], "nn.Module"], half: bool = False
    ) -> "Compiled":
        """Return what was `exported` and `read` gives back, without torch; `load` is for other shapes.

        Raises: ImportError without OpenVINO; RuntimeError if what is read is of no use here.
        """
        again = partial(_imported, vino().Core(), read, half)
        return cls(Graph(again(), ast.literal_eval(_apart(read())[0].decode()), again), load, half)

    def exported(self) -> bytes | None:
        """Return what `restored` takes, or None for a network with one graph a shape."""
        return self._any_shape and self._any_shape.exported()

    def __call__(self, *inputs: np.ndarray) -> Outputs:
        """Return what the module gives for `inputs`, in new arrays; many threads may call at once."""
        arrays = tuple(map(eager.as_input, inputs))
        graph = self._any_shape or self._graph_for(arrays)
        try:
            return graph(*arrays)
        except RuntimeError:
            # A shape that does not fit can leave a graph broken for the shapes that do. Torch says what is
            # wrong with it, or gives the answer if it was another thread that broke the graph.
            with suppress(RuntimeError):
                graph.compile()
            return eager.run(self._load(), *arrays)

    def rest(self) -> bool:
        """Give back the room between the layers until the next call; return False if somebody is calling."""
        graphs = [graph for graph in (self._any_shape, *self._by_shape.values()) if graph]
        return all([graph.rest() for graph in graphs])

    def _graph_for(self, inputs: Arrays) -> "Graph":
        shapes = tuple(array.shape for array in inputs)
        with self._compiling:
            if shapes not in self._by_shape:
                self._by_shape[shapes] = Graph.of(self._load(), self._load, inputs, self._half)
                if len(self._by_shape) > FIXED_SHAPES:
                    self._by_shape.popitem(last=False)
            self._by_shape.move_to_end(shapes)
            return self._by_shape[shapes]


class Graph:
    """One compiled graph, and the idle requests to run it with, as a request serves one thread at a time."""

    def __init__(
        self,
        compiled: "openvino.CompiledModel",
        nesting: object,
        again: Callable[[], "openvino.CompiledModel"],
    ) -> None:
        """Take the graph, the outputs' numbers as torch nests them, and what compiles it again."""
        self._pool = compiled, deque([compiled.create_infer_request()])
        self._nesting, self._again = nesting, again

    @classmethod
    def of(cls, module: "nn.Module", load: Callable[[], "nn.Module"], example: Arrays, half: bool) -> "Graph":
        """Convert and compile `module`, and what `load` gives where that has to be done again."""
        shapes = tuple(np.broadcast_to(array.dtype.type(0), array.shape) for array in example)
        compiled, nesting = _compiled(module, shapes, half)
        return cls(compiled, nesting, lambda: _compiled(load(), shapes, half)[0])

    def compile(self) -> None:
        """Compile the graph again."""
        compiled = self._again()
        self._pool = compiled, deque([compiled.create_infer_request()])

    def rest(self) -> bool:
        """Give back the room between the layers until the next call; return False if somebody is calling."""
        compiled, idle = self._pool
        idle.clear()  # a request keeps what it gave last
        try:
            compiled.release_memory()
        except RuntimeError:  # busy
            return False
        return True

    def exported(self) -> bytes | None:
        """Return the compiled graph as bytes behind a line of how its outputs are nested.

        None if they are nested in something that such a line cannot say.
        """
        line = repr(self._nesting)
        try:
            ast.literal_eval(line)
        except ValueError:
            return None
        return line.encode() + b"\n" + self._pool[0].export_model().getvalue()

    def __call__(self, *inputs: np.ndarray) -> Outputs:
        """Return the outputs in new arrays. Raises: RuntimeError, after which the graph may be broken."""
        return _nested(self._nesting, self.arrays(*inputs))

    def arrays(self, *inputs: np.ndarray) -> list[np.ndarray]:
        """Return the outputs as a list of new arrays. Raises as a call does."""
        compiled, idle = self._pool
        try:
            request = idle.pop()
        except IndexError:
            request = compiled.create_infer_request()
        # Not shared but copied: the request writes its next outputs where these are.
        outputs = request.infer(list(inputs), share_outputs=False)
        arrays = [outputs[i] for i in range(len(compiled.outputs))]
        idle.append(request)
        return arrays


def _imported(core: "openvino.Core", read: Callable[[], bytes], half: bool) -> "openvino.CompiledModel":
    return core.import_model(_apart(read())[1], "CPU", settings(half))


def _apart(exported: bytes) -> tuple[bytes, bytes]:
    """Return the line of how outputs are nested, and the graph."""
    line, _, graph = exported.partition(b"\n")
    return line, graph


def _nested(numbers: object, arrays: list[np.ndarray]) -> Outputs:
    """Return arrays in place of their numbers in nested tuples, lists and dicts."""
    if isinstance(numbers, int):
        return arrays[numbers]
    if isinstance(numbers, dict):
        return type(numbers)((key, _nested(part, arrays)) for key, part in numbers.items())
    parts = [_nested(part, arrays) for part in numbers]
    return type(numbers)(*parts) if hasattr(numbers, "_fields") else type(numbers)(parts)


def _compiled(module: "nn.Module", example: Arrays, half: bool) -> tuple["openvino.CompiledModel", object]:
    """Return `module` compiled, and the numbers of its outputs as torch nests them."""
    model, nesting = _convert(module, example)
    return vino().Core().compile_model(model, "CPU", settings(half)), nesting


def _convert(module: "nn.Module", example: Arrays) -> tuple["openvino.Model", object]:
    """Return `module` as an OpenVINO model with outputs in a row, and their numbers as torch nests them."""
    import torch
    from torch.utils import _pytree

    class Flat(torch.nn.Module):
        """The module with all outputs in one tuple, as a trace cannot hold every nesting."""

        def __init__(self) -> None:
            super().__init__()
            self.module = module

        def forward(self, *inputs: torch.Tensor) -> tuple[torch.Tensor, ...]:
            leaves, structure = _pytree.tree_flatten(self.module(*inputs))
            numbers.append(_pytree.tree_unflatten(list(range(len(leaves))), structure))
            return tuple(leaves)

    numbers: list[Outputs] = []
    tensors = tuple(torch.tensor(eager.random_like(array)) for array in example)
    with torch.inference_mode(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about tracing as such; what a trace can get wrong is checked
        # OpenVINO would trace by itself, but takes twice as long, as it runs the trace again to check it.
        trace = torch.jit.trace(Flat().eval(), tensors, check_trace=False, strict=False)
        return vino().convert_model(trace, example_input=tensors), numbers[-1]


def _takes_other_shapes(graph: Graph, module: "nn.Module", example: Arrays, allowed: float) -> bool:
    """Return whether `graph`, made from one shape, is right at another, if `module` itself takes another.

    A trace makes constants of what Python computes from a shape, such as a detector's anchors.
    """
    for other in (_smaller_picture, _one_more):
        inputs = [eager.random_like(array, other(array.shape)) for array in example]
        try:
            reference = eager.run(module, *inputs)
        except Exception:  # the module itself insists on its shape
            continue
        try:
            return eager.agree(reference, graph(*inputs), allowed)
        except RuntimeError:
            return False
    return False


def _one_more(shape: tuple[int, ...]) -> tuple[int, ...]:
    """Return `shape` with a batch one larger."""
    return shape[0] + 1, *shape[1:]


def _smaller_picture(shape: tuple[int, ...]) -> tuple[int, ...]:
    """Return a batch one larger of pictures about half as high and wide, in multiples of 32."""
    if len(shape) != 4:
        return _one_more(shape)
    batch, channels, height, width = shape
    return batch + 1, channels, max(32, height // 64 * 32), max(32, width // 64 * 32) + 32
