"""Teach a head four kinds of weather on EfficientNet-Lite0's features: a ready example of own classes.

    python -m core.train.weather --data DIR       learns, measures, writes
    python -m core.train.weather --quick --out DIR  seconds, on made-up features

It is what the page of own classes does with a learner's photos, on 650 photos of a published data set: the
same features, the same logistic regression. So the file is one that the page reads.
"""

import argparse
import datetime
import hashlib
import json
import os
from pathlib import Path

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

import numpy as np
import torch
from PIL import Image

from core.runtime import cards
from core.runtime.specs import Preprocessing
from core.shared.preprocess import preprocess
from core.train.shared.captioning.told import backbone
from core.transfer_learning import head_file, learning
from core.transfer_learning.learning import Head

BACKBONE = "efficientnet_lite0"
SEEN = Preprocessing(256, 224, (127 / 255,) * 3, (128 / 255,) * 3, "bicubic")
"""what the backbone wants: (x − 127) / 128"""
NAMES = {"cloudy": "흐림", "rain": "비", "shine": "맑음", "sunrise": "해돋이"}
LIMITS = {
    "ko": "흐림, 비, 맑음, 해돋이만 알아요. 눈과 안개는 배우지 않았고, "
    "실내 사진에도 넷 가운데 하나라고 답해요.",
    "en": "Knows cloudy, rain, shine and sunrise; neither snow nor fog. "
    "It names one of the four indoors too.",
}
Photos = tuple[np.ndarray, np.ndarray]


def load(folder: Path, weights: Path) -> dict[str, Photos]:
    """Return by split what Lite0 knows of each photo (N, 1280), of length 1, and class numbers (N,)."""
    net = backbone(weights, torch.device("cpu"))
    entries = json.loads((folder / "labels.json").read_text(encoding="utf8"))
    found: dict[str, tuple[list, list]] = {}
    for file, entry in entries.items():
        with Image.open(folder / file) as image:
            x = preprocess(np.asarray(image.convert("RGB")), SEEN)
        with torch.inference_mode():
            features = net.features(torch.from_numpy(x)).mean((2, 3))[0].numpy()
        own = found.setdefault(entry["split"], ([], []))
        own[0].append(features / np.linalg.norm(features))
        own[1].append(list(NAMES).index(entry["label"]))
    return {split: (np.stack(x), np.array(y)) for split, (x, y) in found.items()}


def made_up(count: int) -> Photos:
    """Return features (count, 1280) of length 1 that tell the classes apart, and class numbers."""
    y = np.arange(count) % len(NAMES)
    x = np.random.default_rng(count).random((count, 1280)) + 3 * np.eye(len(NAMES), 1280)[y]
    return (x / np.linalg.norm(x, axis=1, keepdims=True)).astype(np.float32), y


def measure(head: Head, photos: Photos) -> dict[str, object]:
    """Return accuracy, recall of each class, and how often each class (row) was called each (column)."""
    x, y = photos
    called = head.probabilities(x).argmax(1)
    table = np.zeros((len(NAMES), len(NAMES)), int)
    np.add.at(table, (y, called), 1)
    return {
        "top1": round(float((called == y).mean()), 4),
        "recall": {name: round(float(table[n, n] / table[n].sum()), 3) for n, name in enumerate(NAMES)},
        "confusion": table.tolist(),
    }


def write(head: Head, photos: dict[str, Photos], out: Path) -> None:
    """Write the head as a file of own classes, with its card."""
    data = head_file.to_bytes(head)
    tested = measure(head, photos["test"])
    facts = {
        "name": "weather",
        "file": "weather.safetensors",
        "sha256": hashlib.sha256(data).hexdigest(),
        "bytes": len(data),
        "task": "own classes",
        "backbone": BACKBONE,
        "labels": list(head.labels),
        "names": {"ko": list(NAMES.values()), "en": list(NAMES)},
        "parameters": head.weight.size + head.bias.size,
        "metrics": {"top1": tested["top1"]},
        "measured": tested,
        "validation": measure(head, photos["val"]),
        "data": "multi-class weather data set (Ajayi, 2018, CC BY 4.0); Lite0 learnt from ImageNet",
        "licence": "AGPL-3.0-or-later",
        "split": ", ".join(f"{len(photos[s][1])} to {verb}" for s, verb in SPLITS.items()),
        "command": "python -m core.train.weather --data DIR",
        "seed": 0,
        "date": datetime.date.today().isoformat(),
        "limits": LIMITS,
    }
    (out / facts["file"]).write_bytes(data)
    card = json.dumps(facts, ensure_ascii=False, indent=1)
    (out / "weather.json").write_text(card + "\n", encoding="utf8")
    (out / "README.md").write_text(cards.overview(out), encoding="utf8")
    print(tested)


SPLITS = {"train": "learn", "val": "check", "test": "test"}


def main() -> None:
    """Look at the photos, learn, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, help="folder with weather/")
    parser.add_argument("--backbone", type=Path, help="default: efficientnet_lite0.pt in --data")
    parser.add_argument("--out", type=Path, default=cards.BUNDLED, help="where the two files go")
    parser.add_argument("--quick", action="store_true")
    args = parser.parse_args()
    if args.quick:
        photos = {split: made_up(count) for split, count in zip(SPLITS, (80, 20, 40), strict=True)}
    else:
        photos = load(args.data / "weather", args.backbone or args.data / f"{BACKBONE}.pt")
    write(learning.learn(*photos["train"], tuple(NAMES), BACKBONE).head, photos, args.out)


if __name__ == "__main__":
    main()
