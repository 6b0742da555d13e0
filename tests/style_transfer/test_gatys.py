"""The picture that learns: its losses and their gradients, and what a Gram matrix keeps and forgets."""

import numpy as np
import pytest
import torch

from core.media import samples
from core.shared.efficientnet_lite import EfficientNetLite
from core.style_transfer import gatys, style_pictures


def test_gram_is_the_mean_product_of_each_two_maps() -> None:
    maps = torch.randn(1, 5, 4, 3)
    wanted = torch.einsum("bihw,bjhw->ij", maps, maps) / 12
    torch.testing.assert_close(gatys.gram(maps), wanted)
    turned = maps.flip(-1).roll(1, -2)  # where something is does not count
    torch.testing.assert_close(gatys.gram(turned), wanted)


def test_maps_are_those_that_the_network_computes() -> None:
    torch.manual_seed(0)
    network, x = EfficientNetLite().eval(), torch.rand(1, 3, 64, 96)
    with torch.no_grad():
        found = gatys.maps_of(network, x)
        *_, through = zip(range(gatys.STAGES), network.maps((x * 255 - 127) / 128), strict=False)
        last = network.stages[gatys.STAGES - 1][-1]
        torch.testing.assert_close(last.narrow(found[-1]) + 0, through[1] - _kept(network, x))
    assert [tuple(m.shape[-2:]) for m in found] == [(32, 48), (32, 48), (16, 24), (8, 12), (4, 6)]


def _kept(network: EfficientNetLite, x: torch.Tensor) -> torch.Tensor:
    """Return what the last looked-at block adds its own result to."""
    y = network.stem((x * 255 - 127) / 128)
    for stage in network.stages[: gatys.STAGES]:
        blocks = list(stage)
        for block in blocks:
            before, y = y, block(y)
    return before


def test_losses_fall_and_gradients_are_right(needs) -> None:
    needs(gatys.NETWORK)
    photo, style = samples.load("astronaut"), style_pictures.load("mosaic")
    painting = gatys.Painting(photo[::4, ::4], style[::3, ::3], 3, steps=12)
    while not painting.done:
        painting.advance(0.1)
    first, last = painting.history[0], painting.history[-1]
    assert first.content == pytest.approx(0, abs=1e-6) and last.style < 0.7 * first.style
    assert painting.rgb.dtype == np.uint8 and painting.rgb.shape == gatys.picture(photo[::4, ::4]).shape

    x = torch.rand(1, 3, 48, 48, requires_grad=True)
    small = gatys.Painting(photo[:48, :48], style[:48, :48], 3)
    loss = sum(small.losses(x))
    loss.backward()
    way = torch.randn(x.shape, generator=torch.manual_seed(1))
    step = 1e-3 / way.norm()
    ends = [sum(small.losses((x + sign * step * way).detach())) for sign in (1, -1)]
    assert (ends[0] - ends[1]).item() / (2 * step.item()) == pytest.approx(
        (x.grad * way).sum().item(), rel=0.1
    )


def test_a_shuffled_picture_keeps_its_style_more_than_another_has_it(needs) -> None:
    needs(gatys.NETWORK)
    mosaic = style_pictures.load("mosaic")
    own = gatys.grams_of(mosaic)
    same, other = gatys.grams_of(gatys.shuffled(mosaic, 5)), gatys.grams_of(style_pictures.load("waves"))
    assert gatys.distance(own, own) == 0
    assert gatys.distance(same, own) < 0.25 * gatys.distance(other, own)


@pytest.mark.parametrize("tiles", [1, 2, 7])
def test_shuffling_moves_pieces_and_loses_none(tiles: int) -> None:
    rgb = np.random.default_rng(0).integers(0, 256, (71, 50, 3), np.uint8)
    mixed = gatys.shuffled(rgb, tiles)
    kept = rgb[: 71 // tiles * tiles, : 50 // tiles * tiles]
    assert mixed.shape == kept.shape and (np.sort(mixed, None) == np.sort(kept, None)).all()
    assert (mixed == kept).all() == (tiles == 1)


@pytest.mark.parametrize("balance", [0, 1e9, float("nan")])
def test_a_balance_outside_of_its_limits(balance: float) -> None:
    with pytest.raises(ValueError, match="balance"):
        gatys.Painting(np.zeros((40, 40, 3), np.uint8), np.zeros((40, 40, 3), np.uint8), balance)


@pytest.mark.parametrize("name", style_pictures.DRAWN)
def test_style_pictures_are_colourful_and_the_same_each_time(name: str) -> None:
    drawn = style_pictures.load(name)
    assert drawn.shape == (style_pictures.SIDE, style_pictures.SIDE, 3) and drawn.std() > 30
    assert (style_pictures.DRAWN[name]() == drawn).all()
