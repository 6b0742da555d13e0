import numpy as np
import pytest
import torch

from core.runtime import eager, engine
from core.segmentation.lite_unet import COARSEST, DOWN, UP, UNet
from core.shared.efficientnet_lite import EfficientNetLite


@pytest.mark.parametrize("bridges", [True, False])
def test_maps_halve_and_double_and_the_bridges_matter(bridges: bool) -> None:
    network = UNet(bridges=bridges).eval()
    with torch.inference_mode():
        down = network.down(torch.rand(1, 3, 64, 96))
        up = network.up(down)
        sides = [(64 // s, 96 // s) for s in (2, 4, 8, 16, 32)]
        assert [tuple(m.shape[1:]) for m in down] == [(c, *s) for c, s in zip(DOWN, sides, strict=True)]
        assert [tuple(m.shape[1:]) for m in up] == [(c, *s) for c, s in zip(UP, sides[-2::-1], strict=True)]
        for level in range(4):
            moved = [m + 1 if n == level else m for n, m in enumerate(down)]
            assert torch.equal(network.up(moved)[-1], up[-1]) is not bridges
        assert network(torch.rand(2, 3, COARSEST, 96)).shape == (2, 11, COARSEST, 96)
    assert sum(p.numel() for p in network.parameters()) * 2 < 9e6


def test_the_way_down_is_lite0() -> None:
    torch.manual_seed(0)
    whole, network = EfficientNetLite().eval(), UNet().eval()
    network.load_state_dict(whole.state_dict(), strict=False)
    x = torch.rand(1, 3, 64, 64)
    with torch.inference_mode():
        theirs = list(whole.maps((255 * x - 127) / 128))
        for ours, stage in zip(network.down(x), (0, 1, 2, 4, 6), strict=True):
            torch.testing.assert_close(ours, theirs[stage])


def test_the_compiled_network_gives_torchs_answers_at_any_size() -> None:
    network = UNet().eval()
    run = engine.compile_module(network, np.zeros((1, 3, 64, 96), np.float32))
    for shape in ((64, 96), (96, 64), (128, 160)):
        x = np.random.default_rng(0).random((1, 3, *shape), np.float32)
        assert eager.agree(eager.run(network, x), run(x), 1e-3)
