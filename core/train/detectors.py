"""Train the bundled detectors `everyday_yolo` and `everyday_ssd` on scenes made of everyday photos.

    python -m core.train.detectors yolo --data DIR --minutes 240  trains or resumes, measures, writes weights/
    python -m core.train.detectors yolo --data DIR --further      begins with the bundled weights of that name
    python -m core.train.detectors ssd --data DIR --evaluate      measures the checkpoint, writes weights/
    python -m core.train.detectors yolo --quick --out DIR         seconds, on made-up pictures

The YOLO starts from the trunk of the bundled classifier, the SSD from that of the bundled YOLO, which knows
scenes. The trunk's first stages stay as they are: they know edges already, and cost most. Scenes are made as
they are needed (core.train.shared.scenes), small ones first. Averaged weights, one-cycle AdamW.
"""

import argparse
import copy
import dataclasses
import datetime
import os
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

import cv2
import numpy as np
import torch
from torch import Tensor, nn
from torch.utils.data import DataLoader, IterableDataset

from core.detection import infer, metrics, ssd
from core.detection.everyday import LAYOUT, SIDE, EverydaySsd, EverydayYolo
from core.runtime import cards, weights
from core.shared import yolo
from core.train.shared import scenes
from core.train.shared.detection_losses import SsdLoss, YoloLoss
from core.train.shared.scenes import NAMES, Photo, Stock
from core.train.shared.training import (
    Training,
    autocast,
    ease_strides,
    effort,
    follow,
    go_on,
    rate_at,
    saved,
    set_rate,
)

LIMITS = {
    "ko": f"{len(NAMES)}가지 이름만 알아요. 64×64 픽셀의 작은 사진을 이어 붙인 장면으로 배워서 "
    "작은 것, 겹친 것, 사람은 자주 놓쳐요.",
    "en": f"Knows {len(NAMES)} names. It learnt from scenes pieced together from photos of 64×64 pixels, "
    "so it often misses what is small or overlapped, and people.",
}


@dataclass(frozen=True)
class Recipe:
    """Hyper-parameters."""

    minutes: float = 240
    """computing time, which a busy machine does not shorten"""
    batch: int = 16
    """scenes a step"""
    rate: float = 2e-3
    """highest learning rate of the head; the trunk's is a fifth"""
    warmup: float = 0.04
    """share of the training in which the rate climbs"""
    decay: float = 0.02
    """weight decay"""
    thaw: float = 0.12
    """progress from which the trunk's last stages learn too"""
    stages: int = 2
    """so many of the trunk's stages learn"""
    sizes: tuple[tuple[float, int], ...] = ((0.0, 192), (0.6, 256), (0.88, 320))
    """(progress from which, side of the scenes in pixels)"""
    average: float = 0.999
    """decay of the moving average of the weights, a step"""
    hold_out: int = 4
    """every so manieth real photo is kept apart to measure on"""
    seed: int = 0


class Scenes(IterableDataset):
    """Batches of scenes without end: pictures (B, 3, S, S) uint8 and boxes (n, 6): scene, class, xyxy."""

    def __init__(self, stock: Stock, side: int, batch: int, seed: int) -> None:
        self.stock, self.side, self.batch, self.seed = stock, side, batch, seed

    def __iter__(self):
        """Yield batches; each worker has chances of its own."""
        cv2.setNumThreads(0)
        worker = torch.utils.data.get_worker_info()
        rng = np.random.default_rng([self.seed, worker.id if worker else 0])
        while True:
            yield batched([scenes.compose(self.stock, self.side, rng) for _ in range(self.batch)])


def batched(photos: list[Photo]) -> tuple[Tensor, Tensor]:
    """Stack scenes of one size to pictures (B, 3, S, S) uint8 and boxes (n, 6): scene, class, xyxy."""
    pictures = torch.from_numpy(np.stack([p.rgb for p in photos])).permute(0, 3, 1, 2).contiguous()
    rows = [
        np.column_stack([np.full(len(p.class_ids), i), p.class_ids, p.xyxy]) for i, p in enumerate(photos)
    ]
    return pictures, torch.from_numpy(np.concatenate(rows).astype(np.float32))


NETWORKS = {"yolo": (EverydayYolo, YoloLoss), "ssd": (EverydaySsd, SsdLoss)}
TRUNKS = {"yolo": ("everyday", ""), "ssd": ("everyday_yolo", "trunk.")}
"""whose trunk a network starts from, and what its tensors' names begin with there"""


