"""Real pictures, where the data set is on this computer. It is never shipped, and nothing of it is copied."""

import gzip
import os
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

FOLDERS = {"fashion": "fashion_mnist", "digits": "mnist"}
OPINION = {"fashion": 0.53, "digits": 0.53}
"""the discriminators' mean opinion of the first 1,000 test pictures, each told its class"""
FILES = ("t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz")


def folder(subject: str) -> Path | None:
    """Return where the test pictures of a subject are, None if they are not on this computer.

    Looked for in the folders that `DEEPVISION_DATA` names (separated as in PATH), then in `deepvision/data`
    of the user's cache: `fashion_mnist/` and `mnist/`, each with the four files of its authors.
    """
    from platformdirs import user_cache_path

    named = [Path(part) for part in os.environ.get("DEEPVISION_DATA", "").split(os.pathsep) if part]
    for place in (*named, user_cache_path("deepvision") / "data"):
        if all((place / FOLDERS[subject] / file).is_file() for file in FILES):
            return place / FOLDERS[subject]
    return None


@cache
def read(place: Path) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Return the test pictures (N, 28, 28) and their classes (N,), read once and never changed."""
    with gzip.open(place / FILES[0]) as file:
        pictures = np.frombuffer(file.read(), np.uint8, offset=16).reshape(-1, 28, 28)
    with gzip.open(place / FILES[1]) as file:
        return pictures, np.frombuffer(file.read(), np.uint8, offset=8)
