"""What reaches each layer, against torch's own gradients of the same network."""

import numpy as np
import pytest
import torch

from core.activations import depth
from core.activations.depth import Setup
from core.shared import activation_functions
from tests.shared.torch_activations import apply


def setup(name: str, **settings) -> Setup:
    return Setup(activation_functions.build(name), **settings)


def of_torch(how: Setup) -> depth.Flow:
    """Return what torch measures on the network with the same numbers."""
    size, width = depth.BATCH * depth.WIDTH, depth.WIDTH
    factor = how.gain * {"plain": 1, "xavier": 1, "he": 2**0.5}[how.init] / width**0.5
    a = torch.as_tensor(depth.normals(how.seed, 0, size).reshape(-1, width)).requires_grad_()
    target = torch.as_tensor(depth.normals(how.seed, size, depth.BATCH))
    head = torch.as_tensor(depth.normals(how.seed, size + depth.BATCH, width)) / width**0.5
    sums, signals = [], []
    for k in range(how.depth):
        z = a @ torch.as_tensor(factor * depth.layer_draws(how, k)) + how.bias
        if how.normalise:
            z = torch.nn.functional.batch_norm(z, None, None, training=True)
        a = apply(how.activation, z)
        sums.append(z)
        signals.append(float(a.detach().square().mean().sqrt()))
    loss = torch.nn.functional.mse_loss(a @ head, target)
    grads = torch.autograd.grad(loss, sums)
    return depth.Flow(np.array([float(g.square().mean().sqrt()) for g in grads]), np.array(signals), None)


@pytest.mark.parametrize("name", activation_functions.NAMES)
@pytest.mark.parametrize("init", depth.INITS)
@pytest.mark.parametrize("normalise", [False, True])
def test_equals_torchs_gradients(name: str, init: str, normalise: bool) -> None:
    how = setup(name, depth=6, init=init, normalise=normalise, bias=0.1, seed=3, gain=1.3)
    found, expected = depth.measure(how), of_torch(how)
    np.testing.assert_allclose(found.gradients, expected.gradients, rtol=1e-6, atol=1e-12)
    np.testing.assert_allclose(found.signals, expected.signals, rtol=1e-6)


def test_the_random_numbers_are_evenly_spread_and_repeat() -> None:
    even, normal = depth.uniforms(5, 0, 100_000), depth.normals(5, 0, 100_000)
    np.testing.assert_allclose(np.histogram(even, 10, (0, 1))[0], 10_000, rtol=0.05)
    assert abs(normal.mean()) < 0.01 and abs(normal.std() - 1) < 0.01
    np.testing.assert_array_equal(depth.uniforms(5, 400, 50), even[400:450])
    assert not np.isclose(depth.uniforms(6, 0, 50), even[:50]).any()


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
    found = depth.measure(setup(name, depth=30, init=init, normalise=normalise))
    assert found.kind == kind and len(found.shares) == 30


def test_dead_neurons_are_those_that_no_input_moves() -> None:
    how = setup("relu", depth=20, init="he", bias=-0.25)
    found = depth.measure(how)
    assert found.kind == "none" and found.dead[-1] == depth.WIDTH and 500 < found.dead.sum() < 1280
    assert depth.measure(setup("sigmoid", depth=20)).dead.sum() == 0


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
