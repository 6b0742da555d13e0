"""What scripts for networks of pixels share around their training: arguments, beginning, end of the card."""

import argparse
import dataclasses
import datetime
from pathlib import Path

import torch
from torch import nn

from core.runtime import cards
from core.segmentation.lite_unet import UNet
from core.train.shared.features import lite0
from core.train.shared.pixels.loop import Recipe, device_here
from core.train.shared.training import effort, take_over

PARTS = ("train", "val", "test")


def arguments(parser: argparse.ArgumentParser, recipe: Recipe) -> tuple[argparse.Namespace, Recipe]:
    """Return the command line and what it changes of the recipe; seed torch."""
    parser.add_argument("--data", type=Path, default=Path(), help="the folder that holds the data sets")
    parser.add_argument("--out", type=Path, default=cards.BUNDLED, help="where the weights and the card go")
    parser.add_argument("--checkpoint", type=Path)
    parser.add_argument("--backbone", type=Path, help="folder of EfficientNet-Lite0; by itself DIR")
    parser.add_argument("--minutes", type=float, default=recipe.minutes)
    parser.add_argument("--seconds", type=float, help="instead of minutes")
    parser.add_argument("--seed", type=int, default=recipe.seed)
    parser.add_argument(
        "--evaluate", action="store_true", help="measures the weights in --out, trains nothing"
    )
    parser.add_argument("--quick", action="store_true", help="a few steps on made-up pictures")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(args.seed)
    minutes = args.seconds / 60 if args.seconds else args.minutes
    return args, dataclasses.replace(recipe, minutes=minutes, seed=args.seed)


def beginning(args: argparse.Namespace, classes: int, bridges: bool = True) -> UNet:
    """Return a network whose way down is EfficientNet-Lite0; in quick mode it begins from nothing."""
    network = UNet(classes, bridges)
    for layer in network.modules():
        if isinstance(layer, nn.BatchNorm2d):
            layer.momentum = 0.1  # the new layers' statistics have to keep up with them
    if not args.quick:
        take_over(network, lite0(args.backbone or args.data).state_dict())
    return network


def averaged(state: dict, classes: int, bridges: bool = True) -> UNet:
    """Return a network with the averaged weights of a training's last state, to measure, on the device."""
    network = UNet(classes, bridges)
    network.load_state_dict(state["average"])
    return network.eval().to(device_here())


def shipped(folder: Path, name: str, classes: int, bridges: bool = True) -> UNet:
    """Return the network whose weights are in `folder`, to measure, on the device."""
    from safetensors.torch import load_file

    state = {key: t.float() for key, t in load_file(folder / f"{name}.safetensors").items()}
    return averaged({"average": state}, classes, bridges)


def origin(network: UNet, state: dict, recipe: Recipe, command: str) -> dict:
    """Return what every card says of its training."""
    return {
        "parameters": sum(p.numel() for p in network.parameters()),
        "command": f"{command} --minutes {recipe.minutes:.3g} --seed {recipe.seed}",
        "trained": effort(state),
        "seed": recipe.seed,
        "date": datetime.date.today().isoformat(),
    }
