"""A recurrent layer and a linear one behind it, as they begin to learn. Everything here is torch's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import torch
    from torch import nn

    from core.shared.adam import Adam

CLIP = 1.0
"""length to which a gradient that is longer is cut: against explosion, no help against vanishing"""


def build(kind: str, inputs: int, hidden: int, outputs: int, seed: int, span: int = 0) -> nn.ModuleDict:
    """Return {"cell", "out"}, drawn from a seed.

    With a `span` the gates begin so that memories last 1 to `span` steps (Tallec & Ollivier 2018, "chrono"):
    forget or update gates nearly open, else as torch begins, half open. A plain RNN has no gates to set.
    """
    import torch
    from torch import nn

    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        cell = {"rnn": nn.RNN, "lstm": nn.LSTM, "gru": nn.GRU}[kind](inputs, hidden)
        out = nn.Linear(hidden, outputs)
        if span > 1 and kind != "rnn":
            lasting = torch.log(1 + torch.rand(hidden) * (span - 2))
            with torch.no_grad():
                cell.bias_ih_l0[hidden : 2 * hidden] += lasting
                if kind == "lstm":
                    cell.bias_ih_l0[:hidden] -= lasting
    return nn.ModuleDict({"cell": cell, "out": out})


def step(net: nn.ModuleDict, optimiser: Adam, loss: torch.Tensor) -> float:
    """Learn from one loss with the gradient clipped; return it."""
    from torch import nn

    optimiser.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(net.parameters(), CLIP)
    optimiser.step()
    return loss.item()
