"""Grad-CAM against autograd used by hand; the shared network stays as it is, whoever else calls."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
import torch
from torch import nn

from core.classification import models
from core.explanation import gradcam, inside, layers, masking, occlusion
from core.media import samples
from core.runtime import registry, specs
from core.runtime.registry import Weights
from core.shared import preprocess


@cache
def untrained(name: str) -> nn.Module:
    torch.manual_seed(0)
    return models.build_official(name).eval().requires_grad_(False)


def photo(side: int, seed: int = 0) -> torch.Tensor:
    return torch.randn(1, 3, side, side, generator=torch.Generator().manual_seed(seed))


def reference(front: Callable, back: Callable, x: torch.Tensor, index: int) -> np.ndarray:
    """Return the sum of a layer's maps front(x), each by its mean slope, as the paper writes it."""
    a = front(x).detach().requires_grad_()
    back(a)[0, index].backward()
    _, channels, h, w = a.shape
    found = np.zeros((h, w))
    for k in range(channels):
        alpha = a.grad[0, k].sum().item() / (h * w)
        found += alpha * a[0, k].detach().numpy()
    return found


def test_every_layer_of_everyday_equals_plain_autograd() -> None:
    net, x = registry.load_model("everyday"), photo(64)
    blocks = [net.stem, *(block for stage in net.stages for block in stage), net.last]
    found = gradcam.of_module(net, x, (3, 77))
    assert len(found.maps) == len(blocks) == 12
    for i, maps in enumerate(found.maps):
        front = nn.Sequential(*blocks[: i + 1])
        back = nn.Sequential(*blocks[i + 1 :], nn.AdaptiveAvgPool2d(1), nn.Flatten(), net.head)
        for row, index in enumerate((3, 77)):
            expected = reference(front, back, x, index)
            np.testing.assert_allclose(maps[row], expected, rtol=1e-3, atol=1e-5 * np.abs(expected).max())


def test_last_layer_of_everyday_is_its_class_activation_map() -> None:
    """Where averages go straight into a linear layer, Grad-CAM is CAM (Zhou et al., 2016) by 1/(hw)."""
    net, x = registry.load_model("everyday"), photo(64)
    found = gradcam.of_module(net, x, (5,)).maps[-1][0]
    with torch.no_grad():
        a = net.last(nn.Sequential(net.stem, *net.stages)(x))[0]
        cam = torch.einsum("k,khw->hw", net.head.weight[5], a) / a[0].numel()
    np.testing.assert_allclose(found, cam, rtol=1e-4, atol=1e-6)
    logit = found.sum() + net.head.bias[5].item()
    assert logit == pytest.approx(net(x)[0, 5].item(), rel=1e-4)


@pytest.mark.parametrize(
    ("name", "side", "front", "layer"),
    [
        ("squeezenet1_1", 96, lambda net: net.features[:10], "features.9"),
        ("resnet18", 64, lambda net: nn.Sequential(*list(net.children())[:7]), "layer3.1"),
        ("mobilenet_v3_large", 64, lambda net: net.features[:13], "features.12"),
    ],
)
def test_torchvision_networks_equal_plain_autograd(name: str, side: int, front: Callable, layer: str) -> None:
    net, x = untrained(name), photo(side)
    backs = {
        "squeezenet1_1": lambda a: net.classifier(net.features[10:](a)).flatten(1),
        "resnet18": lambda a: net.fc(net.avgpool(net.layer4(a)).flatten(1)),
        "mobilenet_v3_large": lambda a: net.classifier(net.avgpool(net.features[13:](a)).flatten(1)),
    }
    found = gradcam.of_module(net, x, (11,))
    expected = reference(front(net), backs[name], x, 11)
    maps = found.maps[found.names.index(layer)][0]
    np.testing.assert_allclose(maps, expected, rtol=1e-3, atol=1e-4 * np.abs(expected).max())


@pytest.mark.parametrize(
    ("name", "side", "sizes"),
    [
        ("alexnet", 127, [31, 15, 7]),
        ("googlenet", 64, [32, 16, 8, 4, 2]),
        ("efficientnet_b0", 64, [32, 16, 8, 4, 2]),
        ("convnext_tiny", 64, [16, 8, 4, 2]),
    ],
)
def test_stages_are_found_by_themselves(name: str, side: int, sizes: list[int]) -> None:
    found = gradcam.of_module(untrained(name), photo(side), (0,))
    assert [found.sizes[i][0] for i in layers.stages(found.sizes)] == sizes
    assert all(np.isfinite(maps).all() for maps in found.maps)


