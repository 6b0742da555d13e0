"""Train the network that colours grey photos: by the mean colour and by choosing among colours, with hints.

    python -m core.train.colorization --data DIR --seconds 400    trains or resumes, measures, writes
    python -m core.train.colorization --data DIR --evaluate       measures the checkpoint, writes
    python -m core.train.colorization --quick --out DIR           seconds, on made-up photos

DIR holds everyday_photos and efficientnet_lite0.pt, whose maps the network starts from. One network learns
both ways side by side: what differs is only what they are asked for (Zhang, Isola & Efros, 2016).
"""

import dataclasses
import os
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from core.colorization import sizes
from core.colorization.networks import SPREAD, Colouring
from core.train.shared.averages import shipped
from core.train.shared.features import lite0
from core.train.shared.pictures import colour_measures, photos, script
from core.train.shared.pictures.colours import Choices, revealed, to_lab, turned_hue
from core.train.shared.pictures.sharpness import made_up
from core.train.shared.script import chosen
from core.train.shared.training import (
    Training,
    any_size,
    autocast,
    descend,
    prepare,
    rate_at,
    set_rate,
    take_over,
)

Places = tuple[slice, slice]
"""rows and columns of a map"""
NAME = "colouring"
JUDGED, COUNTED = 24, 1024
"""validation photos that are looked at during the training, windows whose colours are counted"""
WARMED = 64
"""validation photos that choose the temperature"""
LIMITS = {
    "ko": "사람과 동물, 방 안의 물건이 많은 일상 사진 3,800장만 배웠어요. 옷이나 자동차처럼 "
    "어떤 색이든 될 수 있는 것은 짐작일 뿐이에요. 옛날 사진의 진짜 색을 알려 주지 않아요.",
    "en": "Learnt 3,800 everyday photos, mostly people, animals and things in rooms. What may have any "
    "colour (clothes, cars) is a guess. It does not tell the true colours of an old photo.",
}


@dataclass(frozen=True)
class Recipe(script.Common):
    """Hyper-parameters."""

    seconds: float = 1500
    side: int = 160
    smallest: float = 0.4
    """share of a photo's area that a window takes at least"""
    rate: float = 2e-3
    """of what is new; Lite0 itself stays as it is"""
    warmup: float = 0.04
    decay_weights: float = 0.02
    """pull of the weights towards 0"""
    loud: float = 16.0
    """how much larger than usual the weights of hints begin: hints are small numbers beside Lite0's maps"""
    hinted: float = 0.6
    """share of the photos that get hints"""
    most: int = 16
    """hints a photo, at most"""
    odd: float = 0.3
    """share of the hinted photos whose hues are turned: a hint counts also where it is unlikely"""
    mean: float = 8.0
    """weight of the mean colour's loss beside that of the choice"""
    limit: float = 2.0
    decay: float = 0.9985


def begin(recipe: Recipe, data: Path | None, device: torch.device) -> tuple[Colouring, torch.optim.Optimizer]:
    """Return the network, begun from Lite0 where `data` is given, and its optimiser."""
    net = Colouring()
    louder(net, recipe.loud)
    if data:
        take_over(net, lite0(data).state_dict())
    net = net.to(device, memory_format=torch.channels_last)
    for part in (net.stem, net.stages):
        part.requires_grad_(False)
    learning = [p for p in net.parameters() if p.requires_grad]
    fused = device.type == "cuda"
    return net, torch.optim.AdamW(learning, weight_decay=recipe.decay_weights, betas=(0.9, 0.99), fused=fused)


@torch.no_grad()
def louder(net: Colouring, times: float) -> None:
    """Let hints say so many times as much as before."""
    for side in net.sides:
        side.weight[:, -3:] *= times


class Material:
    """The training photos in squares on the device."""

    def __init__(self, data: Path, recipe: Recipe, device: torch.device) -> None:
        """Decode them once."""
        decoded = photos.decode(photos.everyday(data, "train", recipe.photos), photos.shrunk(sizes.LONGEST))
        self.squares, self.sizes = photos.squares(decoded, sizes.LONGEST, device)
        self.recipe = recipe

    def draw(self, count: int) -> Tensor:
        """Return windows (B, 3, side, side) in 0..1 by chance."""
        ids = torch.randint(len(self.squares), (count,), device=self.squares.device)
        recipe = self.recipe
        return photos.scaled_windows(self.squares[ids], self.sizes[ids], recipe.side, recipe.smallest)


