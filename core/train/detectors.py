"""Train the bundled detectors `everyday_yolo` and `everyday_ssd` on real photos, on EfficientNet-Lite0.

    python -m core.train.detectors yolo --data DIR --maps 5000    computes the trunk's maps of so many views
    python -m core.train.detectors yolo --data DIR --minutes 30   trains or resumes, measures, writes weights/
    python -m core.train.detectors yolo --data DIR --deeper       goes on from what is bundled, with the trunk
    python -m core.train.detectors ssd --data DIR --deeper --borrow   the same, with the YOLO's trunk and neck
    python -m core.train.detectors ssd --data DIR --evaluate      measures the checkpoint, writes weights/
    python -m core.train.detectors yolo --quick --out DIR         seconds, on made-up pictures

At first the trunk stays as it is, so its maps are computed once for both networks; another --seed gives other
views in another file. Neck and heads learn from them; then, slowly, so do the trunk's stages after the finest
map, which is where they begin. The finest map and the heads look at one cell at a time, so on
the two finer grids the YOLO computes only some cells: those with something to find, and others by chance. The
SSD computes all, as what is hardest of all that is empty is to count.
"""

import argparse
import copy
import dataclasses
import datetime
import itertools
import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

import numpy as np
import torch
from PIL import Image
from torch import Tensor, nn

from core.detection.everyday import FINEST, LAYOUT, EverydaySsd, EverydayYolo
from core.runtime import cards
from core.train.shared.averages import follow
from core.train.shared.detection import early_maps, measures, photos
from core.train.shared.detection.early_maps import Batch, Stock, Views
from core.train.shared.detection.losses import ssd_loss, yolo_loss
from core.train.shared.detection.photos import SIDE, Album
from core.train.shared.detection.targets import KINDS, MIDDLES, STRIDE
from core.train.shared.features import lite0
from core.train.shared.training import (
    Draws,
    Training,
    descend,
    device_here,
    ease_pointwise,
    effort,
    go_on,
    rate_at,
    saved,
    set_rate,
    take_over,
)

ABOUT = {
    "data": "2,063 photos of COCO val2017 and 1,730 of VOC 2012 with boxes; the trunk is EfficientNet-Lite0 "
    "(ImageNet)",
    "licence": "AGPL-3.0-or-later (weights), trunk Apache-2.0; boxes of COCO CC BY 4.0, photos under their "
    "own terms: research and education",
}

LIMITS = {
    "ko": "{}가지 이름만 알아요. 사진 3,793장으로 배워서 작거나 겹친 것은 자주 놓쳐요.",
    "en": "Knows {} names. It learnt from 3,793 photos, so it often misses what is small or overlapped.",
}
SIDES = {"yolo": 416, "ssd": LAYOUT.side}
"""pixels of a photo's longer side, as a network sees it"""


@dataclass(frozen=True)
class Recipe:
    """Hyper-parameters."""

    minutes: float = 30
    """computing time, which a busy machine does not shorten"""
    steps: int | None = None
    """so many steps instead"""
    batch: int = 8
    """views a step"""
    rate: float = 2.5e-3
    """highest learning rate"""
    warmup: float = 0.03
    """share of the training in which the rate climbs"""
    decay: float = 0.02
    """weight decay"""
    average: float = 0.998
    """decay of the moving average of the weights, a step"""
    cells: tuple[int, int] = (80, 48)
    """so many cells of the two finer grids are computed"""
    trunk: float = 0.0
    """learning rate of the trunk's later stages, as a share; 0 leaves them as they are"""
    seed: int = 0