def test_tokens_of_a_vision_transformer_become_a_map_again() -> None:
    from torchvision.models import VisionTransformer

    torch.manual_seed(0)
    net = VisionTransformer(32, 8, 5, 2, 16, 32, num_classes=7).eval().requires_grad_(False)
    nn.init.normal_(net.heads.head.weight)
    x = photo(32)
    found = gradcam.of_module(net, x, (4,))
    assert found.sizes == [(4, 4)] * 5 and found.channels == (16,) * 5
    assert all(np.ptp(maps) > 0 for maps in found.maps)
    tokens = net.encoder.dropout(
        torch.cat([net.class_token, net._process_input(x)], 1) + net.encoder.pos_embedding
    )
    first = net.encoder.layers[0].ln_1(tokens).detach()[0, 1:]  # row by row, class token first
    with torch.no_grad():
        _, caught = layers.catch(net, x)
    maps = layers.as_maps(caught[0][1])[0]
    assert torch.equal(maps[:, 2, 3], first[2 * 4 + 3]) and layers.stages(found.sizes) == [0, 1, 2, 4]


def hooks_and_flags(net: nn.Module) -> list[tuple]:
    return [
        (len(m._forward_hooks), len(m._forward_pre_hooks), len(m._backward_hooks), m.training)
        for m in net.modules()
    ]


def test_shared_network_is_left_alone() -> None:
    net = registry.load_model("everyday")
    before = {name: tensor.clone() for name, tensor in net.state_dict().items()}
    mine = layers.private_copy(net)
    gradcam.explain(samples.load("cat"), "everyday", (0, 1))
    assert all(flags == (0, 0, 0, False) for flags in hooks_and_flags(net))
    assert all(p.grad is None and not p.requires_grad for p in net.parameters())
    assert all(torch.equal(tensor, before[name]) for name, tensor in net.state_dict().items())
    assert all(a is b for a, b in zip(net.parameters(), mine.parameters(), strict=True))
    assert all(a is not b for a, b in zip(net.modules(), mine.modules(), strict=True))


def test_calls_at_the_same_time_do_not_mix() -> None:
    asked = [(samples.load(name), index) for name in ("cat", "coffee", "bus") for index in (1, 50, 90)]
    alone = [gradcam.explain(rgb, "everyday", (index,)) for rgb, index in asked]
    with ThreadPoolExecutor(6) as threads:
        together = [threads.submit(gradcam.explain, rgb, "everyday", (i,)) for rgb, i in asked * 4]
    for expected, given in zip(alone * 4, together, strict=True):
        for a, b in zip(expected.maps, given.result().maps, strict=True):
            np.testing.assert_allclose(a, b, rtol=1e-3, atol=1e-5 * np.abs(a).max())


def test_feature_maps_are_the_networks_own_most_active_first() -> None:
    rgb = samples.load("coffee")
    found = inside.look(rgb, "everyday")
    assert [stage.size for stage in found] == [(40, 40), (20, 20), (10, 10), (5, 5)]
    assert [stage.channels for stage in found] == [32, 64, 128, 896]
    assert [stage.pixels for stage in found] == [2, 4, 8, 16]
    net, how = registry.load_model("everyday"), registry.get_spec("everyday").preprocessing
    with torch.no_grad():
        out = net.stages[0](net.stem(torch.from_numpy(preprocess.preprocess(rgb, how))))[0].numpy()
    for maps, number in zip(found[0].maps, found[0].numbers, strict=True):
        np.testing.assert_allclose(maps, out[number], atol=1e-4)
    busy = found[0].activity[found[0].numbers]
    assert (np.diff(busy) <= 0).all() and len(found[-1].maps) == inside.MOST


def test_any_registered_classifier_is_explained_covered_and_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    official = registry.get_spec("squeezenet1_1")
    how = replace(official.preprocessing, resize=96, crop=80)
    unnamed = replace(official, name="fresh", weights=Weights("untrained", "", ""), preprocessing=how)
    monkeypatch.setitem(specs._specs, "fresh", (__name__, unnamed))
    rgb = samples.load("bus")
    found = gradcam.explain(rgb, "fresh", (3, 999))
    assert found.side == 80 and found.sizes[-1] == (4, 4) and found.channels[-1] == 1000
    assert [stage.size[0] for stage in inside.look(rgb, "fresh")] == [39, 19, 9, 4]
    view = preprocess.view(rgb, how)
    asked = occlusion.occlude(view, lambda views: masking.ask(views, "fresh"), lambda share: None, grid=2)
    assert asked.after.shape == (2, 2, 1000) and asked.drop(3).shape == (2, 2)
