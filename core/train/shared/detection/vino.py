"""A network of photos computed by OpenVINO on as many threads as torch has, twice as fast as by torch."""

from typing import TYPE_CHECKING

import torch
from torch import nn

if TYPE_CHECKING:
    import openvino


def compiled(network: nn.Module, side: int) -> "openvino.CompiledModel":
    """Return what maps photos (B, 3, H, W) float32 to the network's outputs; `side` is an example's."""
    import openvino

    x = torch.rand(1, 3, side, side)
    with torch.inference_mode():
        # OpenVINO would trace by itself, but takes twice as long, as it runs the trace again to check it.
        trace = torch.jit.trace(network.eval(), x, check_trace=False)
        model = openvino.convert_model(trace, example_input=x)
    options = {"INFERENCE_PRECISION_HINT": "f32", "INFERENCE_NUM_THREADS": torch.get_num_threads()}
    return openvino.compile_model(model, "CPU", options)
