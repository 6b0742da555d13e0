"""How alike two photos look to EfficientNet-Lite0: distances between its maps instead of between pixels."""

from pathlib import Path

import torch
from torch import Tensor, nn

from core.shared.efficientnet_lite import EfficientNetLite, rename
from core.shared.unit_maps import STAGES as STAGES
from core.shared.unit_maps import unit_maps

OTHER_NAMES = "_conv_stem.weight"
"""a key of the file as its converter wrote it"""


def lite0(data: Path) -> EfficientNetLite:
    """Return the official EfficientNet-Lite0 from a file, or from a folder with one of its two files in it.

    Raises: FileNotFoundError if neither is there.
    """
    files = ("efficientnet_lite0.pt", "efficientnet-lite0-*.pth")
    found = [data] if data.is_file() else [path for name in files for path in sorted(data.glob(name))]
    if not found:
        raise FileNotFoundError(f"no efficientnet_lite0.pt and no efficientnet-lite0-*.pth in {data}")
    state = torch.load(found[0], weights_only=True, map_location="cpu")
    net = EfficientNetLite()
    net.load_state_dict(rename(state) if OTHER_NAMES in state else state)
    return net.float().eval()


class Look(nn.Module):
    """The distance between photos in Lite0's maps.

    As in LPIPS (Zhang et al., 2018), but without weights learnt from people's judgement: at each place of a
    map the channels become a vector of length 1; the distance is the mean over places of the squared gap,
    then over the maps of the first `STAGES` stages.
    """

    def __init__(self, net: EfficientNetLite) -> None:
        """Take over the network, which learns nothing here."""
        super().__init__()
        self.net = net.requires_grad_(False).eval()

    def train(self, mode: bool = True) -> "Look":
        """Stay as it is: the statistics of the normalisation are Google's."""
        return super().train(False)

    def maps(self, photos: Tensor) -> list[Tensor]:
        """Return the maps of photos (B, 3, H, W) in 0..1, each place's vector of length 1."""
        return unit_maps(self.net, photos)

    def forward(self, photos: Tensor, truth: Tensor) -> Tensor:
        """Return the distances (B,) of photos (B, 3, H, W) in 0..1 to the true ones."""
        with torch.no_grad():
            wanted = self.maps(truth)
        gaps = [(a - b).square().sum(1).mean((1, 2)) for a, b in zip(self.maps(photos), wanted, strict=True)]
        return torch.stack(gaps).mean(0)
