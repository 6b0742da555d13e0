"""Train the bundled U-Nets on CamVid's road scenes (480×360, 11 classes, the split of SegNet).

    python -m core.train.camvid unet --data DIR --minutes 12      trains or resumes, measures, writes weights/
    python -m core.train.camvid unet_no_bridges --data DIR --start unet.ckpt --minutes 3   its twin
    python -m core.train.camvid unet --data DIR --further --minutes 7   goes on from what is shipped
    python -m core.train.camvid unet --data DIR --evaluate        measures the bundled weights again
    python -m core.train.camvid unet --quick --out DIR            seconds, on made-up pictures

The way down starts from the bundled classifier, whose first layers stay as they are. Small views first,
larger ones later, and streets that we drew among the photos. Cross-entropy with mild class weights and
Dice; averaged weights, one-cycle AdamW.
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
from torch.nn import functional as F
from tqdm import tqdm

from core.runtime import cards, engine, weights
from core.runtime.engine import Predict
from core.segmentation import metrics, views
from core.segmentation.networks import COARSEST, UNet
from core.shared.probabilities import softmax
from core.train.shared import drawn_streets
from core.train.shared.averages import follow
from core.train.shared.camvid_views import LABELS, VOID, Phase, Photos, batch, made_up, read
from core.train.shared.training import (
    Training,
    autocast,
    ease_strides,
    effort,
    go_on,
    rate_at,
    saved,
    set_rate,
    take_over,
)

LIMITS = {
    "ko": "차에서 찍은 케임브리지 도로 사진만 배웠어요. "
    "아는 이름은 11가지뿐이고, 실내 사진에도 그 이름만 붙여요.",
    "en": "It learnt from the roads of Cambridge seen from a car. It knows 11 names and gives one of them "
    "to every pixel, indoors too.",
}


@dataclass(frozen=True)
class Recipe:
    """Hyper-parameters."""

    minutes: float = 12
    """computing time, which a busy machine does not shorten"""
    steps: int | None = None
    """so many steps instead"""
    batch: int = 4
    """views a step"""
    rate: float = 2e-3
    """highest learning rate of the way up; that of the way down is `trunk` of it"""
    trunk: float = 0.35
    """see above"""
    warmup: float = 0.06
    """share of the training in which the rate climbs"""
    decay: float = 0.01
    """weight decay"""
    power: float = 0.4
    """class weights are (median share / share) to this power: 0 equal, 1 median frequency balancing"""
    dice: float = 0.5
    """weight of the Dice loss beside cross-entropy"""
    rare: float = 0.4
    """share of views around a pixel of a class drawn by lot, so that rare ones are seen"""
    phases: tuple[Phase, ...] = (
        Phase(0, (160, 128), (0.33, 0.6)),
        Phase(0.3, (240, 176), (0.5, 0.9)),
        Phase(0.8, (320, 240), (0.65, 1.05)),
    )
    """small views of small photos first"""
    drawn: int = 120
    """drawn streets that are learnt beside the photos"""
    average: float = 0.995
    """decay of the moving average of the weights, a step"""
    seed: int = 0


def further(recipe: Recipe) -> Recipe:
    """Return the recipe for going on with a trained network: the largest views only, smaller steps."""
    largest = dataclasses.replace(recipe.phases[-1], begin=0)
    return dataclasses.replace(recipe, rate=recipe.rate / 3, phases=(largest,), average=0.98)


def class_weights(classes: np.ndarray, power: float) -> Tensor:
    """Return one weight a class from their shares of the pixels (Eigen & Fergus, 2015, softened)."""
    share = np.bincount(classes.ravel(), minlength=VOID + 1)[:VOID] / classes.size
    weight = (np.median(share[share > 0]) / np.maximum(share, 1e-4)) ** power
    return torch.from_numpy(weight / weight.mean()).float()


def dice_loss(logits: Tensor, truth: Tensor) -> Tensor:
    """Return 1 − Dice, averaged over the classes that occur in the batch (Milletari et al., 2016)."""
    known = truth != VOID
    p = logits.softmax(1) * known[:, None]
    t = F.one_hot(truth.clamp(max=VOID - 1), VOID).permute(0, 3, 1, 2) * known[:, None]
    both, total = ((a).sum((0, 2, 3)) for a in (p * t, p + t))
    there = t.sum((0, 2, 3)) > 0
    return 1 - (2 * both[there] / total[there]).mean()


def together(photos: Photos, drawn: Photos) -> Photos:
    """Return photos and drawings of one size as one."""
    parts = ((photos.rgb, drawn.rgb), (photos.classes, drawn.classes))
    return Photos(*(np.concatenate(part) for part in parts))


def start(kind: str, begin_from: Path | None, goes_on: bool = False) -> tuple[UNet, str]:
    """Return a network that begins with the classifier's trunk, with a checkpoint or with what is shipped.

    And what the card's command says of that.
    """
    network = UNet(VOID, bridges=kind == "unet")
    if goes_on:
        return network, go_on(network, kind)
    take_over(network, saved(begin_from)["average"] if begin_from else weights.read("everyday"))
    return network, f" --start {begin_from.name}" if begin_from else ""


def frozen(network: UNet) -> list[nn.Module]:
    """Return the layers that stay as they are: edges and colours are the same in every photo."""
    return [network.stem, network.stages[0], network.stages[1]]


def fit(network: UNet, photos: Photos, recipe: Recipe, checkpoint: Path) -> dict:
    """Train, saving every three minutes; return the last state with the averaged weights under "average"."""
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    network, average = network.to(device), copy.deepcopy(network).to(device)
    ease_strides(network)
    for part in frozen(network):
        part.requires_grad_(False)
    trunk = [p for p in network.stages.parameters() if p.requires_grad]
    others = [*network.ups.parameters(), *network.head.parameters()]
    groups = [{"params": others, "share": 1.0}, {"params": trunk, "share": recipe.trunk}]
    optimiser = torch.optim.AdamW(groups, lr=recipe.rate, weight_decay=recipe.decay)
    parts = {"net": network, "average": average, "optimiser": optimiser}
    training = Training(checkpoint, recipe.minutes, parts, device, steps=recipe.steps)
    rng = np.random.default_rng([recipe.seed, training.step])
    weight = class_weights(photos.classes, recipe.power).to(device)
    for progress in training.steps():
        phase = [p for p in recipe.phases if progress >= p.begin][-1]
        x, truth = (part.to(device) for part in batch(photos, phase, recipe.batch, recipe.rare, rng))
        network.train()
        for part in frozen(network):
            part.eval()
        set_rate(optimiser, rate_at(progress, recipe.rate, recipe.warmup))
        with autocast(device):
            logits = network(x).float()
        loss = F.cross_entropy(logits, truth, weight, ignore_index=VOID) + recipe.dice * dice_loss(
            logits, truth
        )
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 5.0)
        optimiser.step()
        follow(average, network, training.step, recipe.average)
        training.tell(loss.item(), f"{phase.wh[0]} px")
    return saved(checkpoint)


def predict(run: Predict, rgb: np.ndarray, longest: int) -> np.ndarray:
    """Return one logit a class and pixel (classes, H, W), made as the dashboard makes it."""
    x, inner = views.fit(rgb, longest, COARSEST)
    return views.back(run(x)[0], inner, x.shape[2:], *rgb.shape[:2])


def measure(run: Predict, photos: Photos, longest: int) -> tuple[metrics.Scores, list[float]]:
    """Return IoUs and pixel accuracy over all pixels of all photos, void ignored; each photo's confidence."""
    matrix, sure = np.zeros((VOID, VOID), np.int64), []
    for rgb, truth in zip(tqdm(photos.rgb, leave=False), photos.classes, strict=True):
        logits = predict(run, rgb, longest)
        matrix += metrics.confusion(truth, logits.argmax(0), VOID)
        sure.append(float(softmax(logits, 0).max(0).mean()))
    return metrics.scores(matrix), sure


