"""Train the bundled `everyday` classifier on the 102 everyday classes of Tiny-ImageNet (64×64 photos).

    python -m core.train.everyday --data DIR                trains, or resumes; measures; writes weights/
    python -m core.train.everyday --data DIR --minutes 120  a budget of computing time instead of epochs
    python -m core.train.everyday --data DIR --further      begins with the bundled weights
    python -m core.train.everyday --data DIR --evaluate     only measures the checkpoint, writes weights/
    python -m core.train.everyday --quick --out DIR         seconds, on made-up pictures

Small pictures first, larger ones later (progressive resizing, Howard 2018; Tan & Le 2021): most of what a
network learns early does not need detail. One-cycle SGD, CutMix, label smoothing, averaged weights.
"""

import dataclasses
import io
import os
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

import numpy as np
import torch
from PIL import Image
from torch import Tensor, nn
from torch.nn import functional as F

from core.runtime import cards
from core.shared.everyday_net import EverydayNet
from core.shared.probabilities import entropy
from core.train.shared import script
from core.train.shared.averages import Average
from core.train.shared.calibration import temperature_of
from core.train.shared.training import (
    Draws,
    Training,
    autocast,
    descend,
    ease_strides,
    go_on,
    prepare,
    rate_at,
    saved,
    set_rate,
)

MEAN, STD = (0.480, 0.448, 0.398), (0.277, 0.269, 0.282)
LIMITS = {
    "ko": "102가지 일상 사물, 동물, 장소만 알아요. 사람은 배우지 않았어요. "
    "64×64 픽셀의 작은 사진으로 배워서 작은 부분은 놓쳐요.",
    "en": "Knows 102 everyday things, animals and places, and no people. "
    "It learnt from photos of 64×64 pixels, so it misses small details.",
}


@dataclass(frozen=True)
class Recipe:
    """Hyper-parameters."""

    minutes: float = 230
    """computing time, which a busy machine does not shorten"""
    batch: int = 128
    """photos a step"""
    rate: float = 0.12
    """highest learning rate"""
    warmup: float = 0.06
    """share of the training in which the rate climbs"""
    decay: float = 5e-4
    """weight decay, on matrices and kernels only"""
    smoothing: float = 0.1
    """label smoothing"""
    cutmix: float = 0.35
    """share of batches in which a rectangle comes from another photo, until `calm`"""
    least: tuple[float, float] = (0.3, 0.5)
    """share of a photo's area that is seen, at least: until `calm`, and from then on"""
    calm: float = 0.68
    """progress from which photos change less, as the network is far from knowing them by heart"""
    sizes: tuple[tuple[float, int], ...] = ((0.0, 32), (0.2, 48), (0.7, 64))
    """(progress from which, side in pixels)"""
    average: float = 0.998
    """decay of the moving average of the weights, a step"""
    held_out: int = 10
    """training photos a class kept aside to choose input size, temperature and warning threshold"""
    seed: int = 0


FURTHER = Recipe(rate=0.08, calm=0.6, sizes=((0.0, 48), (0.35, 64), (0.75, 80)))
"""for a network that has learnt before: it no longer needs the smallest pictures and the longest steps"""


def load(path: Path) -> tuple[Tensor, Tensor, list[str]]:
    """Return photos (N, 3, 64, 64) uint8, labels (N,) and class names of one .npz part."""
    d = dict(np.load(path))
    photos = np.empty((len(d["label"]), 64, 64, 3), np.uint8)
    for i, (a, b) in enumerate(zip(d["offset"][:-1], d["offset"][1:], strict=True)):
        data = d[f"jpeg_header_{d['header_id'][i]}"].tobytes() + d["scan"][a:b].tobytes()
        photos[i] = Image.open(io.BytesIO(data)).convert("RGB")
    channels_first = torch.from_numpy(photos).permute(0, 3, 1, 2).contiguous()
    return channels_first, torch.from_numpy(d["label"]).long(), list(d["classes"])


def normalise(photos: Tensor) -> Tensor:
    """Map uint8 (B, 3, H, W) to float around 0."""
    mean, std = (torch.tensor(v, device=photos.device).view(1, 3, 1, 1) * 255 for v in (MEAN, STD))
    return ((photos.float() - mean) / std).contiguous(memory_format=torch.channels_last)


