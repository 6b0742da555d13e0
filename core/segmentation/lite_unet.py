"""This project's U-Net (Ronneberger et al., 2015) on EfficientNet-Lite0, with and without its bridges."""

from torch import Tensor

from core.segmentation.networks import Bridged
from core.shared.efficientnet_lite import EfficientNetLite

COARSEST = 32
"""pixels of the photo to a side of one pixel of the smallest maps; inputs are multiples of it"""
DOWN = (16, 24, 40, 112, 320)
"""channels of the way down, from half the size to a thirty-second"""
LEVELS = ((0,), (1,), (2,), (3, 4), (5, 6))
"""the backbone's stages that make up each step down"""
UP = (128, 64, 32, 16)
"""channels of the way up, from a sixteenth of the size to half"""


class UNet(Bridged):
    """A photo to one score a class and pixel; 4.1 million parameters, down EfficientNet-Lite0."""

    def __init__(self, classes: int = 11, bridges: bool = True) -> None:
        super().__init__(EfficientNetLite(), DOWN, UP, classes, bridges)

    def down(self, x: Tensor) -> list[Tensor]:
        """Map photos (B, 3, H, W) in 0..1 to the way down: (B, 16, H/2, W/2) to (B, 320, H/32, W/32)."""
        x = self.stem((255 * x - 127) / 128)
        maps = []
        for level in LEVELS:
            for stage in level:
                x = self.stages[stage](x)
            maps.append(x)
        return maps
