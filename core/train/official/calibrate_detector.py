"""Find out below which score a detector's box is more likely wrong than right.

    python -m core.train.official.calibrate_detector yolov3_tiny --data DIR/everyday_photos

Every box of the validation photos, after suppression, is right (its class, IoU ≥ 0.5, a thing that
no better box has found) or wrong. The share that is right rises with the score: that rise is fitted without
any shape (isotonic regression), and where it passes one half is the limit. Only classes that are boxed in a
photo's part count. Prints the limit, and of the test photos how many boxes on either side of it are right.
"""

import argparse
import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from sklearn.isotonic import IsotonicRegression
from tqdm import tqdm

from core.detection import metrics
from core.runtime import registry
from core.train.official import measure_detector
from core.train.official.measure_detector import Entries

NEEDED = 0.5
"""IoU with a true box from which a box is right"""
HALF = 0.5
LOWEST = 0.05
"""the page's sliders hardly go lower, and below are most boxes"""


def judged(
    model: str, folder: Path, entries: Entries, classes: list[str], counted: list[int]
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Return scores (n,) of the boxes above LOWEST and of a class in `counted`, and which are right."""
    scores, right = [], []
    for entry in tqdm(entries):
        rgb = np.asarray(Image.open(folder / str(entry["file"])).convert("RGB"))
        found, truth = measure_detector.look(rgb, model, classes), measure_detector.truth(entry)
        for class_id in counted:
            mine = (found.class_ids == class_id) & (found.scores > LOWEST)
            real = truth.xyxy[truth.class_ids == class_id]
            scores.append(found.scores[mine])
            right.append(metrics.match(found.xyxy[mine], real, NEEDED) >= 0)
    return np.concatenate(scores), np.concatenate(right)


def limit(scores: NDArray[np.float64], right: NDArray[np.bool_]) -> float:
    """Return the lowest score from which at least half of the boxes are right, 1 if there is none."""
    at = np.linspace(0, 1, 101)
    share = IsotonicRegression(out_of_bounds="clip").fit(scores, right).predict(at)
    return float(at[share >= HALF].min(initial=1.0))


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("model", choices=registry.list_models("detection"))
    parser.add_argument("--data", type=Path, required=True, help="the folder with labels.json")
    parser.add_argument("--most", type=int, help="so many photos a part at most")
    args = parser.parse_args()
    listed = json.loads((args.data / "labels.json").read_text(encoding="utf8"))
    counted = {"coco": list(range(len(listed["classes"]))), "voc": listed["voc_classes"]}
    found = {}
    for split in ("val", "test"):
        parts = [
            judged(
                args.model,
                args.data,
                measure_detector.read(args.data, part, split)[: args.most],
                listed["classes"],
                classes,
            )
            for part, classes in counted.items()
        ]
        found[split] = tuple(np.concatenate(both) for both in zip(*parts, strict=True))
    least = limit(*found["val"])
    scores, right = found["test"]
    sure = scores >= least
    print(f"{args.model}: unsure below {least:.2f} ({len(found['val'][0]):,} boxes)")
    print(f"test: above {right[sure].mean():.2f} of {sure.sum():,} right, below {right[~sure].mean():.2f}")


if __name__ == "__main__":
    main()