def augment(photos: Tensor, side: int, least: float) -> Tensor:
    """Cut a random part (`least` to 1 of the area) to side × side, mirror it, change light and colour."""
    n = len(photos)
    area, aspect = torch.empty(n).uniform_(least, 1), torch.empty(n).uniform_(-0.29, 0.29).exp()
    w, h = ((area * a).sqrt().clamp(max=1) for a in (aspect, 1 / aspect))
    mirror = torch.randint(0, 2, (n,)) * 2.0 - 1
    zero = torch.zeros(n)
    shift_x, shift_y = ((torch.rand(n) * 2 - 1) * (1 - s) for s in (w, h))
    theta = torch.stack([torch.stack([w * mirror, zero, shift_x], 1), torch.stack([zero, h, shift_y], 1)], 1)
    grid = F.affine_grid(theta, [n, 3, side, side], align_corners=False).to(photos.device)
    x = F.grid_sample(normalise(photos), grid, padding_mode="reflection", align_corners=False)
    light = torch.empty(n, 1, 1, 1, device=x.device).uniform_(-0.4, 0.4)
    contrast = torch.empty(n, 1, 1, 1, device=x.device).uniform_(0.7, 1.3)
    colour = torch.empty(n, 1, 1, 1, device=x.device).uniform_(0.5, 1.4)
    grey = x.mean(1, keepdim=True)
    return (((x - grey) * colour + grey) * contrast + light).contiguous(memory_format=torch.channels_last)


def cutmix(x: Tensor, y: Tensor) -> tuple[Tensor, Tensor, float]:
    """Paste a square of another picture of the batch (Yun et al., 2019); return the share that stayed."""
    side, part = x.shape[-1], np.sqrt(np.random.rand()) * 0.9
    cut = max(1, int(side * part))
    top, left = np.random.randint(0, side - cut + 1, 2)
    order = torch.randperm(len(x), device=x.device)
    x[:, :, top : top + cut, left : left + cut] = x[order, :, top : top + cut, left : left + cut]
    return x, y[order], 1 - cut * cut / side / side


def fit(
    net: nn.Module, photos: Tensor, labels: Tensor, recipe: Recipe, checkpoint: Path, device: torch.device
) -> dict:
    """Train; return the last state with the averaged weights under "average"."""
    net = net.to(device, memory_format=torch.channels_last)
    average = Average(net, recipe.average)
    ease_strides(net)
    kernels = [p for p in net.parameters() if p.ndim > 1]
    others = [p for p in net.parameters() if p.ndim <= 1]
    groups = [{"params": kernels, "weight_decay": recipe.decay}, {"params": others, "weight_decay": 0.0}]
    optimiser = torch.optim.SGD(groups, lr=recipe.rate, momentum=0.9, nesterov=True)
    parts, draws = {"net": net, "optimiser": optimiser}, Draws(len(labels), recipe.batch)
    training = Training(checkpoint, recipe.minutes, parts, device, average=average)
    torch.manual_seed(recipe.seed + training.step), np.random.seed(recipe.seed + training.step)
    for progress in training.steps():
        pick = draws.next()
        calm = progress >= recipe.calm
        side = [s for start, s in recipe.sizes if progress >= start][-1]
        x, y = augment(photos[pick].to(device), side, recipe.least[calm]), labels[pick].to(device)
        mixed, stayed = y, 1.0
        if not calm and np.random.rand() < recipe.cutmix:
            x, mixed, stayed = cutmix(x, y)
        set_rate(optimiser, rate_at(progress, recipe.rate, recipe.warmup))
        net.train()
        with autocast(device):
            z = net(x).float()
        loss = stayed * F.cross_entropy(z, y, label_smoothing=recipe.smoothing)
        loss += (1 - stayed) * F.cross_entropy(z, mixed, label_smoothing=recipe.smoothing)
        descend(loss, optimiser)
        training.tell(loss, f"epoch {training.step * recipe.batch / len(labels):.2f}  {side} px")
    return saved(checkpoint)


def predict(net: nn.Module, photos: Tensor, side: int, device: torch.device) -> Tensor:
    """Return logits (N, classes) of photos (N, 3, 64, 64) uint8, each enlarged to side × side."""
    net.eval()
    with torch.inference_mode():
        parts = [
            net(
                F.interpolate(normalise(part.to(device)), (side, side), mode="bilinear", antialias=True)
            ).cpu()
            for part in photos.split(256)
        ]
    return torch.cat(parts)


