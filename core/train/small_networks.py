"""Train a small network for 28×28 pictures: garments (Fashion-MNIST) or digits (MNIST).

    python -m core.train.small_networks fashion_cnn --data DIR             trains or resumes, measures, writes
    python -m core.train.small_networks fashion_cnn --data DIR --choose    measures on pictures kept aside
    python -m core.train.small_networks fashion_cnn --data DIR --evaluate  measures the checkpoint, writes
    python -m core.train.small_networks fashion_cnn --quick --out DIR      seconds, on made-up pictures

AdamW along a cosine, label smoothing, averaged weights. Both networks for garments learn from pictures
changed in the same ways, and never from shifted ones: so what a shift does to them can be compared.
"""

import argparse
import dataclasses
import datetime
import math
import os
import time
from pathlib import Path

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

import torch
from torch import Tensor, nn
from torch.nn import functional as F
from torch.optim.lr_scheduler import OneCycleLR
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn
from tqdm import tqdm

from core.architectures import shifts
from core.runtime import cards
from core.shared import confusion
from core.train.shared import idx
from core.train.shared.calibration import temperature_of
from core.train.shared.small_recipes import RECIPES, Recipe
from core.train.shared.training import Draws

HELD_OUT = 5000
"""of the 60,000 training pictures: the last ones, kept aside to choose recipe and temperature"""


