"""Teach an enlarging network anew, by a second network that tells painted photos from true ones (SRGAN).

    python -m core.train.srgan --data DIR --scale 4 --start F --seconds 180   trains, measures, writes
    python -m core.train.srgan --data DIR --scale 4 --start F --evaluate      measures the checkpoint, writes
    python -m core.train.srgan --scale 4 --quick --out DIR                    seconds, on made-up photos

After Ledig et al. (2017): the network that learnt squared errors (F: sr_x4.safetensors) goes on with features
(of EfficientNet-Lite0 instead of VGG, from efficientnet_lite0.pt in DIR) and a discriminator. As in ESRGAN
(Wang et al., 2018) this one judges which of two is the more real, relative to the mean.
"""

import argparse
import dataclasses
import os
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F
from torch.nn.utils.parametrizations import spectral_norm

from core.shared.efficientnet_lite import EfficientNetLite
from core.super_resolution.networks import Enlarger
from core.train.shared.averages import shipped
from core.train.shared.features import STAGES, Look, lite0
from core.train.shared.pictures import script, sharpness
from core.train.shared.pictures.photos import picture
from core.train.shared.script import chosen
from core.train.shared.training import Training, any_size, autocast, descend, prepare, rate_at, set_rate

LIMITS = {
    "ko": "있을 법한 무늬를 그려 넣어서 선명해 보이지만, 실제와 다를 때가 많아요. 글자와 숫자, 얼굴은 "
    "지어내요: 증거로 쓸 수 없어요. 깨끗하게 줄인 사진만 배웠어요.",
    "en": "Looks sharp because it paints likely texture, which often differs from what was there. "
    "Letters, digits and faces are invented: it is no evidence. Learnt cleanly shrunk photos only.",
}


@dataclass(frozen=True)
class Recipe(script.Common):
    """Hyper-parameters."""

    scale: int = 4
    seconds: float = 1800
    side: int = 32
    """pixels of a small window's side; ×2 takes larger ones"""
    rate: float = 1e-4
    """highest learning rate of the painter"""
    judge_rate: float = 2e-4
    """highest learning rate of the discriminator"""
    alone: float = 0.15
    """share of the training in which the discriminator learns, but has no say"""
    look: float = 1.0
    """weight of the distance in features"""
    pixels: float = 1.0
    """weight of the absolute error"""
    say: float = 0.25
    """length of the discriminator's gradient at the last layer, as a share of the others' together"""
    weigh_every: int = 20
    """steps between two measurements of these lengths"""


def discriminator(width: int = 48) -> nn.Sequential:
    """Return what maps photos (B, 3, H, W) to logits (B, 1, H/16, W/16): real? Place by place."""
    layers: list[nn.Module] = [nn.Conv2d(3, width, 3, padding=1), nn.LeakyReLU(0.2)]
    n_in = width
    for n_out in (width, 2 * width, 4 * width, 8 * width):
        layers += [spectral_norm(nn.Conv2d(n_in, n_out, 4, 2, 1)), nn.LeakyReLU(0.2)]
        layers += [spectral_norm(nn.Conv2d(n_out, n_out, 3, padding=1)), nn.LeakyReLU(0.2)]
        n_in = n_out
    return nn.Sequential(*layers, nn.Conv2d(n_in, 1, 3, padding=1))


def more_real(ones: Tensor, others: Tensor) -> Tensor:
    """Return the loss that is small where logits `ones` are above the mean of `others`, and theirs below."""
    up, down = ones - others.mean(), others - ones.mean()
    return (F.softplus(-up).mean() + F.softplus(down).mean()) / 2


def moved(*photos: Tensor) -> tuple[Tensor, ...]:
    """Return photos without up to 7 pixels at the top and left: no pattern can settle on the maps' grid."""
    top, left = (int(n) for n in torch.randint(8, (2,)))
    return tuple(photo[:, :, top:, left:] for photo in photos)


class Teacher:
    """The discriminator's say in what the painter did wrong.

    Its gradient at the painter's last layer is kept at a share of that of the other losses (Esser et al.,
    2021): so it can neither drown them nor be drowned.
    """

    def __init__(self, judge: nn.Module, last: nn.Parameter, recipe: Recipe) -> None:
        """Take the discriminator and the weights of the painter's last layer."""
        self.judge, self.last, self.recipe = judge, last, recipe
        self.weight, self._asked = torch.zeros((), device=last.device), 0

    def loss(self, own: Tensor, made: Tensor, truth: Tensor, judged: bool) -> Tensor:
        """Return the painter's own loss with the discriminator's, if it is to be `judged`."""
        if not judged:
            return own
        self.judge.requires_grad_(False)
        fooled = more_real(self.judge(made), self.judge(truth))
        if self._asked % self.recipe.weigh_every == 0:
            self._weigh(own, fooled)
        self._asked += 1
        return own + self.weight * fooled

    def _weigh(self, own: Tensor, fooled: Tensor) -> None:
        lengths = [
            torch.autograd.grad(loss, self.last, retain_graph=True)[0].norm() for loss in (own, fooled)
        ]
        wanted = (self.recipe.say * lengths[0] / (lengths[1] + 1e-8)).nan_to_num(0.0).clamp(0, 10)
        self.weight = wanted if self._asked == 0 else self.weight.lerp(wanted, 0.2)


def painting(net: Enlarger) -> nn.Parameter:
    """Return the weights of the layer that paints the pixels."""
    return [layer for layer in net.tail if isinstance(layer, nn.Conv2d)][-1].weight


