import numpy as np
import pytest
import torch

from core.overfitting import dots, network
from core.overfitting.network import Network, Plan

COUNT, RUNS = 10, 2


def batch() -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(1)
    return rng.normal(size=(RUNS, COUNT, 2)), rng.integers(0, 2, (RUNS, COUNT))


class Reference:
    """The same network in torch, one run of it."""

    def __init__(self, made: Network, run: int) -> None:
        self.layers = [
            {name: torch.tensor(v[run], requires_grad=True) for name, v in la.items()} for la in made.layers
        ]
        self.running = [[torch.tensor(v[run, 0].copy()) for v in pair] for pair in made.running]

    def outputs(self, x: np.ndarray, masks: list, training: bool) -> torch.Tensor:
        x = torch.tensor(x)
        for layer, running, mask in zip(self.layers, self.running, [*masks, None], strict=True):
            x = x @ layer["w"] + layer["b"]
            if "gamma" in layer:
                x = torch.nn.functional.batch_norm(
                    x, *running, layer["gamma"][0], layer["beta"][0], training, 0.1
                )
            if layer is not self.layers[-1]:
                x = torch.relu(x)
            if mask is not None:
                x = x * torch.tensor(mask)
        return x[:, 0]


@pytest.mark.parametrize(
    "more", [{}, {"dropout": 0.5}, {"normalise": True}, {"normalise": True, "dropout": 0.3}]
)
def test_losses_and_gradients_are_torchs(more: dict) -> None:
    made, (x, y) = Network(Plan(hidden=(5, 4), **more), RUNS), batch()
    references = [Reference(made, run) for run in range(RUNS)]
    masks = made.masks(np.random.default_rng(2), COUNT)
    losses, gradients = made.gradients(x, y, masks)
    for run, reference in enumerate(references):
        dark = [None if m is None else m[run] for m in masks]
        z = reference.outputs(x[run], dark, training=True)
        loss = torch.nn.functional.binary_cross_entropy_with_logits(z, torch.tensor(y[run], dtype=z.dtype))
        loss.backward()
        assert losses[run] == pytest.approx(loss.item())
        for layer, gradient in zip(reference.layers, gradients, strict=True):
            for name, value in layer.items():
                assert gradient[name][run] == pytest.approx(value.grad.numpy(), abs=1e-9), name
        used = reference.outputs(x[run], [None, None], training=False).detach().numpy()
        assert made.outputs(x)[run] == pytest.approx(used), "in use: all alive, running means"


def test_steps_are_torchs_adamw() -> None:
    made, (x, y) = Network(Plan(hidden=(5,), decay=0.7), 1), batch()
    reference = Reference(made, 0)
    weights = [la["w"] for la in reference.layers]
    biases = [la["b"] for la in reference.layers]
    groups = [{"params": weights, "weight_decay": 0.7}, {"params": biases, "weight_decay": 0.0}]
    optimizer, adam = torch.optim.AdamW(groups, lr=made.plan.rate), network.Adam(made)
    for _ in range(5):
        adam.step(made.gradients(x[:1], y[:1], [None])[1])
        optimizer.zero_grad()
        z = reference.outputs(x[0], [None], training=True)
        target = torch.tensor(y[0], dtype=z.dtype)
        torch.nn.functional.binary_cross_entropy_with_logits(z, target).backward()
        optimizer.step()
    for layer, wanted in zip(made.layers, reference.layers, strict=True):
        for name, value in wanted.items():
            assert layer[name][0] == pytest.approx(value.detach().numpy(), abs=1e-9)


def test_dropout_is_inverted_and_right_on_average() -> None:
    made = Network(Plan(hidden=(4, 3), dropout=0.4), 3)
    first, second = made.masks(np.random.default_rng(0), 5000)
    assert (first.shape, second.shape) == ((3, 5000, 4), (3, 5000, 3))
    assert set(np.unique(first)) == {0, 1 / 0.6}
    assert first.mean() == pytest.approx(1, abs=0.02)
    assert (first[0, 0] != first[0, 1]).any() or (first[0, 1] != first[0, 2]).any(), "each dot its own"


def test_packed_weights_are_the_first_run_in_use() -> None:
    plan = Plan(hidden=(4,), normalise=True, steps=30)
    tasks = [dots.task("moons", 20, 20, 0.3, seed) for seed in range(2)]
    packed = network.train(plan, tasks).weights[-1]
    w1, b1, w2, b2 = np.split(packed, [8, 12, 16])
    xy = tasks[0].train.xy
    z = (np.maximum(xy @ w1.reshape(2, 4) + b1, 0) @ w2 + b2).ravel()
    loss = network.cross_entropy(z, tasks[0].train.kind)
    assert loss == pytest.approx(network.train(plan, tasks).train[-1, 0])


def test_a_run_does_not_depend_on_those_beside_it_but_for_its_chances() -> None:
    tasks = [dots.task("circles", 20, 20, 0.3, seed) for seed in range(3)]
    again = network.train(Plan(steps=40), tasks)
    assert (network.train(Plan(steps=40), tasks).test == again.test).all()
    assert again.train[-1].max() < again.train[0].min() and len(again.steps) == 41


def test_every_dot_comes_once_before_any_comes_again() -> None:
    x = np.arange(40.0).reshape(1, 20, 2)
    steps = list(network.batches(np.random.default_rng(0), x, x[..., 0], Plan(steps=5)))
    seen = [np.concatenate([y[0] for _, y in steps[i : i + 2]]) for i in (0, 2)]
    assert all(sorted(part) == sorted(x[0, :, 0]) for part in seen) and len(steps) == 5