CELLS = {"yolo": Recipe.cells, "ssd": ((SIDE // 8) ** 2, (SIDE // 16) ** 2)}
NETWORKS = {"yolo": EverydayYolo, "ssd": EverydaySsd}
SHARED = ("trunk.", "neck.")
"""tensors that both networks have"""
DEEPER = {"rate": 1e-3, "trunk": 0.3}
"""what a recipe has when the trunk learns as well"""


def learnt(network: nn.Module, deeper: bool = False) -> nn.ModuleList:
    """Return what learns: all but the trunk, `deeper` also the trunk's stages after the finest map."""
    parts = [part for name, part in network.named_children() if name != "trunk"]
    return nn.ModuleList([*parts, *network.trunk.stages[FINEST:]] if deeper else parts)


def pick(forced: Tensor, count: int) -> tuple[Tensor, Tensor]:
    """Choose `count` of the cells (B, n): the forced ones, the rest by chance.

    Return their numbers (B, count) and of how many cells each is an example (B, count).
    """
    chosen = (torch.rand(forced.shape, device=forced.device) + forced).topk(count, 1).indices
    some = forced.sum(1, keepdim=True).clamp(max=count - 1)
    return chosen, torch.where(forced.gather(1, chosen), 1.0, (forced.shape[1] - some) / (count - some))


def take(maps: Tensor, cells: Tensor) -> Tensor:
    """Return some cells (B, k) of maps (B, C, H, W) as (B, C, k, 1)."""
    flat = maps.flatten(2)
    return flat.gather(2, cells[:, None].expand(-1, flat.shape[1], -1))[..., None]


def loss_of(
    network: EverydayYolo | EverydaySsd, batch: Batch, counts: tuple[int, int], deeper: bool = False
) -> Tensor:
    """Return the mean loss of a batch; `counts` cells of the two finer grids are computed.

    The trunk's coarser maps are those of the batch, or, `deeper`, computed anew.
    """
    maps = network.trunk.coarser(batch.maps[0]) if deeper else batch.maps
    (fine, middle, coarse), neck, device = maps, network.neck, batch.ids.device
    is_ssd = isinstance(network, EverydaySsd)
    each = KINDS["ssd" if is_ssd else "yolo"][2]
    cells, answers, weights, start = [], [], [], 0
    for part, count, k in zip((fine, middle), counts, each, strict=False):
        end = start + part.shape[2] * part.shape[3] * k
        something = (batch.ids[:, start:end] >= 0).unflatten(1, (-1, k)).any(2)
        chosen, weight = pick(something, count)
        inside = chosen[..., None] * k + torch.arange(k, device=device)
        cells.append(chosen), weights.append(weight), answers.append(inside.flatten(1) + start)
        start = end
    rest = torch.arange(start, batch.ids.shape[1], device=device).expand(len(fine), -1)
    answers = torch.cat([*answers, rest], 1)
    b_map, c_map = neck.upper(middle, coarse)
    width, width_above = fine.shape[3], middle.shape[3]
    above = cells[0] // width // 2 * width_above + cells[0] % width // 2
    a_cells = neck.fine(torch.cat([take(fine, cells[0]), take(b_map, above)], 1))
    maps = [a_cells, take(b_map, cells[1]), c_map]
    wanted = batch.ids.gather(1, answers), take_rows(batch.numbers, answers)
    if is_ssd:
        return ssd_loss(network.head(maps), wanted, batch.counted)
    weight = torch.cat([*weights, torch.ones_like(rest, dtype=torch.float)], 1)
    where = MIDDLES.to(device)[answers], STRIDE.to(device)[answers]
    found = network.head(torch.cat([part.flatten(2) for part in maps], 2)[..., None])
    return yolo_loss(found, where, wanted, weight, batch.counted)


def take_rows(rows: Tensor, numbers: Tensor) -> Tensor:
    """Return some rows (B, k) of (B, n, 4) as (B, k, 4)."""
    return rows.gather(1, numbers[..., None].expand(-1, -1, rows.shape[2]))


def fit(network: nn.Module, stock: Stock, recipe: Recipe, checkpoint: Path) -> dict:
    """Train, saving every minute; return the last state with the averaged weights under "average"."""
    device = device_here()
    network = network.to(device, memory_format=torch.channels_last)
    average, deeper = copy.deepcopy(network), recipe.trunk > 0
    own, followed = learnt(network, deeper).requires_grad_(True), learnt(average, deeper)
    groups = [{"params": learnt(network).parameters()}]
    if deeper:
        groups.append({"params": network.trunk.stages[FINEST:].parameters(), "share": recipe.trunk})
        ease_pointwise(network)
    optimiser = torch.optim.AdamW(groups, lr=recipe.rate, weight_decay=recipe.decay)
    parts = {"net": network, "average": average, "optimiser": optimiser}
    training = Training(checkpoint, recipe.minutes, parts, device, smooth=0.01, steps=recipe.steps)
    draws = Draws(len(stock), min(recipe.batch, len(stock)))
    own.train()
    network.trunk.eval()  # its batch normalisation keeps ImageNet's averages: batches are small
    for progress in training.steps():
        batch = stock.batch(draws.next().tolist()).to(device)
        set_rate(optimiser, rate_at(progress, recipe.rate, recipe.warmup))
        loss = loss_of(network, batch, recipe.cells, deeper)
        descend(loss, optimiser, limit=10.0)
        follow(followed, own, training.step, recipe.average)
        training.tell(loss.item(), f"{len(stock)} views")
    return saved(checkpoint)


def evaluate(network: nn.Module, kind: str, album: Album, facts: dict, out: Path) -> None:
    """Measure on the test photos, write weights and card."""
    seer = measures.Seer(network, album.names, SIDES[kind])
    found = measures.precisions(seer, album, "test")
    card = {
        "task": "detection",
        "labels": list(album.names),
        "parameters": sum(p.numel() for p in network.parameters()),
        "side": SIDES[kind],
        "metrics": {f"map50_{source}": round(v, 4) for source, v in measures.means(found).items()},
        "average_precision": {
            name: round(float(p), 3)
            for name, p in zip(album.names, found["coco"], strict=True)
            if np.isfinite(p)
        },
    }
    cards.write(out, f"everyday_{kind}", network.state_dict(), card | facts)
    print(kind, card["metrics"], flush=True)


def made_up(folder: Path) -> Album:
    """Write noise with a bright square into `folder` and read it: enough to run every line of this script."""
    rng, images = np.random.default_rng(0), []
    for i, (source, split) in enumerate(
        itertools.product(("coco", "voc"), ("train", "train", "val", "test"))
    ):
        rgb = rng.integers(0, 90, (240, 320, 3)).astype(np.uint8)
        rgb[60:160, 80:200, i % 3] = 250
        Image.fromarray(rgb).save(folder / f"{i}.png")
        boxes = [[80, 60, 200, 160, c] for c in range(2)]
        facts = {"file": f"{i}.png", "source": source, "split": split, "width": 320, "height": 240}
        images.append(facts | {"boxes": boxes})
    listed = {"classes": ["person", "cup"], "voc_classes": [0], "images": images}
    (folder / "labels.json").write_text(json.dumps(listed), encoding="utf8")
    return photos.read(folder, 1)


def main() -> None:
    """Compute maps or read them, train or resume, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("kind", choices=NETWORKS)
    parser.add_argument("--data", type=Path, help="the folder that holds everyday_photos")
    parser.add_argument("--backbone", type=Path, help="folder of EfficientNet-Lite0; by itself DIR")
    parser.add_argument("--out", type=Path, default=cards.BUNDLED, help="where weights and cards go")
    parser.add_argument("--checkpoint", type=Path)
    parser.add_argument("--maps", type=int, default=0, help="compute maps of so many views, train nothing")
    parser.add_argument("--folder", type=Path, default=Path(), help="where the maps lie")
    parser.add_argument("--minutes", type=float, default=Recipe.minutes)
    parser.add_argument("--seed", type=int, default=Recipe.seed)
    parser.add_argument("--deeper", action="store_true", help="go on from what is bundled, with the trunk")
    parser.add_argument("--borrow", action="store_true", help="begin with trunk and neck of the bundled YOLO")
    parser.add_argument("--evaluate", action="store_true")
    parser.add_argument("--quick", action="store_true")
    args = parser.parse_args()
    recipe = Recipe(minutes=args.minutes, cells=CELLS[args.kind], seed=args.seed)
    if args.deeper:
        recipe = dataclasses.replace(recipe, **DEEPER)
    checkpoint = args.checkpoint or Path(f"everyday_{args.kind}.ckpt")
    torch.manual_seed(args.seed)
    with tempfile.TemporaryDirectory() as work:
        if args.quick:
            args.folder, args.maps = Path(work), 8
            recipe = dataclasses.replace(recipe, steps=2, batch=4)
        album = made_up(args.folder) if args.quick else photos.read(args.data / "everyday_photos")
        network = NETWORKS[args.kind](len(album.names))
        began = ", after --maps N with the seeds 0 and 1"
        if args.deeper:
            began = go_on(network, f"everyday_{args.kind}", "--deeper")
            if args.borrow:
                began += "; trunk and neck:" + go_on(network, "everyday_yolo", "--borrow", SHARED)
        elif not args.quick:
            take_over(network.trunk, lite0(args.backbone or args.data).state_dict())
        network.trunk.eval().requires_grad_(False)
        if args.maps:
            views = Views(album.of("train"), album.voc, args.seed, args.kind)
            early_maps.compute(network.trunk, views, args.maps, args.folder / f"maps_{args.seed}.f16")
            if not args.quick:
                return
        stock = Stock.found(args.folder, album, args.kind)
        state = saved(checkpoint) if args.evaluate else fit(network, stock, recipe, checkpoint)
        split = (f"{len(album.of(part))} {part}" for part in ("train", "val", "test"))
        facts = {
            "split": f"photos by name: {', '.join(split)}; {len(stock)} views of the training photos",
            "command": f"python -m core.train.detectors {args.kind} --data DIR --minutes {args.minutes:g} "
            f"--seed {args.seed}{began}",
            "trained": effort(state),
            "seed": args.seed,
            "date": datetime.date.today().isoformat(),
            "limits": {language: text.format(len(album.names)) for language, text in LIMITS.items()},
        }
        network.load_state_dict(state["average"])
        evaluate(network, args.kind, album, facts | ABOUT, args.out)


if __name__ == "__main__":
    main()
