"""How alike two photos look to EfficientNet-Lite0: distances between its maps instead of between pixels.

As in LPIPS (Zhang et al., 2018), but without weights learnt from people's judgement.
"""

from torch import Tensor, nn

from core.shared.efficientnet_lite import EfficientNetLite

STAGES = 5
"""of the seven: maps at 1/2, 1/4, 1/8, 1/16, 1/16 of the size; the last two know what, hardly where"""


def unit_maps(net: EfficientNetLite, photos: Tensor) -> list[Tensor]:
    """Return the first `STAGES` stages' maps of photos (B, 3, H, W) in 0..1.

    At each place of a map the channels are a vector of length 1.
    """
    made = []
    for stage, x in enumerate(net.maps((photos * 255 - 127) / 128)):
        x = x.float()
        made.append(x / (x.square().sum(1, keepdim=True) + 1e-6).sqrt())
        if stage == STAGES - 1:
            break
    return made


class UnitMaps(nn.Module):
    """A photo (B, 3, H, W) in 0..1 to what `unit_maps` returns."""

    def __init__(self, net: EfficientNetLite) -> None:
        """Look with `net`, which stays as it is."""
        super().__init__()
        self.net = net

    def forward(self, photos: Tensor) -> list[Tensor]:
        """Return the maps."""
        return unit_maps(self.net, photos)
