"""What the scripts for networks that make pictures share: arguments, hyper-parameters, the end."""

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import nn

from core.runtime import cards
from core.train.shared import script
from core.train.shared.averages import Average
from core.train.shared.training import Training, Watch


@dataclass(frozen=True, kw_only=True)
class Common:
    """Hyper-parameters that all of them have."""

    seconds: float
    """on the wall on a GPU, of computing on a CPU"""
    side: int
    """pixels of a window's side"""
    batch: int = 16
    """windows a step"""
    rate: float
    """highest learning rate"""
    warmup: float = 0.03
    """share of the training in which the rate climbs"""
    limit: float = 1.0
    """longest gradient"""
    decay: float = 0.999
    """of the averaged weights"""
    seed: int = 0
    steps: int | None = None
    """so many steps instead, to try it out"""
    photos: int | None = None
    """so many photos of each split, to try it out"""


def parser(about: str | None, data: str) -> argparse.ArgumentParser:
    """Return the options that all have; `data` says what the folder holds."""
    return script.parser(about, "checkpoint", "seconds", "steps", "photos", "evaluate", data=data)


def start(
    args: argparse.Namespace,
    name: str,
    recipe: Common,
    parts: dict[str, Any],
    device: torch.device,
    judge: Callable[[nn.Module], str],
) -> Training:
    """Return the training of `parts`, of which "net" is averaged; it goes on where its checkpoint ended."""
    args.out.mkdir(parents=True, exist_ok=True)
    return Training(
        args.checkpoint or Path(f"{name}.ckpt"),
        recipe.seconds / 60,
        parts,
        device,
        steps=recipe.steps,
        average=Average(parts["net"], recipe.decay),
        watch=Watch(args.out / f"{name}.partial.safetensors", judge),
    )


def write(
    args: argparse.Namespace, name: str, net: nn.Module, facts: dict, training: Training, recipe: Common
) -> None:
    """Write weights and card, remove the half-finished ones; "command" in `facts` gets budget and seed."""
    own = facts | script.origin(net, training.state_dict(), recipe, facts["command"])
    cards.write(args.out, name, net.state_dict(), own)
    training.watch.keep.unlink(missing_ok=True)


def counts(what: str, learn: list, val: list, test: list) -> str:
    """Return what the card says of the splits."""
    return f"{len(learn)} {what} to learn, {len(val)} to choose, {len(test)} to test"
