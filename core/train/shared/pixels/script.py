"""What scripts for networks of pixels share around their training: arguments, beginning, end."""

import argparse
import dataclasses
from pathlib import Path

import torch
from torch import nn

from core.segmentation.lite_unet import UNet
from core.train.shared import script
from core.train.shared.features import lite0
from core.train.shared.pixels.loop import Recipe
from core.train.shared.script import origin as origin
from core.train.shared.training import device_here, take_over

PARTS = ("train", "val", "test")


def arguments(parser: argparse.ArgumentParser, recipe: Recipe) -> tuple[argparse.Namespace, Recipe]:
    """Return the command line and what it changes of the recipe; seed torch."""
    options = ("checkpoint", "backbone", "minutes", "seconds", "evaluate")
    script.add(parser, *options, data="the folder that holds the data sets")
    args = parser.parse_args()
    args.data = args.data or Path()
    args.out.mkdir(parents=True, exist_ok=True)
    recipe = script.chosen(recipe, args)
    if args.seconds:
        recipe = dataclasses.replace(recipe, minutes=args.seconds / 60)
    torch.manual_seed(recipe.seed)
    return args, recipe


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

    return averaged({"average": load_file(folder / f"{name}.safetensors")}, classes, bridges)
