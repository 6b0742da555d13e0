"""The networks map any fitting size; hints and holes are where they were put."""

import numpy as np
import pytest
import torch

from core.colorization import sizes
from core.colorization.hints import Hint, drawn
from core.colorization.networks import COLOURS, Colouring, Inpainter


@pytest.mark.parametrize(("height", "width"), [(64, 96), (72, 40)])
def test_colours_come_at_a_quarter_of_the_size(height: int, width: int) -> None:
    net = Colouring().eval()
    with torch.inference_mode():
        mean, logits = net(torch.rand(2, 1, height, width), torch.zeros(2, 3, height, width))
    assert mean.shape == (2, 2, height // 4, width // 4)
    assert logits.shape == (2, COLOURS, height // 4, width // 4)


def test_only_the_hole_is_painted_and_its_content_is_not_seen() -> None:
    torch.manual_seed(0)
    net, photo = Inpainter().eval(), torch.rand(1, 3, 32, 40)
    hole = torch.zeros(1, 1, 32, 40)
    hole[..., 8:20, 10:30] = 1
    with torch.inference_mode():
        made, again = net(photo, hole), net(photo * (1 - hole) + hole * 0.3, hole)
    assert torch.equal(made * (1 - hole), photo * (1 - hole))
    assert torch.allclose(made, again, atol=1e-6)


def test_hints_are_squares_with_their_colour() -> None:
    found = drawn([Hint(0.5, 0.5, 50, -25), Hint(1.0, 0.0, 10, 10)], 40, 60, reach=2)
    assert found.shape == (3, 40, 60) and found[2].sum() == 25 + 9
    assert found[:, 20, 30].tolist() == [1, -0.5, 1] and found[2, 0, 59] == 1
    assert not drawn([], 8, 8).any()


def test_sizes_fit_the_network() -> None:
    for height, width in ((1280, 960), (213, 320), (100, 2000)):
        made = sizes.fitted(height, width)
        assert max(made) == 256 and all(side % 8 == 0 and side > 0 for side in made)
    assert np.allclose(sizes.fitted(960, 1280), (192, 256))
