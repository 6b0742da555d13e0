"""Measure which frozen network is the best one to teach own classes on.

    python -m core.train.official.measure_backbones --data DIR

DIR holds `weather`, `everyday_photos` and `fruits`. A head learns from 10 photos of each class and is asked
about all others; printed is the mean over the classes and over 10 draws.
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from tqdm import tqdm

from core.shared.backbones import JOINED, features
from core.shared.logistic import fit

NETWORKS = ("everyday", "efficientnet_lite0", JOINED)
DRAWS, LEARNT = 10, 10
MOST, FEWEST = 60, 20
"""photos a class at most, and at least: classes with fewer are left out"""
TABLEWARE = ("bottle", "wine glass", "cup", "bowl", "fork", "knife", "spoon")
SMALLEST, AROUND = 32, 0.15
"""a thing cut out of a photo has at least so many pixels a side; so much of its size is left around it"""
Photos = Iterator[tuple[str, NDArray[np.uint8]]]


def weather(data: Path) -> Photos:
    """Yield class and photo of cloudy, rain, shine and sunrise."""
    entries = json.loads((data / "weather/labels.json").read_text(encoding="utf8"))
    for file, entry in entries.items():
        path = next((data / "weather").rglob(file))
        yield entry["label"], np.asarray(Image.open(path).convert("RGB"))


def animals(data: Path) -> Photos:
    """Yield class and photo of five kinds of animals: VOC's photos where only one kind is boxed."""
    listed = json.loads((data / "everyday_photos/labels.json").read_text(encoding="utf8"))
    for entry in listed["images"]:
        kinds = {int(box[4]) for box in entry["boxes"]}
        if entry["source"] == "voc" and len(kinds) == 1:
            yield listed["classes"][kinds.pop()], _photo(data, entry)


def tableware(data: Path) -> Photos:
    """Yield class and picture of things on a table, cut out of COCO's photos."""
    listed = json.loads((data / "everyday_photos/labels.json").read_text(encoding="utf8"))
    for entry in listed["images"]:
        boxes = [box for box in entry["boxes"] if listed["classes"][int(box[4])] in TABLEWARE]
        large = [box for box in boxes if min(box[2] - box[0], box[3] - box[1]) >= SMALLEST]
        if entry["source"] == "coco" and large:
            photo = _photo(data, entry)
            yield from ((listed["classes"][int(box[4])], cut(photo, box[:4])) for box in large)


def fruits(data: Path) -> Photos:
    """Yield class and photo of apples, bananas and oranges: those with one kind of fruit."""
    listed = json.loads((data / "fruits/labels.json").read_text(encoding="utf8"))
    for entry in listed["images"]:
        kinds = {int(box[0]) for box in entry["boxes"]}
        if len(kinds) == 1:
            rgb = np.asarray(Image.open(data / "fruits" / entry["file"]).convert("RGB"))
            yield listed["classes"][kinds.pop()], rgb


SETS = {"weather": weather, "animals": animals, "tableware": tableware, "fruits": fruits}


def _photo(data: Path, entry: dict) -> NDArray[np.uint8]:
    path = data / "everyday_photos" / entry["file"]
    path = path if path.exists() else next((data / "everyday_photos").rglob(entry["file"]))
    return np.asarray(Image.open(path).convert("RGB"))


def cut(rgb: NDArray[np.uint8], xyxy: list[float]) -> NDArray[np.uint8]:
    """Return what is in a box, and a little around it."""
    (x0, y0, x1, y1), (h, w) = xyxy, rgb.shape[:2]
    dx, dy = AROUND * (x1 - x0), AROUND * (y1 - y0)
    rows = slice(int(max(0, y0 - dy)), int(min(h, y1 + dy)))
    return rgb[rows, int(max(0, x0 - dx)) : int(min(w, x1 + dx))]


def seen(photos: Photos) -> tuple[dict[str, NDArray[np.float32]], NDArray[np.int64]]:
    """Return the features of at most MOST photos a class by network (N, d), and the class numbers (N,)."""
    seen_of, found = defaultdict(int), defaultdict(list)
    names, y = {}, []
    for name, rgb in tqdm(photos):
        seen_of[name] += 1
        if seen_of[name] <= MOST:
            y.append(names.setdefault(name, len(names)))
            for network in NETWORKS:
                found[network].append(features(rgb, network))
    y = np.array(y)
    enough = [c for c in range(len(names)) if (y == c).sum() >= FEWEST]
    kept = np.isin(y, enough)
    return {network: np.stack(rows)[kept] for network, rows in found.items()}, np.searchsorted(
        enough, y[kept]
    )


def accuracy(x: NDArray[np.float32], y: NDArray[np.int64], seed: int) -> float:
    """Learn from LEARNT photos of each class drawn at random; return the share right of all others."""
    rng = np.random.default_rng(seed)
    mixed = [rng.permutation(np.flatnonzero(y == c)) for c in range(y.max() + 1)]
    train = np.concatenate([photos[:LEARNT] for photos in mixed])
    basis = np.linalg.qr(x[train].astype(np.float64).T)[0]
    weight, bias = fit(x[train] @ basis, y[train])
    found = x @ basis @ weight.T + bias
    return float(np.mean([(found[photos[LEARNT:]].argmax(1) == c).mean() for c, photos in enumerate(mixed)]))


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--sets", nargs="+", choices=SETS, default=list(SETS))
    arguments = parser.parse_args()
    for name in arguments.sets:
        x, y = seen(SETS[name](arguments.data))
        print(f"{name}: {len(y)} photos, {y.max() + 1} classes")
        for network, rows in x.items():
            draws = [accuracy(rows, y, seed) for seed in range(DRAWS)]
            print(f"  {network:28} {np.mean(draws):.3f} (draws {min(draws):.3f} to {max(draws):.3f})")


if __name__ == "__main__":
    main()