def fit(material: sharpness.Material, recipe: Recipe, training: Training, parts: dict, look: Look) -> None:
    """Train painter and discriminator in turn until the budget is used up."""
    net, judge = parts["net"], parts["judge"]
    teacher = Teacher(judge, painting(net), recipe)
    for progress in training.steps():
        small, large = (picture(part) for part in material.draw(recipe.batch))
        set_rate(parts["optimiser"], rate_at(progress, recipe.rate, recipe.warmup))
        set_rate(parts["judge_optimiser"], rate_at(progress, recipe.judge_rate, recipe.warmup))
        with autocast(training.device):
            made = net(small).float()
            pixels = recipe.pixels * F.l1_loss(made, large)
            seen = recipe.look * look(*moved(made, large)).mean()
        loss = teacher.loss(pixels + seen, made, large, progress >= recipe.alone)
        descend(loss, parts["optimiser"], recipe.limit)
        judge.requires_grad_(True)
        wrong = more_real(judge(large), judge(made.detach()))
        descend(wrong, parts["judge_optimiser"], recipe.limit)
        training.tell(wrong)


@torch.inference_mode()
def distance(look: Look, truth: list[np.ndarray], made: list[np.ndarray]) -> float:
    """Return the mean distance in Lite0's maps of photos (H, W, 3) uint8 to the true ones."""
    device = next(look.parameters()).device

    def photo(rgb: np.ndarray) -> Tensor:
        return torch.from_numpy(rgb).to(device).permute(2, 0, 1)[None].float() / 255

    return round(
        float(np.mean([look(photo(b), photo(a)).item() for a, b in zip(truth, made, strict=True)])), 5
    )


def measure(nets: dict[str, nn.Module], look: Look, tested: sharpness.Tested) -> dict[str, dict[str, float]]:
    """Return PSNR, SSIM and the distance in features of bicubic enlarging and of each network."""
    made = {"bicubic": tested.bicubic}
    made |= {name: [sharpness.enlarge(net, small) for small in tested.small] for name, net in nets.items()}
    return {
        name: tested.scores(photos) | {"lite0_distance": distance(look, tested.truth, photos)}
        for name, photos in made.items()
    }


def facts(found: dict, scale: int) -> dict:
    """Return what the card says beside what all cards say."""
    return {
        "task": "super_resolution",
        "metrics": {key: found["network"][key] for key in ("lite0_distance", "psnr", "ssim")},
        "scale": scale,
        "measured": found,
        "distance": f"mean over Lite0's first {STAGES} stages of the squared gap of unit vectors",
        "data": sharpness.DATA,
        "command": f"python -m core.train.srgan --data DIR --scale {scale} --start sr_x{scale}.safetensors",
        "limits": LIMITS,
    }


def begin(args: argparse.Namespace) -> tuple[Enlarger, EfficientNetLite]:
    """Return the network to start from and Lite0; untrained ones for a quick run."""
    start = Enlarger(args.scale)
    if args.quick:
        return start, EfficientNetLite()
    from safetensors.torch import load_file

    return shipped(start, load_file(args.start or args.out / f"sr_x{args.scale}.safetensors")), lite0(
        args.data
    )


def main() -> None:
    """Read the photos, train or resume, measure, write."""
    parser = script.parser(__doc__, "folder of sharp_photos, everyday_photos, efficientnet_lite0.pt")
    parser.add_argument("--scale", type=int, choices=(2, 4), default=4)
    parser.add_argument("--start", type=Path, help="weights of the network that learnt squared errors")
    args = parser.parse_args()
    recipe = chosen(Recipe(side=48) if args.scale == 2 else Recipe(), args)
    if args.quick:
        args.data = sharpness.made_up()
        recipe = dataclasses.replace(recipe, side=16, batch=4, steps=3, photos=4, alone=0.3)
    name, device = f"srgan_x{recipe.scale}", prepare(recipe.seed)
    before, official = begin(args)
    before, look = before.to(device), Look(official).to(device, memory_format=torch.channels_last)
    net = Enlarger(recipe.scale)
    net.load_state_dict(before.state_dict())
    net = net.to(device, memory_format=torch.channels_last)
    judge = discriminator().to(device, memory_format=torch.channels_last)
    fused = device.type == "cuda"
    parts = {
        "net": net,
        "judge": judge,
        "optimiser": torch.optim.Adam(net.parameters(), betas=(0.9, 0.99), fused=fused),
        "judge_optimiser": torch.optim.Adam(judge.parameters(), betas=(0.5, 0.99), fused=fused),
    }
    split = sharpness.sharp(args.data)
    val = sharpness.to_test(split.val, recipe.scale)

    def verdict(average: nn.Module) -> str:
        found = measure({"network": average}, look, val)
        return "val " + " ".join(f"{who} {m['psnr']} dB {m['lite0_distance']}" for who, m in found.items())

    training = script.start(args, name, recipe, parts, device, verdict)
    if not args.evaluate:
        material = sharpness.Material(args.data, recipe.scale, recipe.side, device, recipe.photos)
        print(f"{name}: {material.counts} photos to learn from", flush=True)
        fit(material, recipe, training, parts, look)
    net = shipped(Enlarger(recipe.scale), training.average.net.state_dict()).to(device)
    nets = {"squared_error": before.eval(), "network": net}
    with any_size():
        found = measure(nets, look, sharpness.to_test(split.test, recipe.scale))
    told = facts(found, recipe.scale) | {"split": script.counts("sharp photos", *split)}
    script.write(args, name, net, told, training, recipe)
    print(name, found)


if __name__ == "__main__":
    main()
