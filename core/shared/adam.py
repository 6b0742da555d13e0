"""Adam for the small trainings of the pages, step by step as `torch.optim` computes it.

That one imports torch's compiler with its first step, which nothing here uses: 150 MB, and seconds.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from torch import Tensor

BETAS, EPSILON = (0.9, 0.999), 1e-8


class Adam:
    """Kingma & Ba (2015); with `decay` every weight is also pulled towards 0 (Loshchilov & Hutter, 2019)."""

    def __init__(self, parameters: "Iterable[Tensor]", rate: float, decay: float = 0.0) -> None:
        """Take the tensors that learn and the learning rate."""
        import torch

        self._parameters, self._rate, self._decay, self._steps = list(parameters), rate, decay, 0
        self._means, self._squares = ([torch.zeros_like(p) for p in self._parameters] for _ in range(2))

    def zero_grad(self) -> None:
        """Forget the gradients."""
        for p in self._parameters:
            p.grad = None

    def step(self) -> None:
        """Move against the gradients; what has none stays."""
        import torch

        self._steps += 1
        first, second = (1 - beta**self._steps for beta in BETAS)
        with torch.no_grad():
            for p, mean, square in zip(self._parameters, self._means, self._squares, strict=True):
                if p.grad is None:
                    continue
                p.mul_(1 - self._rate * self._decay)
                mean.lerp_(p.grad, 1 - BETAS[0])
                square.mul_(BETAS[1]).addcmul_(p.grad, p.grad, value=1 - BETAS[1])
                p.addcdiv_(mean, (square.sqrt() / second**0.5).add_(EPSILON), value=-self._rate / first)
