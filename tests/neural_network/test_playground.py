"""The playground's network against torch, step by step; what a link holds; what the situations teach."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from core.neural_network import network, points, setup
from core.neural_network.setup import FIRST, Setup
from core.ui.parts.neural_network import SITUATIONS
from tests.shared.torch_activations import apply

NO_POINTS = points.read("")


def learning(given: Setup) -> tuple[network.Network, np.ndarray, np.ndarray]:
    xy, kinds = network.scattered(given, NO_POINTS)
    train = ~network.is_test(given, len(kinds))
    made = network.Network(given, network.kinds_of(kinds))
    return made, network.features(xy[train], given.features), kinds[train]


def rested(given: Setup, epochs: int) -> Setup:
    made, inputs, kinds = learning(given)
    for _ in range(epochs):
        made.epoch(inputs, kinds)
    return replace(given, weights=setup.encoded(made.values), epoch=epochs)


def torch_epochs(given: Setup, epochs: int) -> np.ndarray:
    """Return all weights after so many epochs of torch's own functions and optimizers, in float64."""
    made, inputs, kinds = learning(given)
    pairs = [[torch.tensor(p, requires_grad=True) for p in pair] for pair in made.layers(made.values.copy())]
    x, y = torch.tensor(inputs), torch.tensor(kinds)
    every = [p for pair in pairs for p in pair]
    make = {"adam": torch.optim.Adam, "sgd": torch.optim.SGD}[given.optimizer]
    optimizer = make(every, given.rate)
    for _ in range(epochs):
        for at in range(0, len(y), given.batch):
            z = x[at : at + given.batch]
            for i, (w, b) in enumerate(pairs):
                z = z @ w.T + b
                z = apply(made.bend, z) if i < len(pairs) - 1 else z
            truth = y[at : at + given.batch]
            functional = torch.nn.functional
            loss = (
                functional.binary_cross_entropy_with_logits(z[:, 0], truth.double())
                if z.shape[1] == 1
                else functional.cross_entropy(z, truth)
            )
            weights = torch.cat([w.ravel() for w, _ in pairs])
            penalty = {"none": 0, "l1": weights.abs().sum(), "l2": weights.square().sum() / 2}[given.decay]
            optimizer.zero_grad()
            (loss + given.decay_rate * penalty).backward()
            optimizer.step()
    return torch.cat([p.detach().ravel() for p in every]).numpy()


CASES = [
    Setup("spiral", 20, hidden=(8, 8), decay="l2", decay_rate=0.01),
    Setup("three_arms", 0, hidden=(5,), optimizer="sgd", rate=0.1, features=(0, 1, 2, 3, 4, 5, 6), batch=10),
    Setup("circles", 10, hidden=(), decay="l1", decay_rate=0.003, batch=160),
    *(Setup("moons", hidden=(3, 2), bend=bend, seed=4) for bend in setup.BENDS),
]


@pytest.mark.parametrize("given", CASES, ids=lambda s: f"{s.dots} {s.bend} {s.hidden} {s.optimizer}")
def test_it_learns_as_torch_does(given: Setup) -> None:
    made, inputs, kinds = learning(given)
    expected = torch_epochs(given, 3)
    for _ in range(3):
        made.epoch(inputs, kinds)
    np.testing.assert_allclose(made.values, expected, rtol=1e-7, atol=1e-9)


def test_a_setup_comes_back_from_a_link_with_its_weights() -> None:
    for given in CASES:
        kept = rested(given, 1)
        assert setup.read(setup.write(kept)) == kept
        kinds = network.kinds_of(network.scattered(given, NO_POINTS)[1])
        assert network.Network(kept, kinds).values == pytest.approx(kept.values(kinds))
    assert setup.read(FIRST) == Setup()


@pytest.mark.parametrize("text", ["", "xor", "||||", "no|999|-1|9|99-8|x|x|nan|x|l3|x|x|x|###", "a|b" * 90])
def test_a_broken_link_begins_anew(text: str) -> None:
    assert replace(setup.read(text), dots="xor", weights="") == Setup()


def test_weights_that_do_not_fit_are_left_out() -> None:
    kept = rested(Setup(), 1)
    assert replace(kept, hidden=(5,)).values(2) is None and replace(kept, weights="AAA").values(2) is None


def test_parameters_of_a_layer_n_to_m_are_m_times_n_plus_1() -> None:
    assert setup.count(Setup(hidden=(4,)).sizes(2)) == 4 * 3 + 5
    assert setup.count(Setup(hidden=(8, 8)).sizes(3)) == 8 * 3 + 8 * 9 + 27
    full = Setup(features=tuple(range(7)), hidden=(8, 8, 8)).sizes(setup.MOST_KINDS)
    assert setup.count(full) == setup.MOST_PARAMETERS


def standing(name: str, epochs: int) -> network.Standing:
    return network.standing(rested(setup.read(SITUATIONS["playground"][name]["net"]), epochs), NO_POINTS)


def test_situations_teach_what_they_say() -> None:
    assert standing("xor_one", 120).test_right < 0.8 and standing("xor_two", 120).test_right > 0.95
    assert standing("circles", 200).test_right > 0.95
    assert standing("three", 300).test_right > 0.95
    early, late, held = standing("by_heart", 30), standing("by_heart", 600), standing("decay", 600)
    assert late.test_loss > 1.3 * early.test_loss and late.train_loss < 0.7 * early.train_loss
    assert held.test_loss < 0.7 * late.test_loss


def test_the_challenge_can_be_met_by_squares_alone_and_not_by_the_coordinates() -> None:
    ring = Setup("circles", hidden=())
    assert network.standing(rested(ring, 300), NO_POINTS).test_right < 0.8
    assert network.standing(rested(replace(ring, features=(2, 3)), 300), NO_POINTS).test_right > 0.95
