"""Networks whose numbers a test does not look at or sets by itself: no chance is drawn for them."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import torch

DRAWN = (
    *("kaiming_normal_", "kaiming_uniform_", "xavier_normal_", "xavier_uniform_"),
    *("normal_", "trunc_normal_", "uniform_", "orthogonal_"),
)
"""of `torch.nn.init`: for a network of a hundred million numbers they take seconds"""


@contextmanager
def blank() -> Iterator[None]:
    """Let networks that are built inside begin with zeros."""

    def zero(tensor: torch.Tensor, *_: object, **__: object) -> torch.Tensor:
        with torch.no_grad():
            return tensor.zero_()

    with pytest.MonkeyPatch.context() as patch:
        for name in DRAWN:
            patch.setattr(torch.nn.init, name, zero)
        yield
