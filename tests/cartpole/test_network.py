"""The gradient by hand and Adam against PyTorch's."""

import numpy as np
import torch

from core.cartpole import models, network
from core.cartpole.network import NAMES, PARAMETERS, Adam, QNetwork

RNG = np.random.default_rng(0)


def twins() -> tuple[QNetwork, torch.nn.Module]:
    ours = QNetwork(network.fresh(np.random.default_rng(1)).flat.astype(np.float64))
    theirs = models.build().double()
    theirs.load_state_dict({name: torch.tensor(part) for name, part in ours.named().items()})
    return ours, theirs


def batch(count: int = 64) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    return RNG.normal(size=(count, 4)), RNG.integers(0, 2, count), RNG.uniform(0, 100, count)


def test_answers_are_torchs() -> None:
    ours, theirs = twins()
    states = RNG.normal(size=(100, 4))
    np.testing.assert_allclose(ours(states), theirs(torch.tensor(states)).detach().numpy(), atol=1e-12)
    assert ours(states[0]).shape == (2,)


def test_forty_steps_of_learning_are_torchs() -> None:
    ours, theirs = twins()
    ours_adam, theirs_adam = Adam(ours.flat, 1e-3), torch.optim.Adam(theirs.parameters(), 1e-3)
    for _ in range(40):
        states, actions, targets = batch()
        gradient, error = ours.gradient(states, actions, targets)
        q = theirs(torch.tensor(states)).gather(1, torch.tensor(actions)[:, None])[:, 0]
        theirs_adam.zero_grad()
        torch.nn.functional.mse_loss(q, torch.tensor(targets)).backward()
        theirs_gradient = torch.cat([p.grad.flatten() for p in theirs.parameters()]).numpy()
        np.testing.assert_allclose(gradient, theirs_gradient, atol=1e-6)
        np.testing.assert_allclose(error, targets - q.detach().numpy(), atol=1e-6)
        ours_adam.step(gradient)
        theirs_adam.step()
    for name, part in theirs.state_dict().items():
        np.testing.assert_allclose(ours.named()[name], part.numpy(), atol=1e-6)


def test_names_and_shapes_are_torchs() -> None:
    state = models.build().state_dict()
    assert tuple(state) == NAMES
    assert [tuple(t.shape) for t in state.values()] == list(network.SHAPES)
    assert sum(t.numel() for t in state.values()) == PARAMETERS


def test_untrained_network_is_as_torch_makes_one() -> None:
    ours, theirs = network.fresh(RNG), models.build()
    for name, part in theirs.state_dict().items():
        bound = {4: 0.5, 64: 0.125}[4 if name.startswith("0") else 64]
        for numbers in (ours.named()[name], part.numpy()):
            assert np.abs(numbers).max() <= bound
    assert np.abs(ours.flat).max() > 0.45


def test_a_copy_is_a_network_of_its_own() -> None:
    first = network.fresh(RNG)
    second = first.copy()
    first.flat += 1
    assert np.abs(first.flat - second.flat).min() > 0.99
    again = network.from_named(second.named())
    np.testing.assert_array_equal(again.flat, second.flat)