def balanced(material: Material, device: torch.device) -> Choices:
    """Return the colours to choose among, weighted by how rare they are in the training photos."""
    choices = Choices(device)
    count = max(1, min(COUNTED, 4 * len(material.squares)) // 32)
    quarters = [F.avg_pool2d(to_lab(material.draw(32))[1], 8) for _ in range(count)]
    choices.balance(torch.cat(quarters))
    return choices


def guesses(net: Colouring, light: Tensor, hints: Tensor, some: Places) -> tuple[Tensor, Tensor]:
    """Return ab / 50 (B, 2, H/4, W/4), and logits at `some` places: everywhere they cost half of a step."""
    with torch.no_grad():
        maps = net.look(light)
    y = net.join(maps, hints)
    return net.mean(y), net.chances[1](net.chances[0](y)[:, :, *some])


def losses(made: tuple[Tensor, Tensor], ab: Tensor, choices: Choices, some: Places) -> tuple[Tensor, Tensor]:
    """Return the losses of the mean colour and of the choice, against ab (B, 2, H, W) at full size.

    The mean's is a photo's root mean squared error: it asks for the mean colour as the squared error does,
    and very colourful photos do not drown the others.
    """
    wanted = F.avg_pool2d(ab, 4)
    squared = (made[0].float() - wanted / SPREAD).square().mean((1, 2, 3))
    return (squared + 1e-4).sqrt().mean(), choices.loss(made[1], wanted[:, :, *some])


def fit(
    material: Material, choices: Choices, recipe: Recipe, training: Training, net: nn.Module, optimiser
) -> None:
    """Train until the budget is used up."""
    net.train()
    for part in (net.stem, net.stages):
        part.eval()  # the statistics of its normalisation are Google's
    for progress in training.steps():
        light, ab = to_lab(material.draw(recipe.batch))
        hints, hinted = revealed(ab, recipe.hinted, recipe.most)
        odd = hinted & (torch.rand(len(ab), device=ab.device) < recipe.odd)
        ab, shown = turned_hue(odd, ab, hints[:, :2])
        hints = torch.cat([shown, hints[:, 2:]], 1)
        set_rate(optimiser, rate_at(progress, recipe.rate, recipe.warmup))
        some = tuple(slice(int(start), None, 2) for start in torch.randint(2, (2,)))
        with autocast(training.device):
            made = guesses(net, light, hints, some)
        mean, choice = losses(made, ab, choices, some)
        descend(recipe.mean * mean + choice, optimiser, recipe.limit)
        training.tell(mean)


def measure(net: nn.Module, data: Path, recipe: Recipe) -> dict:
    """Return what is measured on the test photos, at the temperature that the validation photos choose."""
    val = photos.decode(photos.everyday(data, "val", recipe.photos)[:WARMED], colour_measures.fitted)
    temperature, ratio = colour_measures.best_temperature(net, val)
    test = photos.decode(photos.everyday(data, "test", recipe.photos), colour_measures.fitted)
    boxed = colour_measures.things(data, "test", 100)
    seen = photos.decode([path for path, _ in boxed], colour_measures.fitted)
    return {
        "temperature": temperature,
        "val_colourfulness_ratio": round(ratio, 3),
        "ways": colour_measures.against_truth(net, test, temperature),
        "hint_pull": colour_measures.hint_effect(net, seen, [box for _, box in boxed]),
    }


def facts(found: dict) -> dict:
    """Return what the card says beside what all cards say."""
    ways = found["ways"]
    return {
        "task": "colorization",
        "metrics": {
            "psnr_ab": ways["regression"]["psnr_ab"],
            "psnr_ab_grey": ways["grey"]["psnr_ab"],
            "colourfulness_ratio": round(
                ways["classes"]["colourfulness"] / ways["truth"]["colourfulness"], 3
            ),
        },
        "measured": found,
        "data": "everyday_photos: COCO val2017 and VOC 2012 (Flickr photos under their own terms); begun "
        "from EfficientNet-Lite0 (Google, Apache-2.0)",
        "command": "python -m core.train.colorization --data DIR",
        "limits": LIMITS,
    }


def main() -> None:
    """Read the photos, train or resume, measure, write."""
    parser = script.parser(__doc__, "folder of everyday_photos and efficientnet_lite0.pt")
    parser.add_argument("--louder", type=float, help="hints say so many times as much as in the checkpoint")
    args = parser.parse_args()
    recipe = chosen(Recipe(), args)
    official = None if args.quick else args.data
    if args.quick:
        args.data = made_up(2)
        recipe = dataclasses.replace(recipe, side=64, batch=4, steps=3, photos=2)
    device = prepare(recipe.seed)
    net, optimiser = begin(recipe, official, device)
    judged = photos.decode(photos.everyday(args.data, "val", JUDGED), colour_measures.fitted)

    def verdict(average: nn.Module) -> str:
        found = colour_measures.against_truth(average, judged, 0.38)
        return "val " + " ".join(
            f"{who} {row.get('psnr_ab')} {row['colourfulness']}" for who, row in found.items()
        )

    training = script.start(args, NAME, recipe, {"net": net, "optimiser": optimiser}, device, verdict)
    if args.louder:
        for part in (net, training.average.net):
            louder(part, args.louder)
    if not args.evaluate:
        material = Material(args.data, recipe, device)
        print(f"{NAME}: {len(material.squares)} photos to learn from", flush=True)
        fit(material, balanced(material, device), recipe, training, net, optimiser)
    net = shipped(Colouring(), training.average.net.state_dict()).to(device)
    with any_size():
        found = measure(net, args.data, recipe)
    split = [photos.everyday(args.data, part) for part in ("train", "val", "test")]
    script.write(args, NAME, net, facts(found) | {"split": script.counts("photos", *split)}, training, recipe)
    print(NAME, found)


if __name__ == "__main__":
    main()
