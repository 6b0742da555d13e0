"""Train the autoencoders for 28×28 pictures: two that take noise away, two families of seven bottlenecks.

    python -m core.train.denoisers denoiser_garments --data DIR --minutes 6  trains, measures, writes
    python -m core.train.denoisers denoiser_garments --data DIR --evaluate    measures the checkpoint, writes
    python -m core.train.denoisers denoiser_garments --quick --out DIR        seconds, on made-up pictures

One network learns all kinds and levels of noise at once, and is told neither. A family learns without noise.
"""

import dataclasses
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from core.denoising import noise
from core.denoising.networks import BottleneckFamily, denoiser
from core.train.shared import idx, script
from core.train.shared.averages import shipped
from core.train.shared.denoising_measures import measure
from core.train.shared.training import Draws, Training, descend, device_here, rate_at, saved, set_rate


@dataclass(frozen=True)
class Recipe:
    """What is trained on what, and how."""

    build: Callable[[], nn.Module]
    """makes the network"""
    folder: str
    """of the data set, with the four idx files in their official form"""
    noisy: bool
    """whether it sees spoilt pictures and shall return clean ones"""
    rate: float = 3e-3
    """highest learning rate"""
    minutes: float = 4.5
    """computing time, which a busy machine does not shorten"""
    warmup: float = 0.05
    """share of the training in which the rate climbs"""
    decay: float = 1e-3
    """weight decay"""
    batch: int = 64
    """pictures a step"""
    seed: int = 0


RECIPES = {
    "denoiser_garments": Recipe(denoiser, "fashion_mnist", noisy=True),
    "denoiser_digits": Recipe(denoiser, "mnist", noisy=True, minutes=3),
    "bottleneck_garments": Recipe(BottleneckFamily, "fashion_mnist", False, rate=2e-3, batch=128, minutes=3),
    "bottleneck_digits": Recipe(BottleneckFamily, "mnist", False, rate=2e-3, batch=128, minutes=3),
}
SHARES = {"gaussian": 0.4, "salt_pepper": 0.2, "mask": 0.2, "blur": 0.2}
"""of a batch that are spoilt in each way"""


def spoilt(clean: Tensor, seed: int) -> Tensor:
    """Return pictures (B, 1, 28, 28) spoilt, each kind of noise on its share of them, at levels by chance."""
    rng = np.random.default_rng(seed)
    ends = (np.cumsum(list(SHARES.values())) * len(clean)).round().astype(int)
    parts = np.split(clean[:, 0].numpy(), ends[:-1])
    made = [
        noise.add(part, kind, rng.uniform(0, noise.KINDS[kind].highest, len(part)), seed)
        for kind, part in zip(SHARES, parts, strict=True)
    ]
    return torch.from_numpy(np.concatenate(made))[:, None]


def fit(pictures: Tensor, recipe: Recipe, checkpoint: Path, device: torch.device) -> dict:
    """Train on pictures (N, 1, 28, 28) uint8; return the last state."""
    torch.manual_seed(recipe.seed)
    net = recipe.build().to(device, memory_format=torch.channels_last)
    optimiser = torch.optim.AdamW(net.parameters(), weight_decay=recipe.decay)
    training = Training(checkpoint, recipe.minutes, {"net": net, "optimiser": optimiser}, device)
    torch.manual_seed(recipe.seed + training.step)
    draws = Draws(len(pictures), recipe.batch)
    for progress in training.steps():
        clean = pictures[draws.next()].float() / 255
        x = spoilt(clean, recipe.seed + training.step) if recipe.noisy else clean
        clean, x = (part.to(device, memory_format=torch.channels_last) for part in (clean, x))
        set_rate(optimiser, rate_at(progress, recipe.rate, recipe.warmup))
        made = net(x)
        loss = F.mse_loss(made, clean.expand_as(made))
        descend(loss, optimiser)
        training.tell(loss, f"epoch {training.step * recipe.batch / len(pictures):.2f}")
    return saved(checkpoint)


def main() -> None:
    """Read the pictures, train or resume, measure, write."""
    options = ("checkpoint", "minutes", "evaluate")
    parser = script.parser(__doc__, *options, data="folder with fashion_mnist/ and mnist/")
    parser.add_argument("name", choices=RECIPES)
    args = parser.parse_args()
    recipe = script.chosen(RECIPES[args.name], args)
    if args.quick:
        recipe = dataclasses.replace(recipe, minutes=0.01, batch=20)
        learn, test = idx.made_up(200), idx.made_up(10)
    else:
        learn, test = (idx.load(args.data / recipe.folder, part) for part in ("train", "t10k"))
    checkpoint = args.checkpoint or Path(f"{args.name}.ckpt")
    state = saved(checkpoint) if args.evaluate else fit(learn[0], recipe, checkpoint, device_here())
    net = shipped(recipe.build(), state["net"])
    facts = script.origin(net, state, recipe, f"python -m core.train.denoisers {args.name} --data DIR")
    measure(args.name, net, learn, test, facts, args.out)


if __name__ == "__main__":
    main()
