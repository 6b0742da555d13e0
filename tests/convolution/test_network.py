import numpy as np
import pytest
import torch
from torch import nn

from core.convolution import filters, network
from core.convolution.pixels import small
from core.media import samples
from core.runtime import registry

PHOTO = small(samples.load("coffee"), 64)
STACK = "conv8.relu.max2.conv16.relu.mean3"


def test_shapes_and_numbers_are_torchs() -> None:
    stages = network.run(PHOTO, network.read(STACK), seed=0)
    modules = [
        nn.Conv2d(3, 8, 3, padding="same"),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Conv2d(8, 16, 3, padding="same"),
        nn.ReLU(),
        nn.AvgPool2d(3),
    ]
    x = torch.zeros(1, 3, *PHOTO.shape[:2])
    for stage, module in zip(stages[1:], modules, strict=True):
        x = module(x)
        assert stage.shape == tuple(x.shape[1:]) == stage.maps.shape
        assert stage.parameters == sum(p.numel() for p in module.parameters())
    assert [stage.sees for stage in stages] == [1, 3, 3, 4, 8, 8, 12]


def test_relu_leaves_nothing_below_zero() -> None:
    conv, relu = network.run(PHOTO, ["conv8", "relu"], seed=1)[1:]
    assert conv.maps.min() < 0 == relu.maps.min()
    assert relu.parameters == 0


def test_same_seed_same_maps() -> None:
    one, again, other = (network.run(PHOTO, ["conv4"], seed)[1].maps for seed in (3, 3, 4))
    assert (one == again).all() and not np.allclose(one, other)


@pytest.mark.parametrize("stack", ["", "conv7", "conv8x", "max9", "relu1", "../../etc"])
def test_unknown_layers_of_a_link_are_left_out(stack: str) -> None:
    assert network.read(stack) == []
    assert network.read(f"{stack}.relu") == ["relu"]


def test_stack_ends_where_nothing_is_left() -> None:
    assert len(network.run(PHOTO, ["max4"] * 6, seed=0)) == 3  # 43, 10, 2
    assert network.fits(["max4"] * 2, 48) and not network.fits(["max4"] * 3, 48)
    assert len(network.read(".".join(["relu"] * 40))) == network.MOST_LAYERS


def test_first_layers_are_the_networks_own() -> None:
    seen = filters.look(samples.load("coffee"))
    assert seen.weights.shape == (32, 3, 3, 3) and seen.seen.shape == (3, filters.SIDE, filters.SIDE)
    x = torch.from_numpy(seen.seen)[None]
    fused = torch.conv2d(x, torch.from_numpy(seen.weights), torch.from_numpy(seen.bias), seen.stride, 1)
    np.testing.assert_allclose(seen.maps["stem"], torch.relu(fused)[0].numpy(), atol=1e-4)
    assert {name: maps.shape for name, maps in seen.maps.items()} == {
        "stem": (32, 64, 64),
        "stage0": (32, 64, 64),
        "stage1": (32, 32, 32),
    }


def test_shared_network_is_left_as_it_was() -> None:
    module = registry.load_model("everyday")
    before = {key: value.clone() for key, value in module.state_dict().items()}
    filters.look(samples.load("cat"))
    assert all((before[key] == value).all() for key, value in module.state_dict().items())
    for part in module.modules():
        assert not part._forward_hooks and not part._forward_pre_hooks and not part.training
