"""torchvision comes without torch's compiler, works all the same, and leaves it to those who use it."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
CODE = """
import sys
from core.runtime import memory
memory.prepare_environment()
import torchvision
assert not {"torch._dynamo", "torch._dynamo.utils", "sympy", "triton"} & set(sys.modules)
import torch
from torchvision import models, ops
picture = torch.arange(64.0).reshape(1, 1, 8, 8)
boxes = torch.tensor([[0.0, 0.0, 0.0, 4.0, 4.0]])
pooled = ops.roi_align(picture, boxes, output_size=2, aligned=False)
assert torch.allclose(pooled, torch.tensor([[[[9.0, 11.0], [25.0, 27.0]]]])), pooled
assert models.resnet18().eval()(torch.zeros(1, 3, 32, 32)).shape == (1, 1000)
assert "torch._dynamo" not in sys.modules
from torchvision.ops import roi_align
assert roi_align.__globals__["is_compile_supported"]("meta") is False
import torch._dynamo.utils
assert torch._dynamo.utils.__file__ and "sympy" in sys.modules
weight = torch.nn.Parameter(torch.ones(1))
optimizer = torch.optim.Adam([weight], 0.1)
weight.sum().backward()
optimizer.step()
assert abs(weight.item() - 0.9) < 1e-6
"""


def test_the_compiler_stays_out_until_it_is_asked() -> None:
    run = subprocess.run([sys.executable, "-c", CODE], cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