def fit(pictures: Tensor, labels: Tensor, recipe: Recipe, checkpoint: Path, device: torch.device) -> dict:
    """Train, saving once a minute; return the last state with the averaged weights under "average"."""
    torch.manual_seed(recipe.seed)
    pictures, labels = pictures.to(device).float() / 255, labels.to(device)
    total = int(recipe.epochs * (len(labels) // recipe.batch))
    net = recipe.build().to(device, memory_format=torch.channels_last)  # twice as fast on a CPU
    average = AveragedModel(net, multi_avg_fn=get_ema_multi_avg_fn(recipe.average))
    optimiser = torch.optim.AdamW(net.parameters(), weight_decay=recipe.decay)
    rate = OneCycleLR(optimiser, recipe.rate, total, pct_start=recipe.warmup, cycle_momentum=False)
    parts = {"net": net, "average": average, "optimiser": optimiser, "rate": rate}
    if checkpoint.exists():
        for name, state in torch.load(checkpoint, weights_only=True).items():
            parts[name].load_state_dict(state)

    def save() -> None:
        torch.save({name: part.state_dict() for name, part in parts.items()}, checkpoint.with_suffix(".part"))
        checkpoint.with_suffix(".part").replace(checkpoint)

    torch.manual_seed(recipe.seed + rate.last_epoch)
    draws, smooth_loss, saved = Draws(len(labels), recipe.batch), math.log(10), time.monotonic()
    bar = tqdm(range(rate.last_epoch, total), mininterval=5)
    net.train()
    for _ in bar:
        pick = draws.next().to(device)
        z = net(recipe.change(pictures[pick]))
        loss = F.cross_entropy(z, labels[pick], label_smoothing=recipe.smoothing)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        rate.step()
        average.update_parameters(net)
        smooth_loss += 0.02 * (loss.item() - smooth_loss)
        bar.set_postfix_str(f"loss {smooth_loss:.3f}", refresh=False)
        if time.monotonic() - saved > 60:
            save()
            saved = time.monotonic()
    save()
    return torch.load(checkpoint, weights_only=True)


def predict(net: nn.Module, pictures: Tensor) -> Tensor:
    """Return logits (N, 10) of pictures (N, 1, 28, 28) uint8."""
    with torch.inference_mode():
        return torch.cat([net(part.float() / 255) for part in pictures.split(200)])


def right(net: nn.Module, pictures: Tensor, labels: Tensor) -> float:
    """Return the share of pictures that get their label."""
    return (predict(net, pictures).argmax(1) == labels).float().mean().item()


def accuracy_by_shift(net: nn.Module, pictures: Tensor, labels: Tensor) -> dict[str, list[float]]:
    """Return, for each direction, the accuracies on pictures shifted by 0 to `MOST` pixels."""

    def moved(x: int, y: int) -> Tensor:
        return torch.from_numpy(shifts.shifted(pictures.numpy(), x, y))

    directions = {"left": (-1, 0), "right": (1, 0), "up": (0, -1), "down": (0, 1)}
    still = round(right(net, pictures, labels), 4)
    return {
        name: [
            still,
            *(round(right(net, moved(x * by, y * by), labels), 4) for by in range(1, shifts.MOST + 1)),
        ]
        for name, (x, y) in directions.items()
    }


def restored(recipe: Recipe, average: dict[str, Tensor]) -> nn.Module:
    """Return the network with averaged weights in half precision, as they will be bundled, for measuring."""
    net = recipe.build().eval()
    halved = {key.removeprefix("module."): value.half().cpu() for key, value in average.items()}
    net.load_state_dict({key: halved[key] for key in net.state_dict()})
    return net


def evaluate(
    name: str, recipe: Recipe, net: nn.Module, held: list[Tensor], test: list[Tensor], sizes: str, out: Path
) -> None:
    """Choose the temperature on held-out pictures, measure on the test pictures, write."""
    temperature = temperature_of(predict(net, held[0]), held[1])
    counts = confusion.matrix(test[1], predict(net, test[0]).argmax(1), len(recipe.labels))
    facts = {
        "task": recipe.task,
        "labels": recipe.labels,
        "temperature": round(temperature, 3),
        "parameters": sum(p.numel() for p in net.parameters()),
        "metrics": {"accuracy": round(confusion.accuracy(counts), 4)},
        "confusion": counts.tolist(),
        "shifted": accuracy_by_shift(net, *test),
        "data": recipe.data,
        "licence": "AGPL-3.0-or-later",
        "split": sizes,
        "augmentation": recipe.changes,
        "command": f"python -m core.train.small_networks {name} --data DIR "
        f"--epochs {recipe.epochs:g} --seed {recipe.seed}",
        "trained": {"epochs": recipe.epochs},
        "seed": recipe.seed,
        "date": datetime.date.today().isoformat(),
        "limits": recipe.limits,
    }
    cards.write(out, name, net.state_dict(), facts)
    print(f"{name}: {facts['metrics']}, temperature {temperature:.2f}, {facts['shifted']}")


def main() -> None:
    """Read the pictures, train or resume, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("name", choices=RECIPES)
    parser.add_argument("--data", type=Path, help="folder with fashion_mnist/ and mnist/")
    parser.add_argument("--out", type=Path, default=cards.BUNDLED, help="where the two files go")
    parser.add_argument("--checkpoint", type=Path)
    parser.add_argument("--epochs", type=float)
    parser.add_argument("--seed", type=int, default=Recipe.seed)
    parser.add_argument("--choose", action="store_true")
    parser.add_argument("--evaluate", action="store_true")
    parser.add_argument("--quick", action="store_true")
    args = parser.parse_args()
    recipe = dataclasses.replace(RECIPES[args.name], seed=args.seed)
    if args.quick:
        recipe, kept = dataclasses.replace(recipe, epochs=2, batch=50), 50
        learn, test = idx.made_up(250), idx.made_up(100)
    else:
        learn, test = (idx.load(args.data / recipe.folder, part) for part in ("train", "t10k"))
        kept = HELD_OUT
    recipe = dataclasses.replace(recipe, epochs=args.epochs or recipe.epochs)
    aside = [part[-kept:] for part in learn]
    learn = [part[:-kept] for part in learn]
    checkpoint = args.checkpoint or Path(f"{args.name}.ckpt")
    if args.evaluate:
        state = torch.load(checkpoint, weights_only=True)
    else:
        device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        state = fit(*learn, recipe, checkpoint, device)
    net = restored(recipe, state["average"])
    print(f"{args.name}, on pictures kept aside: {right(net, *aside):.4f}")
    if not args.choose:
        sizes = f"{len(learn[1])} to learn, {kept} aside, {len(test[1])} to test"
        evaluate(args.name, recipe, net, aside, list(test), sizes, args.out)


if __name__ == "__main__":
    main()
