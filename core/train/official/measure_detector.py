"""Measure a detector, as the dashboard asks it, on photos with boxes that nobody has trained it on.

    python -m core.train.official.measure_detector yolov3_tiny --data DIR/everyday_photos

Prints the mean average precision (IoU ≥ 0.5, and over 0.5 to 0.95) on COCO's part over all classes that
occur, over things in rooms alone, and on VOC's part, where only VOC's 20 classes are boxed and so only they
count.
"""

import argparse
import json
from collections.abc import Collection, Sequence
from pathlib import Path

import numpy as np
from PIL import Image
from tqdm import tqdm

from core.detection import infer, metrics
from core.detection.metrics import Found
from core.runtime import registry

ROOM = ("chair", "couch", "tv", "bottle", "cup", "book", "laptop", "keyboard")
Entries = list[dict[str, object]]


def read(folder: Path, source: str, split: str) -> Entries:
    """Return what is known of the photos of a part, "coco" or "voc", and a split."""
    listed = json.loads((folder / "labels.json").read_text(encoding="utf8"))["images"]
    return [entry for entry in listed if (entry["source"], entry["split"]) == (source, split)]


def truth(entry: dict[str, object]) -> Found:
    """Return a photo's true boxes."""
    rows = np.array(entry["boxes"], np.float32).reshape(-1, 5)
    return Found(rows[:, :4], rows[:, 4].astype(int))


def look(rgb: np.ndarray, model: str, classes: Sequence[str]) -> Found:
    """Return what a detector finds above the lowest score, its names as numbers in `classes`."""
    found = infer.detect(rgb, model, infer.FLOOR)
    known = np.array([label in classes for label in found.labels], bool)
    ids = np.array([classes.index(label) for label in found.labels if label in classes], int)
    return Found(found.xyxy[known], ids, found.scores[known])


def measure(model: str, folder: Path, entries: Entries, classes: Sequence[str]) -> metrics.Scores:
    """Return AP and recall of every class over the photos of `entries`."""
    photos = (np.asarray(Image.open(folder / str(entry["file"])).convert("RGB")) for entry in entries)
    found = [look(rgb, model, classes) for rgb in tqdm(photos, total=len(entries))]
    return metrics.evaluate(found, [truth(entry) for entry in entries])


def of(scores: metrics.Scores, chosen: Collection[int]) -> tuple[float, float, int]:
    """Return mAP50 and mAP over some classes, and of how many there are boxes."""
    precision = scores.average_precision[:, np.isin(scores.class_ids, list(chosen))]
    present = np.isfinite(precision[0])
    return float(precision[0, present].mean()), float(precision[:, present].mean()), int(present.sum())


def main() -> None:
    """Read the photos, ask the detector, print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("model", choices=registry.list_models("detection"))
    parser.add_argument("--data", type=Path, required=True, help="the folder with labels.json")
    parser.add_argument("--split", default="test", choices=("train", "val", "test"))
    parser.add_argument("--most", type=int, help="so many photos a part at most")
    args = parser.parse_args()
    listed = json.loads((args.data / "labels.json").read_text(encoding="utf8"))
    classes, everything = listed["classes"], range(len(listed["classes"]))
    parts = {part: read(args.data, part, args.split)[: args.most] for part in ("coco", "voc")}
    scores = {part: measure(args.model, args.data, entries, classes) for part, entries in parts.items()}
    for title, part, chosen in (
        ("COCO, all classes", "coco", everything),
        ("COCO, things in rooms", "coco", [classes.index(name) for name in ROOM]),
        ("VOC", "voc", listed["voc_classes"]),
    ):
        map50, map_, count = of(scores[part], chosen)
        facts = f"{len(parts[part])} photos, {count} classes"
        print(f"{title} ({facts}): mAP50 {map50:.4f}, mAP {map_:.4f}")


if __name__ == "__main__":
    main()
