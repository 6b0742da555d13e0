"""What the scripts share around their training: command line, the recipe it changes, the card's origin."""

import argparse
import dataclasses
from pathlib import Path
from typing import Any, TypeVar

from torch import nn

from core.runtime import cards
from core.train.shared.training import effort

Recipe = TypeVar("Recipe")
LICENCE = "AGPL-3.0-or-later"
OPTIONS: dict[str, dict[str, Any]] = {
    "out": {"type": Path, "default": cards.BUNDLED, "help": "where the files go"},
    "seed": {"type": int},
    "quick": {"action": "store_true", "help": "seconds, on made-up data"},
    "checkpoint": {"type": Path, "help": "where the training is kept while it goes on"},
    "evaluate": {"action": "store_true", "help": "measures anew, trains nothing"},
    "minutes": {"type": float, "help": "of computing on a processor, by the clock on a GPU"},
    "seconds": {"type": float, "help": "instead of minutes"},
    "steps": {"type": int, "help": "so many steps instead"},
    "epochs": {"type": float, "help": "passes through what is learnt from"},
    "photos": {"type": int, "help": "so many photos of each split, to try it out"},
    "rate": {"type": float, "help": "highest learning rate"},
    "backbone": {"type": Path, "help": "EfficientNet-Lite0's file or its folder; by itself in --data"},
    "further": {"action": "store_true", "help": "begins with the bundled weights"},
}


def parser(about: str | None, *options: str, data: str | None = None) -> argparse.ArgumentParser:
    """Return a command line with --out, --seed, --quick and other `options`; `data` tells what --data holds.

    What is not said stays None: `chosen` leaves it to the recipe.
    """
    found = argparse.ArgumentParser(description=about, formatter_class=argparse.RawTextHelpFormatter)
    add(found, *options, data=data)
    return found


def add(parser: argparse.ArgumentParser, *options: str, data: str | None = None) -> None:
    """Give a command line the options of `parser`."""
    if data:
        parser.add_argument("--data", type=Path, help=data)
    for name in ("out", *options, "seed", "quick"):
        parser.add_argument(f"--{name}", **OPTIONS[name])


def chosen(recipe: Recipe, args: argparse.Namespace) -> Recipe:
    """Return a recipe with what the command line says of it."""
    fields = {field.name for field in dataclasses.fields(recipe)}
    said = {name: value for name, value in vars(args).items() if name in fields and value is not None}
    return dataclasses.replace(recipe, **said)


def command(call: str, recipe: Any) -> str:
    """Return a call with the budget and the seed of a recipe."""
    asked = ((name, getattr(recipe, name, None)) for name in ("steps", "seconds", "minutes", "epochs"))
    budget = next(f"--{name} {value:.6g}" for name, value in asked if value)
    return f"{call} {budget} --seed {recipe.seed}"


def origin(network: nn.Module, state: dict, recipe: Any, call: str) -> dict[str, Any]:
    """Return what every card says of a training that ended with `state`; `call` gets budget and seed."""
    return {
        "parameters": sum(p.numel() for p in network.parameters()),
        "licence": LICENCE,
        "command": command(call, recipe),
        "trained": effort(state),
        "seed": recipe.seed,
    }
