"""Maps of the trunk, which stays as it is: computed once for many views, then read from files.

The file holds one row of float16 numbers a view. Which view a row shows follows from its number alone, so a
computation that was cut off goes on where the file ends.
"""

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import torch
from torch import Tensor, nn
from tqdm import tqdm

from core.train.shared.detection import photos, targets, vino
from core.train.shared.detection.photos import SIDE, Album, Photo
from core.train.shared.detection.targets import Targets

SHAPES = ((40, SIDE // 8, SIDE // 8), (112, SIDE // 16, SIDE // 16), (320, SIDE // 32, SIDE // 32))
"""of a row's three maps"""
SIZES = [int(np.prod(shape)) for shape in SHAPES]
ROW = 2 * sum(SIZES)
"""bytes"""
BATCH = 8


@dataclass(frozen=True)
class Batch:
    """Views of a step: the trunk's maps (B, C, H, W) and what should be said of them.

    `ids` (B, answers) are the classes, −1 for nothing, `numbers` (B, answers, 4) what goes with them.
    `counted` (B, classes) says of which classes a view without a box shows none.
    """

    maps: tuple[Tensor, ...]
    ids: Tensor
    numbers: Tensor
    counted: Tensor

    def to(self, device: torch.device) -> "Batch":
        """Return the same on a device."""
        parts = [part.to(device) for part in (self.ids, self.numbers, self.counted)]
        return Batch(tuple(part.to(device) for part in self.maps), *parts)


class Views:
    """The views of photos by their number, photos with rare things more often than others."""

    def __init__(self, learnt: list[Photo], voc: np.ndarray, seed: int, kind: str) -> None:
        """Show the photos to an "ssd" or a "yolo"; `voc` (classes,) are the classes that VOC boxes."""
        self.photos, self.voc, self.seed = learnt, voc, seed
        self.wanted, self.answers, _ = targets.KINDS[kind]
        self.edges = photos.shares(learnt, len(voc)).cumsum()
        self._targets: dict[int, Targets] = {}

    def photo(self, number: int) -> Photo:
        """Return the photo that a view shows."""
        # The golden ratio spreads the numbers evenly over the photos, however many views there will be.
        place = ((number + 0.618 * self.seed) * (np.sqrt(5) - 1) / 2) % 1
        return self.photos[min(int(np.searchsorted(self.edges, place)), len(self.photos) - 1)]

    def look(self, number: int) -> tuple[Photo, np.ndarray, np.random.Generator]:
        """Return a view's photo, what leads from it to the view, and the chances for the rest."""
        photo = self.photo(number)
        rng = np.random.default_rng([self.seed, number])
        return photo, photos.turn(photo, rng), rng

    def pixels(self, number: int) -> np.ndarray:
        """Return a view as the trunk takes it, (3, SIDE, SIDE) float32."""
        x = photos.view(*self.look(number)).astype(np.float32)
        return ((x - 127) / 128).transpose(2, 0, 1)

    def targets(self, number: int) -> Targets:
        """Return what should be said of a view; kept, as it stays the same."""
        if number not in self._targets:
            photo, matrix, _ = self.look(number)
            self._targets[number] = self.wanted(*photos.boxes_in(photo, matrix))
        return self._targets[number]


class Stock:
    """Views whose maps lie in files."""

    def __init__(self, parts: list[tuple[Views, np.ndarray]]) -> None:
        """Take views and the rows (views, sum of SIZES) of their maps."""
        self.parts = parts
        self.starts = np.cumsum([0] + [len(rows) for _, rows in parts])

    @classmethod
    def found(cls, folder: Path, album: Album, kind: str) -> "Stock":
        """Return what lies in a folder's files maps_SEED.f16, as far as they have come."""
        files = sorted(folder.glob("maps_*.f16"))
        parts = []
        for file in files:
            views = Views(album.of("train"), album.voc, int(file.stem.split("_")[1]), kind)
            shape = file.stat().st_size // ROW, sum(SIZES)
            parts.append((views, np.memmap(file, np.float16, "r", shape=shape)))
        return cls(parts)

    def __len__(self) -> int:
        """Return how many views there are."""
        return int(self.starts[-1])

    def batch(self, picked: list[int]) -> Batch:
        """Return the views with these numbers."""
        rows, first = [], self.parts[0][0]
        ids = torch.full((len(picked), first.answers), -1)
        numbers = torch.zeros(*ids.shape, 4)
        counted = torch.ones(len(picked), len(first.voc), dtype=torch.bool)
        for i, place in enumerate(picked):
            part = int(np.searchsorted(self.starts, place, "right")) - 1
            (views, own), number = self.parts[part], int(place - self.starts[part])
            rows.append(own[number])
            wanted = views.targets(number)
            ids[i, wanted.answers], numbers[i, wanted.answers] = wanted.ids, wanted.numbers
            if views.photo(number).source == "voc":
                counted[i] = torch.from_numpy(first.voc)
        split = np.split(np.stack(rows), np.cumsum(SIZES)[:-1], 1)
        maps = tuple(
            torch.from_numpy(part).view(-1, *shape).float().contiguous(memory_format=torch.channels_last)
            for part, shape in zip(split, SHAPES, strict=True)
        )
        return Batch(maps, ids, numbers, counted)


def compute(trunk: nn.Module, views: Views, count: int, file: Path) -> None:
    """Write the rows of `count` views to `file`, as far as they are not there yet.

    `trunk` maps (B, 3, SIDE, SIDE) to three maps.
    """
    cv2.setNumThreads(1)
    done = file.stat().st_size // ROW if file.exists() else 0
    network = vino.compiled(trunk, SIDE)
    with file.open("ab") as out:
        out.truncate(done * ROW)
        for start in tqdm(range(done, count, BATCH), mininterval=10):
            numbers = range(start, min(start + BATCH, count))
            found = network(np.stack([views.pixels(i) for i in numbers]))
            parts = [found[i].reshape(len(numbers), -1) for i in range(len(SHAPES))]
            np.concatenate(parts, 1).astype(np.float16).tofile(out)