def start(kind: str, classes: int) -> nn.Module:
    """Return a network whose trunk has learnt before."""
    network, (name, prefix) = NETWORKS[kind][0](classes), TRUNKS[kind]
    known = weights.read(name)
    network.trunk.load_state_dict({key: known[prefix + key].float() for key in network.trunk.state_dict()})
    return network


def thaw(network: nn.Module, stages: int) -> None:
    """Set a network to learn with the last `stages` stages of its trunk, the rest of which stays as it is."""
    network.train(), network.trunk.eval().requires_grad_(False)
    for stage in list(network.trunk.stages)[len(network.trunk.stages) - stages :]:
        stage.train().requires_grad_(True)


def fit(network: nn.Module, kind: str, stock: Stock, recipe: Recipe, checkpoint: Path) -> dict:
    """Train, saving every three minutes; return the last state with the averaged weights under "average"."""
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    network = network.to(device, memory_format=torch.channels_last)
    average, loss_of = copy.deepcopy(network), NETWORKS[kind][1](network, len(NAMES))
    ease_strides(network)
    trunk = list(network.trunk.parameters())
    head = [p for name, p in network.named_parameters() if not name.startswith("trunk.")]
    groups = [{"params": head, "share": 1.0}, {"params": trunk, "share": 0.2}]
    optimiser = torch.optim.AdamW(groups, lr=recipe.rate, weight_decay=recipe.decay)
    parts = {"net": network, "average": average, "optimiser": optimiser}
    training, side, batches = Training(checkpoint, recipe.minutes, parts, device, smooth=0.01), 0, iter(())
    for progress in training.steps():
        wanted = [s for begin, s in recipe.sizes if progress >= begin][-1]
        if wanted != side:
            side = wanted
            workers = os.cpu_count() - 1 if device.type == "cuda" else 0
            made = Scenes(stock, side, recipe.batch, recipe.seed + training.step)
            batches = iter(DataLoader(made, batch_size=None, num_workers=workers))
        pictures, boxes = (part.to(device) for part in next(batches))
        thaw(network, recipe.stages if progress >= recipe.thaw else 0)
        set_rate(optimiser, rate_at(progress, recipe.rate, recipe.warmup))
        with autocast(device):
            loss = loss_of(network, pictures, boxes)
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 10.0)
        optimiser.step()
        follow(average, network, training.step, recipe.average)
        training.tell(loss.item(), f"{side} px")
    return saved(checkpoint)


def look(network: nn.Module, kind: str, photo: Photo) -> infer.Candidates:
    """Return the candidates of a photo, made as the dashboard makes them."""
    if kind == "yolo":
        x, (scale_x, scale_y, left, top) = yolo.letterbox(photo.rgb, SIDE)
    else:
        x = ssd.view(photo.rgb, LAYOUT)
    with torch.inference_mode():
        places, logits = (part[0].numpy() for part in network(torch.from_numpy(x)))
    h, w = photo.rgb.shape[:2]
    if kind == "yolo":
        xyxy, scores, ids = yolo.decode(places, logits, x.shape[2:], infer.FLOOR, yolo.PYRAMID)
        xyxy = (xyxy - np.float32([left, top] * 2)) / np.float32([scale_x, scale_y] * 2)
    else:
        xyxy, scores, ids = ssd.decode(places, logits, LAYOUT, infer.FLOOR)
        xyxy = xyxy * np.float32([w, h, w, h])
    return infer.Candidates(xyxy, scores, ids, NAMES, (w, h))


def measure(network: nn.Module, kind: str, photos: list[Photo]) -> metrics.Scores:
    """Return AP and recall of every class, after non-maximum suppression at IoU 0.6."""
    found = []
    for photo in photos:
        seen = infer.choose(look(network, kind, photo), infer.FLOOR, 0.6)
        found.append(metrics.Found(seen.xyxy, seen.class_ids, seen.scores))
    return metrics.evaluate(found, [metrics.Found(p.xyxy, p.class_ids) for p in photos])


