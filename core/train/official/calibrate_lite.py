"""Find out how sure EfficientNet-Lite may say it is: its temperature, and from which entropy on it warns.

    python -m core.train.official.calibrate_lite efficientnet_lite0 --data DIR

DIR holds `everyday_photos`, `fruits`, `people_pets` and `weather`: photos that the network never saw. What it
should know: VOC's photos with one kind of animal, and photos with one kind of fruit; right is any of
ImageNet's classes of that kind, every kind counts the same. What it cannot know: portraits of people and
pictures of the sky. The temperature has the smallest cross-entropy on the first (Guo et al., 2017); nine of
ten right answers stay below the limit, as for the bundled network. Half of the photos find both numbers, the
other half is what is printed of them.
"""

import argparse
import json
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from tqdm import tqdm

from core.runtime import engine, registry
from core.shared.preprocess import preprocess
from core.shared.probabilities import entropy, softmax
from core.train.official import measure_backbones
from core.train.official.measure_backbones import Photos

KINDS = {
    "cat": range(281, 286),
    "dog": range(151, 269),
    "horse": (339,),
    "cow": (345,),
    "sheep": (348, 349),
    "apple": (948,),
    "orange": (950,),
    "banana": (954,),
}
"""ImageNet's classes of a kind"""
TEMPERATURES = np.arange(0.4, 2.01, 0.02)
BELOW = 0.9
"""share of the right answers that get no warning"""
MOST = 120
"""photos a kind at most"""
SKY = ("cloudy", "shine", "sunrise")


def strange(data: Path) -> Photos:
    """Yield "portrait" or "sky" and photos whose main thing is none of ImageNet's 1,000."""
    index = json.loads((data / "people_pets/index.json").read_text(encoding="utf8"))
    for name, entry in index.items():
        if entry["kind"] == "person":
            path = next((data / "people_pets/photos").glob(f"{name}.*"))
            yield "portrait", np.asarray(Image.open(path).convert("RGB"))
    for label, rgb in measure_backbones.weather(data):
        if label in SKY:
            yield "sky", rgb


def logits_of(model: str, photos: Iterable[tuple[str, NDArray[np.uint8]]]) -> dict[str, NDArray[np.float64]]:
    """Return the logits (N, 1000) of at most MOST photos of each name."""
    run, how = engine.predictor(model), registry.get_spec(model).preprocessing
    found: dict[str, list[NDArray[np.float64]]] = {}
    for name, rgb in tqdm(photos):
        rows = found.setdefault(name, [])
        if len(rows) < MOST:
            rows.append(run(preprocess(rgb, how))[0].astype(np.float64))
    return {name: np.stack(rows) for name, rows in found.items()}


def surprise(known: dict[str, NDArray[np.float64]], temperature: float) -> float:
    """Return the cross-entropy of the right kinds, the mean over the kinds."""
    shares = [softmax(z / temperature)[:, list(KINDS[kind])].sum(1) for kind, z in known.items()]
    return float(np.mean([-np.log(np.maximum(share, 1e-12)).mean() for share in shares]))


def scattered(logits: NDArray[np.float64], temperature: float) -> NDArray[np.float64]:
    """Return how scattered the answers to N photos are (N,): 0 to 1."""
    return np.array([entropy(p) for p in softmax(logits / temperature)])


def right(kind: str, logits: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return whether the best answer to each photo is of its kind (N,)."""
    return np.isin(logits.argmax(1), list(KINDS[kind]))


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("model", choices=("efficientnet_lite0", "efficientnet_lite2"))
    parser.add_argument("--data", type=Path, required=True)
    arguments = parser.parse_args()
    photos = (*measure_backbones.animals(arguments.data), *measure_backbones.fruits(arguments.data))
    known = logits_of(arguments.model, photos)
    unknown = logits_of(arguments.model, strange(arguments.data))
    finding, asked = ({kind: z[half::2] for kind, z in known.items()} for half in (0, 1))
    temperature = float(TEMPERATURES[np.argmin([surprise(finding, t) for t in TEMPERATURES])])
    certain = [scattered(z[right(kind, z)], temperature) for kind, z in finding.items()]
    limit = float(np.quantile(np.concatenate(certain), BELOW))
    print(f"temperature {temperature:.2f}, unsure above {limit:.3f}")
    print(f"cross-entropy on the others {surprise(asked, temperature):.3f}, at 1 {surprise(asked, 1.0):.3f}")
    for name, z in (*asked.items(), *unknown.items()):
        warned = (scattered(z, temperature) > limit).mean()
        told = f", right {right(name, z).mean():.2f}" if name in KINDS else ""
        print(f"{name}: {len(z)} photos, warned {warned:.2f}{told}")


if __name__ == "__main__":
    main()
