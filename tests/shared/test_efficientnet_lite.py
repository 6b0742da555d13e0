"""EfficientNet-Lite: its padding is TensorFlow's at every size, in one compiled graph."""

import numpy as np
import pytest
import torch
from torch.nn import functional as F

from core.runtime import eager
from core.runtime.compiled import Compiled
from core.shared.efficientnet_lite import SameConv2d, conv


@pytest.mark.parametrize("size", [(8, 9), (7, 12), (5, 5)])
@pytest.mark.parametrize(("kernel", "stride"), [(1, 1), (3, 1), (3, 2), (5, 2)])
def test_padding_is_tensorflows(kernel: int, stride: int, size: tuple[int, int]) -> None:
    layer = SameConv2d(2, 3, kernel, stride)
    x = torch.randn(1, 2, *size)
    # https://www.tensorflow.org/api_docs/python/tf/nn#notes_on_padding_2
    tall, wide = (max(kernel - (n % stride or stride), 0) for n in size)
    padded = F.pad(x, (wide // 2, wide - wide // 2, tall // 2, tall - tall // 2))
    wanted = F.conv2d(padded, layer.weight, layer.bias, stride)
    assert wanted.shape[-2:] == tuple(-(-n // stride) for n in size)
    assert torch.equal(layer(x), wanted)


def test_one_compiled_graph_is_right_at_every_size() -> None:
    network = torch.nn.Sequential(conv(3, 8, 3, 2), conv(8, 8, 5, 2, groups=8), conv(8, 8, 3)).eval()
    compiled = Compiled.of(network, (np.zeros((1, 3, 32, 32), np.float32),))
    assert compiled.exported()  # so it is kept, and the next server's first answer needs no torch
    for size in ((33, 47), (64, 31)):
        picture = np.random.default_rng(0).random((2, 3, *size), dtype=np.float32)
        assert np.allclose(compiled(picture), eager.run(network, picture), atol=1e-5)
