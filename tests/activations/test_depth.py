"""What reaches the first layer, against the same product worked out by hand."""

import numpy as np
import pytest
import torch

from core.activations import depth
from core.activations.depth import Setup
from core.runtime import gateway
from core.shared import activation_functions


def setup(name: str, **settings) -> Setup:
    return Setup(activation_functions.build(name), **settings)


def by_hand(how: Setup) -> np.ndarray:
    """Return the gradients of the same network by the chain rule in NumPy."""
    generator = torch.Generator().manual_seed(how.seed)
    x = torch.randn(depth.BATCH, depth.WIDTH, generator=generator, dtype=torch.float64).numpy()
    target = torch.randn(depth.BATCH, 1, generator=generator, dtype=torch.float64).numpy()
    layers = [depth._linear(depth.WIDTH, how, generator) for _ in range(how.depth)]
    head = depth._linear(1, Setup(init="xavier"), generator).weight.detach().numpy()
    sums = []
    for layer in layers:
        sums.append(x @ layer.weight.detach().numpy().T + how.bias)
        x = how.activation(sums[-1])
    g = 2 * (x @ head.T - target) / depth.BATCH @ head
    sizes = []
    for layer, z in zip(reversed(layers), reversed(sums), strict=True):
        g = g * how.activation.slope(z)
        sizes.append(np.sqrt(np.mean(g**2)))
        g = g @ layer.weight.detach().numpy()
    return np.array(sizes[::-1])


@pytest.mark.parametrize("name", activation_functions.NAMES)
@pytest.mark.parametrize("init", depth.INITS)
def test_equals_the_chain_rule_by_hand(name: str, init: str) -> None:
    how = setup(name, depth=6, init=init, bias=0.1, seed=3)
    np.testing.assert_allclose(depth.measure(how).gradients, by_hand(how), rtol=1e-6, atol=1e-12)


def test_own_formula_flows_as_the_function_it_spells() -> None:
    own = Setup(activation_functions.build("own", text="max(0, x)"), 8, "he")
    np.testing.assert_allclose(
        depth.measure(own).gradients, depth.measure(setup("relu", depth=8, init="he")).gradients
    )


@pytest.mark.parametrize(
    ("name", "init", "normalise", "kind"),
    [
        ("sigmoid", "plain", False, "vanishes"),
        ("sigmoid", "xavier", False, "vanishes"),
        ("sigmoid", "xavier", True, "lives"),
        ("relu", "plain", False, "vanishes"),
        ("relu", "he", False, "lives"),
        ("tanh", "xavier", False, "lives"),
        ("identity", "he", False, "explodes"),
        ("step", "he", False, "none"),
    ],
)
def test_thirty_layers(name: str, init: str, normalise: bool, kind: str) -> None:
    found = gateway.call(depth.measure, setup(name, depth=30, init=init, normalise=normalise))
    assert found.kind == kind and len(found.shares) == 30


def test_dead_neurons_are_those_that_no_input_moves() -> None:
    how = setup("relu", depth=20, init="he", bias=-0.25)
    found = depth.measure(how)
    assert found.kind == "none" and found.dead[-1] == depth.WIDTH and 500 < found.dead.sum() < 1280
    assert depth.measure(setup("sigmoid", depth=20)).dead.sum() == 0


def test_measuring_changes_nothing_global() -> None:
    torch.manual_seed(5)
    expected = torch.rand(3)
    torch.manual_seed(5)
    depth.measure(setup("tanh", depth=3))
    assert torch.equal(torch.rand(3), expected)


def test_formula_that_grows_beyond_all_numbers_is_called_broken() -> None:
    assert (
        depth.measure(Setup(activation_functions.build("own", text="exp(exp(exp(x)))"), 8)).kind == "broken"
    )


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (0, "0%"),
        (0.36, "36%"),
        (0.0123, "1.2%"),
        (0.000004, "0.0004%"),
        (1.4e-25, "1.4 × 10⁻²³%"),
        (291.2, "29,120%"),
        (1.43e7, "1.4 × 10⁹%"),
    ],
)
def test_percentages_are_readable(share: float, text: str) -> None:
    assert depth.percent(share) == text
