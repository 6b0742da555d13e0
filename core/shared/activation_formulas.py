"""The formulas of the activation functions as LaTeX, and what it costs that one is not zero-centred."""

from collections.abc import Sequence

import numpy as np

from core.shared.activation_functions import Activation

FORMULAS = {
    "identity": (r"f(x) = x", r"f'(x) = 1"),
    "step": (r"f(x) = \begin{cases}1 & x > 0\\ 0 & x \le 0\end{cases}", r"f'(x) = 0"),
    "sigmoid": (r"\sigma(x) = \frac{1}{1 + e^{-x}}", r"\sigma'(x) = \sigma(x)\,(1 - \sigma(x)) \le \tfrac14"),
    "tanh": (
        r"\tanh x = \frac{e^{x} - e^{-x}}{e^{x} + e^{-x}} = 2\sigma(2x) - 1",
        r"\tanh' x = 1 - \tanh^2 x",
    ),
    "relu": (r"f(x) = \max(0, x)", r"f'(x) = \begin{cases}1 & x > 0\\ 0 & x \le 0\end{cases}"),
    "leaky_relu": (
        r"f(x) = \max(\alpha x, x)",
        r"f'(x) = \begin{cases}1 & x > 0\\ \alpha & x \le 0\end{cases}",
    ),
    "elu": (
        r"f(x) = \begin{cases}x & x > 0\\ \alpha(e^{x} - 1) & x \le 0\end{cases}",
        r"f'(x) = \begin{cases}1 & x > 0\\ \alpha e^{x} & x \le 0\end{cases}",
    ),
    "selu": (
        r"f(x) = 1.0507 \begin{cases}x & x > 0\\ 1.6733\,(e^{x} - 1) & x \le 0\end{cases}",
        r"f'(x) = 1.0507 \begin{cases}1 & x > 0\\ 1.6733\,e^{x} & x \le 0\end{cases}",
    ),
    "gelu": (r"f(x) = x\,\Phi(x)", r"f'(x) = \Phi(x) + x\,\varphi(x)"),
    "silu": (r"f(x) = x\,\sigma(x)", r"f'(x) = \sigma(x)\,\bigl(1 + x\,(1 - \sigma(x))\bigr)"),
    "softplus": (r"f(x) = \ln(1 + e^{x})", r"f'(x) = \sigma(x)"),
    "hardswish": (
        r"f(x) = x\,\frac{\min(\max(x + 3, 0), 6)}{6}",
        r"f'(x) = \begin{cases}0 & x \le -3\\ \tfrac{x}{3} + \tfrac12 & -3 < x < 3\\ 1 & x \ge 3\end{cases}",
    ),
}
"""f and its slope, by the function's name"""
SOFTMAX = r"p_i = \frac{e^{z_i / T}}{\sum_j e^{z_j / T}}"
INPUTS = (-1.5, 0.5, 2.0)
"""three sums that come into the neurons of a layer"""
DELTA = -0.4
"""the gradient that comes back to the next neuron's sum"""


def weight_gradients(activation: Activation, inputs: Sequence[float] = INPUTS) -> np.ndarray:
    """Return the gradients of the next neuron's weights: δ times each output f(x)."""
    return DELTA * activation(np.asarray(inputs))


def of_one_sign(gradients: np.ndarray) -> bool:
    """Tell whether no two of these gradients point in opposite directions."""
    return bool((gradients >= 0).all() or (gradients <= 0).all())
