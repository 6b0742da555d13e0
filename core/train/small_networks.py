"""Train a small network for 28×28 pictures: garments (Fashion-MNIST) or digits (MNIST).

    python -m core.train.small_networks fashion_cnn --data DIR             trains or resumes, measures, writes
    python -m core.train.small_networks fashion_cnn --data DIR --choose    measures on pictures kept aside
    python -m core.train.small_networks fashion_cnn --data DIR --evaluate  measures the checkpoint, writes
    python -m core.train.small_networks fashion_cnn --quick --out DIR      seconds, on made-up pictures

AdamW along a cosine, label smoothing, averaged weights. Both networks for garments learn from pictures
changed in the same ways, and never from shifted ones: so what a shift does to them can be compared.
"""

import dataclasses
import os
from pathlib import Path

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

import torch
from torch import Tensor, nn
from torch.nn import functional as F
from torch.optim.lr_scheduler import OneCycleLR

from core.architectures import shifts
from core.runtime import cards
from core.shared import confusion
from core.train.shared import idx, script
from core.train.shared.averages import Average, shipped
from core.train.shared.calibration import temperature_of
from core.train.shared.small_recipes import RECIPES, Recipe
from core.train.shared.training import Draws, Training, descend, prepare, saved

HELD_OUT = 5000
"""of the 60,000 training pictures: the last ones, kept aside to choose recipe and temperature"""


def fit(pictures: Tensor, labels: Tensor, recipe: Recipe, checkpoint: Path, device: torch.device) -> dict:
    """Train; return the last state with the averaged weights under "average"."""
    torch.manual_seed(recipe.seed)
    pictures, labels = pictures.to(device).float() / 255, labels.to(device)
    total = int(recipe.epochs * (len(labels) // recipe.batch))
    net = recipe.build().to(device, memory_format=torch.channels_last)  # twice as fast on a CPU
    optimiser = torch.optim.AdamW(net.parameters(), weight_decay=recipe.decay)
    rate = OneCycleLR(optimiser, recipe.rate, total, pct_start=recipe.warmup, cycle_momentum=False)
    parts = {"net": net, "optimiser": optimiser, "rate": rate}
    average = Average(net, recipe.average)
    training = Training(checkpoint, 0, parts, device, steps=total, average=average)
    torch.manual_seed(recipe.seed + training.step)
    draws = Draws(len(labels), recipe.batch)
    net.train()
    for _ in training.steps():
        pick = draws.next().to(device)
        z = net(recipe.change(pictures[pick]))
        loss = F.cross_entropy(z, labels[pick], label_smoothing=recipe.smoothing)
        descend(loss, optimiser)
        rate.step()
        training.tell(loss)
    return saved(checkpoint)


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


def evaluate(
    name: str, recipe: Recipe, state: dict, held: list[Tensor], test: list[Tensor], sizes: str, out: Path
) -> None:
    """Choose the temperature on held-out pictures, measure on the test pictures, write."""
    net = shipped(recipe.build(), state["average"])
    temperature = temperature_of(predict(net, held[0]), held[1])
    counts = confusion.matrix(test[1], predict(net, test[0]).argmax(1), len(recipe.labels))
    command = f"python -m core.train.small_networks {name} --data DIR"
    facts = script.origin(net, state, recipe, command) | {
        "task": recipe.task,
        "labels": recipe.labels,
        "temperature": round(temperature, 3),
        "metrics": {"accuracy": round(confusion.accuracy(counts), 4)},
        "confusion": counts.tolist(),
        "shifted": accuracy_by_shift(net, *test),
        "data": recipe.data,
        "split": sizes,
        "augmentation": recipe.changes,
        "trained": {"epochs": recipe.epochs},
        "limits": recipe.limits,
    }
    cards.write(out, name, net.state_dict(), facts)
    print(f"{name}: {facts['metrics']}, temperature {temperature:.2f}, {facts['shifted']}")


def main() -> None:
    """Read the pictures, train or resume, measure, write."""
    options = ("checkpoint", "epochs", "evaluate")
    parser = script.parser(__doc__, *options, data="folder with fashion_mnist/ and mnist/")
    parser.add_argument("name", choices=RECIPES)
    parser.add_argument("--choose", action="store_true")
    args = parser.parse_args()
    recipe = RECIPES[args.name]
    if args.quick:
        recipe, kept = dataclasses.replace(recipe, epochs=2, batch=50), 50
        learn, test = idx.made_up(250), idx.made_up(100)
    else:
        learn, test = (idx.load(args.data / recipe.folder, part) for part in ("train", "t10k"))
        kept = HELD_OUT
    recipe = script.chosen(recipe, args)
    aside = [part[-kept:] for part in learn]
    learn = [part[:-kept] for part in learn]
    checkpoint = args.checkpoint or Path(f"{args.name}.ckpt")
    device = prepare(recipe.seed)
    state = saved(checkpoint) if args.evaluate else fit(*learn, recipe, checkpoint, device)
    kept_right = right(shipped(recipe.build(), state["average"]), *aside)
    print(f"{args.name}, on pictures kept aside: {kept_right:.4f}")
    if not args.choose:
        sizes = f"{len(learn[1])} to learn, {kept} aside, {len(test[1])} to test"
        evaluate(args.name, recipe, state, aside, list(test), sizes, args.out)


if __name__ == "__main__":
    main()
