"""The NumPy looks into the models are what torch computes."""

import numpy as np
import pytest
import torch

from core.activity import features, inside, models, walker, windows
from core.activity.networks import in_g

WINDOW = windows.cut(windows.resample(walker.posture("upstairs", 5))).values[0]


@pytest.fixture
def untrained(monkeypatch: pytest.MonkeyPatch):
    """Return a function that puts an untrained model in the place of every trained one."""

    def put(build) -> torch.nn.Module:
        torch.manual_seed(3)
        module = build().eval()
        for name, value in module.state_dict().items():
            if "running" in name or name in ("mean", "std"):
                value.copy_(torch.rand_like(value) + 0.5)
        monkeypatch.setattr(inside.registry, "load_model", lambda name: module)
        return module

    return put


@torch.no_grad()
def test_filters_and_their_answers_are_the_first_layer(untrained) -> None:
    net = untrained(models.build_cnn)
    looked = inside.filters(WINDOW)
    expected = net.layers[0](in_g(torch.from_numpy(WINDOW)[None]))[0]
    np.testing.assert_allclose(looked.answers, expected.numpy(), atol=1e-5)
    assert looked.weights.shape == (32, 6, 9)


@torch.no_grad()
def test_gates_lead_to_the_hidden_states_of_torch(untrained) -> None:
    net = untrained(models.build_lstm)
    read = inside.gates(WINDOW)
    hidden, _ = net.lstm(in_g(torch.from_numpy(WINDOW)[None]).transpose(1, 2))
    np.testing.assert_allclose(read.hidden, hidden[0].numpy(), atol=1e-5)
    for gate in (read.input, read.forget, read.output):
        assert gate.min() > 0 and gate.max() < 1


@torch.no_grad()
def test_pushes_add_up_to_the_scores(untrained) -> None:
    net = untrained(models.build_classic)
    found = inside.pushes(WINDOW)
    scores = net(torch.from_numpy(features.of(WINDOW[None])))[0]
    np.testing.assert_allclose(found.pushes.sum(0) + net.head.bias.numpy(), scores.numpy(), atol=1e-3)