def limit_of(sure: list[float], drives: tuple[str, ...]) -> float:
    """Return the mean confidence that 95% of the photos of every drive exceed.

    The drives must be others than the training's: there the network is surer than anywhere else, and a limit
    from there warns of most real roads.
    """
    known = np.array(drives or ("",) * len(sure))
    return min(float(np.quantile(np.array(sure)[known == drive], 0.05)) for drive in np.unique(known))


def facts_of(
    network: UNet, kind: str, val: Photos, test: Photos, state: dict, recipe: Recipe, began: str
) -> dict:
    """Choose on the validation photos, measure on the test photos, return the card."""
    run = engine.compile_module(network, np.zeros((1, 3, 64, 96), np.float32))
    width = val.rgb.shape[2]
    tried = {side: measure(run, val, side) for side in (width * 5 // 6, width)}
    longest = max(tried, key=lambda side: tried[side][0].mean_iou)
    chosen, _ = tried[longest]
    scores, sure = measure(run, test, longest)
    limit = limit_of(sure, test.drives)
    return {
        "task": "segmentation",
        "labels": list(LABELS),
        "longest": longest,
        "unsure_below": round(limit, 3),
        "false_warnings": round(float(np.mean(np.array(sure) < limit)), 3),
        "parameters": sum(p.numel() for p in network.parameters()),
        "metrics": {
            "mean_iou": round(scores.mean_iou, 4),
            "pixel_accuracy": round(scores.pixel_accuracy, 4),
            "mean_iou_val": round(chosen.mean_iou, 4),
        },
        "iou": {name: round(float(v), 4) for name, v in zip(LABELS, scores.iou, strict=True)},
        "data": "CamVid (Brostow et al., 2009), 480×360, 11 classes; the way down began as `everyday` "
        "(Tiny-ImageNet-200); beside the photos streets drawn by this project",
        "licence": "AGPL-3.0-or-later (weights); data CC BY-NC 4.0, non-commercial research and education",
        "split": f"367 train and {recipe.drawn} drawn, {len(val.rgb)} val (input size), "
        f"{len(test.rgb)} test (SegNet's split), which also set the limit of the warning",
        "command": f"python -m core.train.camvid {kind} --data DIR{began} --minutes {recipe.minutes:g} "
        f"--seed {recipe.seed}",
        "trained": effort(state),
        "seed": recipe.seed,
        "date": datetime.date.today().isoformat(),
        "limits": LIMITS,
    }


def shipped(kind: str) -> dict:
    """Return the bundled weights and what their card says of the training, as `fit` returns them."""
    trained = cards.read(kind)["trained"]
    tensors = {name: tensor.float() for name, tensor in weights.read(kind).items()}
    return {"average": tensors, "step": trained["steps"], "seconds": 60 * trained["minutes"]}


def main() -> None:
    """Read the photos, train or resume, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("kind", choices=("unet", "unet_no_bridges"))
    parser.add_argument("--data", type=Path, help="the folder that holds CamVid's train, val and test")
    parser.add_argument("--out", type=Path, default=cards.BUNDLED, help="where the two files go")
    parser.add_argument("--checkpoint", type=Path)
    parser.add_argument("--start", type=Path, help="a checkpoint to begin with instead of the classifier")
    parser.add_argument("--further", action="store_true", help="goes on from the bundled weights")
    parser.add_argument("--minutes", type=float, default=Recipe.minutes)
    parser.add_argument("--seed", type=int, default=Recipe.seed)
    parser.add_argument(
        "--evaluate", action="store_true", help="measures the checkpoint, else what is shipped"
    )
    parser.add_argument("--quick", action="store_true")
    args = parser.parse_args()
    recipe = Recipe(minutes=args.minutes, seed=args.seed)
    recipe = further(recipe) if args.further else recipe
    checkpoint = args.checkpoint or Path(f"{args.kind}.ckpt")
    torch.manual_seed(args.seed)
    cv2.setNumThreads(0)
    if args.quick:
        views_of = (Phase(0, (64, 48), (0.5, 1)),)
        recipe = dataclasses.replace(recipe, steps=24, batch=2, phases=views_of)
        train, val, test = (made_up(n, np.random.default_rng(recipe.seed)) for n in (6, 2, 3))
    else:
        train, val, test = (read(args.data, part) for part in ("train", "val", "test"))
        train = together(train, drawn_streets.read(recipe.drawn))
    network, began = start(args.kind, args.start, args.further)
    if args.evaluate:
        state = saved(checkpoint) if checkpoint.exists() else shipped(args.kind)
    else:
        state = fit(network, train, recipe, checkpoint)
    network.load_state_dict(state["average"])
    facts = facts_of(network.eval(), args.kind, val, test, state, recipe, began)
    cards.write(args.out, args.kind, network.state_dict(), facts)
    print(facts["metrics"], facts["iou"])


if __name__ == "__main__":
    main()