def right(logits: Tensor, labels: Tensor, k: int) -> float:
    """Return the share of rows whose label is among the k largest logits."""
    return (logits.topk(k, 1).indices == labels[:, None]).any(1).float().mean().item()


def evaluate(
    state: dict,
    held: list[Tensor],
    test: list[Tensor],
    names: list[str],
    recipe: Recipe,
    began: str,
    out: Path,
) -> None:
    """Choose size, temperature and warning on held-out photos, measure on the test photos, write.

    Of input sizes that are nearly as good, the smallest: it costs least.
    """
    net, device = EverydayNet(len(names)), torch.device("cpu")
    net.load_state_dict(state["average"])
    tried = {
        side: right(predict(net, held[0], side, device), held[1], 1) for side in (48, 64, 72, 80, 88, 96)
    }
    side = min(s for s, share in tried.items() if share > max(tried.values()) - 0.005)
    logits = predict(net, held[0], side, device)
    temperature = temperature_of(logits, held[1])
    answered_right = logits[logits.argmax(1) == held[1]]
    unsure_above = float(
        np.quantile([entropy(p.numpy()) for p in (answered_right / temperature).softmax(1)], 0.9)
    )
    logits = predict(net, test[0], side, device)
    origin = script.origin(net, state, recipe, "python -m core.train.everyday --data DIR")
    facts = origin | {
        "command": origin["command"] + began,
        "task": "classification",
        "labels": names,
        "preprocessing": {"resize": side, "crop": side, "mean": MEAN, "std": STD},
        "temperature": round(temperature, 3),
        "unsure_above": round(unsure_above, 3),
        "metrics": {f"top{k}": round(right(logits, test[1], k), 4) for k in (1, 5)},
        "data": "Tiny-ImageNet-200 (ImageNet / Stanford CS231n), 102 everyday classes, 64×64 pixels",
        "licence": f"{script.LICENCE} (weights); data: non-commercial research and education",
        "split": f"{500 * len(names) - len(held[1])} to learn, {len(held[1])} aside, {len(test[1])} to test",
        "limits": LIMITS,
    }
    cards.write(out, "everyday", net.state_dict(), facts)
    print(f"held-out top-1 by input size: {tried}\n{facts['metrics']}, temperature {temperature:.2f}")


def made_up(count: int) -> tuple[Tensor, Tensor]:
    """Return noise with a square whose red is the label: enough to run every line of this script."""
    labels = torch.arange(count) % 12
    photos = torch.randint(0, 80, (count, 3, 64, 64), dtype=torch.uint8)
    photos[:, 0, 16:48, 16:48] = (labels * 16 + 60).to(torch.uint8)[:, None, None]
    return photos, labels


def main() -> None:
    """Read the photos, train or resume, measure, write."""
    options = ("checkpoint", "minutes", "further", "evaluate")
    parser = script.parser(__doc__, *options, data="folder with train_a.npz, train_b.npz and val.npz")
    args = parser.parse_args()
    recipe = script.chosen(FURTHER if args.further else Recipe(), args)
    device = prepare(recipe.seed)
    if args.quick:
        recipe = dataclasses.replace(recipe, minutes=0.01, batch=18, held_out=1)
        (photos, labels), test, names = made_up(48), made_up(12), [str(i) for i in range(12)]
    else:
        parts = [load(args.data / name)[:2] for name in ("train_a.npz", "train_b.npz")]
        photos, labels = map(torch.cat, zip(*parts, strict=True))
        *test, names = load(args.data / "val.npz")
    held_out = torch.zeros(len(labels), dtype=torch.bool)
    for c in range(len(names)):
        held_out[torch.nonzero(labels == c)[: recipe.held_out, 0]] = True
    net, checkpoint = EverydayNet(len(names)), args.checkpoint or Path("everyday.ckpt")
    began = go_on(net, "everyday") if args.further else ""
    if args.evaluate:
        state = saved(checkpoint)
    else:
        state = fit(net, photos[~held_out], labels[~held_out], recipe, checkpoint, device)
    evaluate(state, (photos[held_out], labels[held_out]), test, names, recipe, began, args.out)


if __name__ == "__main__":
    main()
