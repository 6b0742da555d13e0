import subprocess
import sys
from pathlib import Path

import pytest
import torch
from torch import nn

from core.shared.adam import Adam

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("decay", [0.0, 0.05])
def test_twenty_steps_are_those_of_torch(decay: float) -> None:
    torch.manual_seed(0)
    ours, theirs = (nn.Sequential(nn.Linear(5, 4), nn.Tanh(), nn.Linear(4, 1)) for _ in range(2))
    theirs.load_state_dict(ours.state_dict())
    idle = torch.ones(3, requires_grad=True)
    mine = Adam([*ours.parameters(), idle], 0.03, decay)
    reference = torch.optim.AdamW(theirs.parameters(), 0.03, weight_decay=decay)
    x, y = torch.randn(16, 5), torch.randn(16, 1)
    for _ in range(20):
        for net, optimiser in ((ours, mine), (theirs, reference)):
            optimiser.zero_grad()
            (net(x) - y).square().mean().backward()
            optimiser.step()
    for own, wanted in zip(ours.parameters(), theirs.parameters(), strict=True):
        torch.testing.assert_close(own, wanted, rtol=1e-6, atol=1e-7)
    assert (idle == 1).all()


def test_a_step_imports_nothing_of_torchs_compiler() -> None:
    code = """
import sys, torch
from core.shared.adam import Adam
w = torch.ones(2, requires_grad=True)
adam = Adam([w], 0.1)
w.sum().backward()
adam.step()
sys.exit("torch._dynamo" in sys.modules or "sympy" in sys.modules)
"""
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