def evaluate(
    state: dict, kind: str, sets: dict[str, list[Photo]], command: str, seed: int, out: Path
) -> None:
    """Measure on scenes of the test photos and on the real photos kept apart; write weights and card."""
    network = NETWORKS[kind][0](len(NAMES))
    network.load_state_dict(state["average"])
    network.eval()
    results = {name: measure(network, kind, photos) for name, photos in sets.items()}
    measured = {f"map50_{name}": round(scores.map50, 4) for name, scores in results.items()}
    first = results["scenes"]
    facts = {
        "task": "detection",
        "labels": list(NAMES),
        "parameters": sum(p.numel() for p in network.parameters()),
        "metrics": measured,
        "average_precision": {
            NAMES[c]: round(float(p), 3)
            for c, p in zip(first.class_ids, first.average_precision[0], strict=True)
        },
        "data": "scenes of Tiny-ImageNet-200 photos (ImageNet / Stanford CS231n), fruits (web photos), "
        "COCO train2017 (128 photos), Caltech-101 faces",
        "licence": "AGPL-3.0-or-later (weights); data: non-commercial research and education",
        "split": ", ".join(f"{len(photos)} {name}" for name, photos in sets.items()) + " to test",
        "command": command,
        "trained": effort(state),
        "seed": seed,
        "date": datetime.date.today().isoformat(),
        "limits": LIMITS,
    }
    cards.write(out, f"everyday_{kind}", network.state_dict(), facts)
    print(measured)


def made_up(count: int, rng: np.random.Generator) -> list[Photo]:
    """Return noise with a bright square: enough to run every line of this script."""
    photos = []
    for i in range(count):
        rgb = rng.integers(0, 90, (64, 64, 3)).astype(np.uint8)
        rgb[16:48, 16:48, i % 3] = 250
        photos.append(Photo(rgb, np.float32([[16, 16, 48, 48]]), np.array([i % 3])))
    return photos


def read(data: Path, recipe: Recipe) -> tuple[Stock, dict[str, list[Photo]]]:
    """Return what to learn from and what to measure on."""
    folder = data / "tiny_imagenet_everyday"
    things, scenery = scenes.tiny(folder / "train_a.npz", folder / "train_b.npz")
    test_things, test_scenery = scenes.tiny(folder / "val.npz")
    fruits, fruits_apart = scenes.real(data / "fruits", recipe.hold_out)
    coco, coco_apart = scenes.real(data / "coco_sample", recipe.hold_out)
    faces, faces_apart = scenes.faces(data / "faces" / "faces.npz", recipe.hold_out)
    stock = Stock(things, scenery, fruits + coco, faces, scenes.balanced(things))
    rng = np.random.default_rng(0)  # whatever the seed, all are measured on the same scenes
    apart = Stock(test_things, test_scenery, fruits_apart + coco_apart, faces_apart)
    composed = [scenes.compose(apart, SIDE, rng) for _ in range(500)]
    return stock, {"scenes": composed, "fruits": fruits_apart, "coco": coco_apart}


def main() -> None:
    """Read the photos, train or resume, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("kind", choices=NETWORKS)
    parser.add_argument("--data", type=Path, help="the folder that holds the data sets")
    parser.add_argument("--out", type=Path, default=cards.BUNDLED, help="where the two files go")
    parser.add_argument("--checkpoint", type=Path)
    parser.add_argument("--minutes", type=float, default=Recipe.minutes)
    parser.add_argument("--rate", type=float, default=Recipe.rate, help="highest learning rate of the head")
    parser.add_argument("--seed", type=int, default=Recipe.seed)
    parser.add_argument("--further", action="store_true", help="begin with the bundled weights")
    parser.add_argument("--evaluate", action="store_true")
    parser.add_argument("--quick", action="store_true")
    args = parser.parse_args()
    thaw_from = 0.0 if args.further else Recipe.thaw
    recipe = Recipe(minutes=args.minutes, rate=args.rate, thaw=thaw_from, seed=args.seed)
    checkpoint = args.checkpoint or Path(f"everyday_{args.kind}.ckpt")
    torch.manual_seed(args.seed)
    if args.quick:
        recipe = dataclasses.replace(recipe, minutes=0.05, batch=2, sizes=((0.0, 64),))
        photos = made_up(12, np.random.default_rng(0))
        stock, sets = Stock(photos, [], [], []), {"scenes": photos}
    else:
        stock, sets = read(args.data, recipe)
    network = start(args.kind, len(NAMES))
    began = go_on(network, f"everyday_{args.kind}") if args.further else ""
    state = saved(checkpoint) if args.evaluate else fit(network, args.kind, stock, recipe, checkpoint)
    given = f"--minutes {args.minutes:g} --rate {args.rate:g} --seed {args.seed}"
    command = f"python -m core.train.detectors {args.kind} --data DIR {given}"
    evaluate(state, args.kind, sets, command + began, args.seed, args.out)


if __name__ == "__main__":
    main()
