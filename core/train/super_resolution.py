"""Train an enlarging network to be close to the true photo, pixel by pixel, on average.

    python -m core.train.super_resolution --data DIR --scale 4 --seconds 400   trains, measures, writes
    python -m core.train.super_resolution --data DIR --scale 4 --evaluate      measures the checkpoint, writes
    python -m core.train.super_resolution --scale 4 --quick --out DIR          seconds, on made-up photos

Small photos are made by bicubic downscaling as in the papers. The loss is the absolute error at first, which
learns faster (EDSR), and the squared error at the end, which is what a high PSNR means.
"""

import dataclasses
import os
from dataclasses import dataclass

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import torch
from torch import nn
from torch.nn import functional as F

from core.super_resolution.networks import Enlarger
from core.train.shared.averages import shipped
from core.train.shared.pictures import script, sharpness
from core.train.shared.pictures.photos import picture
from core.train.shared.script import chosen
from core.train.shared.training import Training, any_size, autocast, descend, prepare, rate_at, set_rate

LIMITS = {
    "ko": "깨끗하게 줄인 사진만 배웠어요. 흐리거나 심하게 압축된 사진, 픽셀 그림과 글자는 잘 못 키워요. "
    "그려 넣은 것은 있을 법한 것이지, 실제로 있던 것이 아니에요: 증거로 쓸 수 없어요.",
    "en": "Learnt cleanly shrunk photos only: blurred or heavily compressed photos, pixel art and small "
    "letters go wrong. What it paints is what is likely, not what was there: it is no evidence.",
}


@dataclass(frozen=True)
class Recipe(script.Common):
    """Hyper-parameters."""

    scale: int = 4
    seconds: float = 1800
    side: int = 24
    """pixels of a small window's side; ×2 takes larger ones"""
    rate: float = 7e-4
    warmup: float = 0.02
    squared_from: float = 0.6
    """share of the training after which the error is squared"""
    exact_from: float = 0.85
    """share of the training after which it multiplies in single precision"""


def fit(material: sharpness.Material, recipe: Recipe, training: Training, net: nn.Module, optimiser) -> None:
    """Train until the budget is used up."""
    for progress in training.steps():
        small, large = (picture(part) for part in material.draw(recipe.batch))
        set_rate(optimiser, rate_at(progress, recipe.rate, recipe.warmup))
        with autocast(training.device, progress < recipe.exact_from):
            made = net(small).float()
        error = F.l1_loss if progress < recipe.squared_from else F.mse_loss
        loss = error(made, large)
        descend(loss, optimiser, recipe.limit)
        training.tell((made.detach() - large).abs().mean())


def measure(net: nn.Module, tested: sharpness.Tested) -> dict[str, dict[str, float]]:
    """Return PSNR and SSIM of bicubic enlarging and of the network."""
    made = [sharpness.enlarge(net, small) for small in tested.small]
    return {"bicubic": tested.scores(tested.bicubic), "network": tested.scores(made)}


def facts(found: dict, scale: int) -> dict:
    """Return what the card says beside what all cards say."""
    return {
        "task": "super_resolution",
        "metrics": {key: found["network"][key] for key in ("psnr", "ssim")},
        "scale": scale,
        "measured": found,
        "data": sharpness.DATA,
        "command": f"python -m core.train.super_resolution --data DIR --scale {scale}",
        "limits": LIMITS,
    }


def main() -> None:
    """Read the photos, train or resume, measure, write."""
    parser = script.parser(__doc__, "folder that holds sharp_photos and everyday_photos")
    parser.add_argument("--scale", type=int, choices=(2, 4), default=4)
    args = parser.parse_args()
    recipe = chosen(Recipe(side=32, rate=1e-3) if args.scale == 2 else Recipe(), args)
    if args.quick:
        args.data = sharpness.made_up()
        recipe = dataclasses.replace(recipe, side=16, batch=4, steps=3, photos=4)
    name, device = f"sr_x{recipe.scale}", prepare(recipe.seed)
    net = Enlarger(recipe.scale).to(device, memory_format=torch.channels_last)
    optimiser = torch.optim.Adam(net.parameters(), betas=(0.9, 0.99), fused=device.type == "cuda")
    split = sharpness.sharp(args.data)
    val = sharpness.to_test(split.val, recipe.scale)
    bicubic = val.scores(val.bicubic)["psnr"]
    training = script.start(
        args,
        name,
        recipe,
        {"net": net, "optimiser": optimiser},
        device,
        lambda average: f"val {val.psnr_of(average):.3f} dB, bicubic {bicubic:.3f} dB",
    )
    if not args.evaluate:
        material = sharpness.Material(args.data, recipe.scale, recipe.side, device, recipe.photos)
        print(f"{name}: {material.counts} photos to learn from", flush=True)
        fit(material, recipe, training, net, optimiser)
    net = shipped(Enlarger(recipe.scale), training.average.net.state_dict())
    with any_size():
        found = measure(net.to(device), sharpness.to_test(split.test, recipe.scale))
    told = facts(found, recipe.scale) | {"split": script.counts("sharp photos", *split)}
    script.write(args, name, net, told, training, recipe)
    print(name, found)


if __name__ == "__main__":
    main()
