"""How good a detector is on photos, looked at as the dashboard looks at them."""

import numpy as np
from torch import nn

from core.detection import infer, metrics, ssd
from core.detection.everyday import LAYOUT, EverydaySsd
from core.shared import yolo
from core.train.shared.detection import vino
from core.train.shared.detection.photos import Album, Photo

OVERLAP = 0.5
"""IoU with a true box from which a box is right"""


class Seer:
    """A network computed by OpenVINO that finds things in a photo, a YOLO with its longer side as `side`."""

    def __init__(self, network: nn.Module, names: tuple[str, ...], side: int = LAYOUT.side) -> None:
        """Compile the network."""
        self.is_ssd, self.names, self.side = isinstance(network, EverydaySsd), names, side
        self.network = vino.compiled(network, side)

    def find(self, rgb: np.ndarray) -> metrics.Found:
        """Return what the network finds in a photo (H, W, 3) uint8 above the lowest score."""
        seen = infer.choose(self.candidates(rgb).best(infer.LOOKED_AT), infer.FLOOR)
        return metrics.Found(seen.xyxy, seen.class_ids, seen.scores)

    def candidates(self, rgb: np.ndarray) -> infer.Candidates:
        """Return what non-maximum suppression starts from."""
        h, w = rgb.shape[:2]
        if self.is_ssd:
            places, logits = self._look(ssd.view(rgb, LAYOUT))
            xyxy, scores, ids = ssd.decode(places, logits, LAYOUT, infer.FLOOR)
            xyxy = xyxy * np.float32([w, h, w, h])
        else:
            x, (scale_x, scale_y, left, top) = yolo.letterbox(rgb, self.side)
            xyxy, scores, ids = yolo.decode(*self._look(x), x.shape[2:], infer.FLOOR)
            xyxy = (xyxy - np.float32([left, top] * 2)) / np.float32([scale_x, scale_y] * 2)
        order = np.argsort(-scores, kind="stable")
        return infer.Candidates(xyxy[order], scores[order], ids[order], self.names, (w, h))

    def _look(self, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        found = self.network(x)
        return found[0][0], found[1][0]


def truth(photo: Photo) -> metrics.Found:
    """Return a photo's true boxes."""
    return metrics.Found(photo.xyxy, photo.class_ids)


def precisions(seer: Seer, album: Album, split: str) -> dict[str, np.ndarray]:
    """Return the AP at IoU 0.5 of every class on the photos of a split, of "coco" and of "voc".

    NaN stands for a class that does not occur or that a source does not box.
    """
    found = {}
    for source in ("coco", "voc"):
        chosen = album.of(split, source)
        seen, true = [seer.find(p.rgb()) for p in chosen], [truth(p) for p in chosen]
        classes = range(len(album.names))
        each = np.array([metrics.curve(seen, true, c, OVERLAP).average_precision for c in classes])
        found[source] = np.where(album.voc | (source == "coco"), each, np.nan)
    return found


def means(found: dict[str, np.ndarray]) -> dict[str, float]:
    """Return each source's mean AP over the classes that have one, 0 without any."""
    return {name: float(np.nanmean(each)) if np.isfinite(each).any() else 0.0 for name, each in found.items()}
