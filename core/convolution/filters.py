"""What the first layers of a trained network see: its filters and its feature maps."""

import copy
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.convolution.pixels import square
from core.runtime import registry

LAYERS = ("stem", "stage0", "stage1")
SHOWN = 32
"""feature maps shown of a layer"""
SIDE = 128
"""pixels of the square copy that goes in"""


@dataclass(frozen=True)
class FirstLayers:
    """A photo in the first layers of the bundled classifier.

    `seen` (3, S, S) is the photo as the network wants it, `weights` (32, 3, 3, 3) and `bias` (32,) its first
    convolution with the batch normalisation worked in, `maps` the first 32 maps of each layer, (32, h, w)
    float32, after ReLU where the network has one.
    """

    seen: NDArray[np.float32]
    weights: NDArray[np.float32]
    bias: NDArray[np.float32]
    stride: int
    maps: dict[str, NDArray[np.float32]]


def look(rgb: NDArray[np.uint8], model: str = "everyday") -> FirstLayers:
    """Send the middle of a photo (H, W, 3) through the first layers; raise WeightsUnavailable.

    The network is shared by everybody: its layers are called one by one, and nothing is hooked onto it.
    """
    import torch
    from torch.nn.utils.fusion import fuse_conv_bn_eval

    module, how = registry.load_model(model), registry.get_spec(model).preprocessing
    x = (square(rgb, SIDE).astype(np.float32) / 255 - np.float32(how.mean)) / np.float32(how.std)
    device = next(module.parameters()).device
    first, norm = copy.deepcopy(module.stem[0]), copy.deepcopy(module.stem[1])
    with torch.inference_mode():
        seen = torch.from_numpy(np.ascontiguousarray(x.transpose(2, 0, 1)))[None].to(device)
        out = {"stem": module.stem(seen)}
        out["stage0"] = module.stages[0](out["stem"])
        out["stage1"] = module.stages[1](out["stage0"])
        fused = fuse_conv_bn_eval(first, norm)
        maps = {name: value[0, :SHOWN].float().cpu().numpy() for name, value in out.items()}
        weights, bias = (p.detach().float().cpu().numpy() for p in (fused.weight, fused.bias))
    return FirstLayers(seen[0].cpu().numpy(), weights, bias, fused.stride[0], maps)
