"""What the scripts for networks that make pictures share: arguments, where a training ends up, its card."""

import argparse
import dataclasses
import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import torch
from torch import nn

from core.runtime import cards
from core.train.shared.pictures.budget import Budget, Run

Recipe = TypeVar("Recipe")
COMMON = ("seconds", "seed", "steps", "photos")


def parser(about: str | None, data: str) -> argparse.ArgumentParser:
    """Return the options that all have; `data` says what the folder holds."""
    found = argparse.ArgumentParser(description=about, formatter_class=argparse.RawTextHelpFormatter)
    found.add_argument("--data", type=Path, help=data)
    found.add_argument("--out", type=Path, default=cards.BUNDLED, help="where the two files go")
    found.add_argument("--checkpoint", type=Path)
    found.add_argument("--seconds", type=float)
    found.add_argument("--seed", type=int)
    found.add_argument("--steps", type=int, help="so many steps instead, to try it out")
    found.add_argument("--photos", type=int, help="so many photos of each split, to try it out")
    found.add_argument("--evaluate", action="store_true")
    found.add_argument("--quick", action="store_true")
    return found


def chosen(recipe: Recipe, args: argparse.Namespace) -> Recipe:
    """Return a recipe with what the command line says of it."""
    said = {name: getattr(args, name) for name in COMMON}
    return dataclasses.replace(recipe, **{name: value for name, value in said.items() if value is not None})


def start(
    args: argparse.Namespace,
    name: str,
    recipe: Recipe,
    parts: dict[str, Any],
    device: torch.device,
    judge: Callable[[nn.Module], str],
) -> Run:
    """Return the training of `parts`, of which "net" is averaged; it goes on where its checkpoint ended."""
    files = args.checkpoint or Path(f"{name}.ckpt"), unfinished(args, name)
    budget = Budget(recipe.seconds, recipe.steps)
    return Run(budget, parts, device, files[0], parts["net"], recipe.decay, judge, files[1])


def write(args: argparse.Namespace, name: str, net: nn.Module, facts: dict, run: Run, recipe: Recipe) -> None:
    """Write weights and card, remove the half-finished ones; "command" in `facts` gets budget and seed."""
    told = {
        "parameters": sum(p.numel() for p in net.parameters()),
        "licence": "AGPL-3.0-or-later",
        "trained": {"steps": run.step, "minutes": round(run.seconds / 60, 1), "device": run.device.type},
        "seed": recipe.seed,
        "date": datetime.date.today().isoformat(),
    }
    command = f"{facts['command']} --seconds {recipe.seconds:g} --seed {recipe.seed}"
    cards.write(args.out, name, net.state_dict(), told | facts | {"command": command})
    unfinished(args, name).unlink(missing_ok=True)


def unfinished(args: argparse.Namespace, name: str) -> Path:
    """Return where the averaged weights lie while the training goes on."""
    return args.out / f"{name}.partial.safetensors"


def counts(what: str, learn: list, val: list, test: list) -> str:
    """Return what the card says of the splits."""
    return f"{len(learn)} {what} to learn, {len(val)} to choose, {len(test)} to test"
