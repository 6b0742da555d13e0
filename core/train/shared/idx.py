"""Grey pictures of 28×28 pixels with labels: MNIST and Fashion-MNIST files, or made up for a quick run."""

import gzip
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

SIDE = 28
"""pixels of a picture's side"""


def load(folder: Path, part: str) -> tuple[Tensor, Tensor]:
    """Return pictures (N, 1, 28, 28) uint8 and labels (N,) of "train" or "t10k"."""
    with gzip.open(folder / f"{part}-images-idx3-ubyte.gz") as file:
        pictures = np.frombuffer(file.read(), np.uint8, offset=16).reshape(-1, 1, SIDE, SIDE)
    with gzip.open(folder / f"{part}-labels-idx1-ubyte.gz") as file:
        labels = np.frombuffer(file.read(), np.uint8, offset=8)
    return torch.from_numpy(pictures.copy()), torch.from_numpy(labels.astype(np.int64))


def made_up(count: int) -> tuple[Tensor, Tensor]:
    """Return noise with a bright bar whose height is the label: enough to run every line of this script."""
    labels = torch.arange(count) % 10
    pictures = torch.randint(0, 60, (count, 1, SIDE, SIDE), dtype=torch.uint8)
    for picture, label in zip(pictures, labels.tolist(), strict=True):
        picture[:, 4 + 2 * label : 6 + 2 * label] = 255
    return pictures, labels
