"""Train a stack of autoencoders on MNIST layer by layer, then see what it is worth with few labels.

    python -m core.train.stacked_digits --data DIR           trains or resumes, measures, writes
    python -m core.train.stacked_digits --quick --out DIR    seconds, on made-up pictures

Each layer learns, without labels, to rebuild what the layer below makes of a picture, a part of it hidden
(Vincent et al., 2010). Then a layer for ten classes is put on top and everything is trained with a few
labels, once from the layers so learnt and once from random ones.
"""

import dataclasses
import os
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F
from tqdm import tqdm

from core.denoising import quality
from core.denoising.networks import Stack
from core.denoising.sizes import STACK
from core.runtime import cards
from core.train.shared import idx, script
from core.train.shared.training import Draws, Training, descend, saved, set_rate, store


@dataclass(frozen=True)
class Recipe:
    """Hyper-parameters."""

    epochs: float = 4
    """passes over the pictures for each layer"""
    hidden: float = 0.25
    """share of its input that a layer does not see"""
    batch: int = 128
    """pictures a step without labels"""
    rate: float = 3e-3
    """learning rate of Adam without labels, falling to 0 in a line"""
    fine_rate: float = 1e-3
    """learning rate of Adam with labels"""
    labels: tuple[int, ...] = (10, 30, 100, 300, 1000)
    """labelled pictures, the same number of each class"""
    seeds: int = 3
    """draws of the labelled pictures and of the random layers"""
    steps: int = 200
    """steps with labels, each on up to 100 pictures"""
    seed: int = 0


LIMITS = {
    "ko": "로지스틱 유닛 세 층을 라벨로 200걸음씩만 배우게 한 비교예요. "
    "더 오래, 더 많은 라벨로 배우면 차이가 줄어요.",
    "en": "Three layers of logistic units, 200 steps with labels each. "
    "With more steps and labels the difference shrinks.",
}


def learn_layer(stack: Stack, layer: int, pictures: Tensor, recipe: Recipe) -> None:
    """Train one layer and its way back on pictures (N, 784), the layers below as they are."""
    parts = [*stack.up[layer].parameters(), *stack.down[layer].parameters()]
    optimiser = torch.optim.Adam(parts, recipe.rate)
    torch.manual_seed(recipe.seed + layer)
    with torch.no_grad():
        below = torch.cat([stack.climb(part, layer) for part in pictures.split(2000)])
    total = int(recipe.epochs * len(below) / recipe.batch)
    training, draws = Training(None, 0, {}, below.device, steps=total), Draws(len(below), recipe.batch)
    for progress in training.steps():
        x = below[draws.next()]
        code = stack.up[layer](x * (torch.rand_like(x) >= recipe.hidden)).sigmoid()
        loss = F.mse_loss(stack.back(layer, code), x)
        set_rate(optimiser, recipe.rate * (1 - progress))
        descend(loss, optimiser)
        training.tell(loss, f"layer {layer + 1}")


def few(labels: Tensor, count: int, seed: int) -> Tensor:
    """Return indices of `count` labelled pictures, the same number of each class."""
    order = torch.randperm(len(labels), generator=torch.Generator().manual_seed(seed))
    return torch.cat([order[labels[order] == c][: count // 10] for c in range(10)])


def accuracy(
    start: Stack | None, learn: list[Tensor], test: list[Tensor], count: int, seed: int, recipe: Recipe
) -> float:
    """Train all layers with `count` labels, from `start` or from random layers; return the test accuracy."""
    torch.manual_seed(seed)
    stack, top = Stack(), nn.Linear(STACK[-1], 10)
    if start is not None:
        stack.load_state_dict(start.state_dict())
    pick = few(learn[1], count, seed)
    optimiser = torch.optim.Adam([*stack.up.parameters(), *top.parameters()], recipe.fine_rate)
    for _ in range(recipe.steps):
        some = pick[torch.randperm(len(pick))[:100]]
        loss = F.cross_entropy(top(stack.climb(learn[0][some], len(STACK))), learn[1][some])
        descend(loss, optimiser)
    with torch.inference_mode():
        guess = top(stack.climb(test[0], len(STACK))).argmax(1)
    return (guess == test[1]).float().mean().item()


def curves(stack: Stack, learn: list[Tensor], test: list[Tensor], recipe: Recipe) -> dict[str, list]:
    """Return accuracies (labels, seeds) with and without layers learnt before, at each number of labels."""
    starts = {"pretrained": stack, "random": None}
    found = {name: [] for name in starts}
    for count in tqdm(recipe.labels, desc="labels"):
        for name, start in starts.items():
            tried = [accuracy(start, learn, test, count, seed, recipe) for seed in range(recipe.seeds)]
            found[name].append([round(value, 4) for value in tried])
    return {"labels": list(recipe.labels), **found}


def main() -> None:
    """Read the pictures, train layer by layer (a layer that a checkpoint holds is kept), measure, write."""
    args = script.parser(__doc__, "checkpoint", data="folder with mnist/").parse_args()
    recipe, checkpoint = script.chosen(Recipe(), args), args.checkpoint or Path("stacked_digits.ckpt")
    if args.quick:
        recipe = dataclasses.replace(recipe, labels=(10, 50), seeds=2, steps=5, epochs=1)
        both = [idx.made_up(300), idx.made_up(100)]
    else:
        both = [idx.load(args.data / "mnist", part) for part in ("train", "t10k")]
    learn, test = ([x.flatten(1).float() / 255, y] for x, y in both)
    torch.manual_seed(recipe.seed)
    stack, done = Stack(), 0
    if checkpoint.exists():
        state = saved(checkpoint)
        stack.load_state_dict(state["net"])
        done = state["layers"]
    for layer in range(done, len(STACK)):
        learn_layer(stack, layer, learn[0], recipe)
        store({"net": stack.state_dict(), "layers": layer + 1}, checkpoint)
    measured = curves(stack, learn, test, recipe)
    with torch.inference_mode():
        made = stack(test[0]).numpy()
    rebuilt = [float(quality.psnr(test[0].numpy(), made[:, i]).mean()) for i in range(len(STACK))]
    facts = {
        "task": "stacked",
        "parameters": sum(p.numel() for p in stack.parameters()),
        "metrics": {"accuracy": round(float(np.mean(measured["pretrained"][-1])), 4)},
        "curves": measured,
        "layers": {"units": list(STACK), "psnr": [round(value, 2) for value in rebuilt]},
        "data": "MNIST (LeCun, Cortes & Burges, CC BY-SA 3.0)",
        "licence": script.LICENCE,
        "split": f"{len(learn[1])} to learn without labels, 10 to 1000 of them with, {len(test[1])} to test",
        "command": f"python -m core.train.stacked_digits --data DIR --seed {recipe.seed}",
        "seed": recipe.seed,
        "limits": LIMITS,
    }
    cards.write(args.out, "stacked_digits", stack.state_dict(), facts)
    print(f"{measured}, rebuilt {rebuilt}")


if __name__ == "__main__":
    main()
