"""Train the network that fills holes in photos.

    python -m core.train.inpainting --data DIR --seconds 400    trains or resumes, measures, writes
    python -m core.train.inpainting --data DIR --evaluate       measures the checkpoint, writes
    python -m core.train.inpainting --quick --out DIR           seconds, on made-up photos

Photos are cut to windows, windows get holes: squares of 32 pixels, rectangles, strokes. The network is asked
for what was there, so that in wide holes it paints the mean of what may be: smooth.
"""

import dataclasses
import os
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
import torch
from torch import Tensor, nn

from core.colorization import inpaint
from core.colorization.networks import Inpainter
from core.train.shared.averages import shipped
from core.train.shared.pictures import holes, photos, script
from core.train.shared.pictures.photos import Photos, picture, turned
from core.train.shared.pictures.sharpness import made_up
from core.train.shared.script import chosen
from core.train.shared.training import Training, any_size, autocast, descend, prepare, rate_at, set_rate

NAME = "inpainter"
SQUARE = 32
"""pixels of the side of the holes that are measured"""
JUDGED, PATCHED = 32, 16
"""validation photos that are looked at during the training; test photos on which patches are compared"""
LIMITS = {
    "ko": "작은 구멍(32픽셀쯤)과 긁힌 자국만 배웠어요. 큰 구멍은 흐릿하게 메워요. "
    "가려진 것이 무엇이었는지는 알 수 없어요.",
    "en": "Learnt small holes (about 32 pixels) and scratches. Wide holes become blurred. "
    "It cannot know what was there.",
}


@dataclass(frozen=True)
class Recipe(script.Common):
    """Hyper-parameters."""

    seconds: float = 900
    side: int = 96
    batch: int = 8
    rate: float = 1e-3
    absolute: float = 0.5
    """weight of the absolute error beside the root of the squared one"""
    exact_from: float = 0.95
    """share of the training after which all is multiplied in single precision"""


def wrong(made: Tensor, truth: Tensor, hole: Tensor, absolute: float) -> Tensor:
    """Return the loss in the holes (B, 1, H, W): root of the squared error, absolute error."""
    count = 3 * hole.sum((1, 2, 3)) + 1
    gap = (made - truth) * hole
    root = (gap.square().sum((1, 2, 3)) / count + 1e-4).sqrt()
    return root.mean() + absolute * (gap.abs().sum((1, 2, 3)) / count).mean()


def fit(material: Photos, recipe: Recipe, training: Training, net: nn.Module, optimiser) -> None:
    """Train until the budget is used up."""
    side = recipe.side
    for progress in training.steps():
        ids = torch.randint(len(material), (recipe.batch,), device=training.device)
        windows = material.windows(ids, *material.corners(ids, side, side), side, side)
        truth = picture(turned(windows)[0])
        hole = holes.by_chance(recipe.batch, side, SQUARE, training.device)
        set_rate(optimiser, rate_at(progress, recipe.rate, recipe.warmup))
        with autocast(training.device, progress < recipe.exact_from):
            made = net(truth, hole).float()
        loss = wrong(made, truth, hole, recipe.absolute)
        descend(loss, optimiser, recipe.limit)
        training.tell(loss)


def with_holes(paths: list[Path], seed: int = 1) -> list[tuple[np.ndarray, np.ndarray]]:
    """Return photos (H, W, 3) uint8, sides multiples of 4, each with a square hole (H, W) bool by chance."""
    rng = np.random.default_rng(seed)
    found = []
    for photo in photos.decode(paths):
        height, width = (side // 4 * 4 for side in photo.shape[:2])
        hole = np.zeros((height, width), bool)
        top, left = (int(rng.integers(8, side - SQUARE - 7)) for side in (height, width))
        hole[top : top + SQUARE, left : left + SQUARE] = True
        found.append((photo[:height, :width], hole))
    return found


@torch.inference_mode()
def filled(net: nn.Module, rgb: np.ndarray, hole: np.ndarray) -> np.ndarray:
    """Return what the network makes of a photo with a hole, uint8."""
    device = next(net.parameters()).device
    known = np.where(hole[..., None], 0, rgb)
    photo = torch.from_numpy(known).to(device).permute(2, 0, 1)[None].float() / 255
    made = net(photo, torch.from_numpy(hole).to(device)[None, None].float())
    return (made[0].clamp(0, 1) * 255).round().byte().permute(1, 2, 0).cpu().numpy()


def measure(net: nn.Module, tested: list[tuple[np.ndarray, np.ndarray]], patched: int) -> dict[str, float]:
    """Return the mean PSNR in dB inside the holes, by way; patches, which are slow, on fewer photos."""
    found: dict[str, list[float]] = {}
    for number, (rgb, hole) in enumerate(tested):
        spoilt = np.where(hole[..., None], 0, rgb).astype(np.uint8)
        ways = {
            name: way for name, way in inpaint.WAYS.items() if name != "nearest_patches" or number < patched
        }
        made = {name: way(spoilt, hole) for name, way in ways.items()} | {
            "network": filled(net, spoilt, hole)
        }
        for name, photo in made.items():
            found.setdefault(name, []).append(min(inpaint.psnr_in(rgb, photo, hole), 60.0))
    return {name: round(float(np.mean(values)), 3) for name, values in found.items()}


def facts(found: dict) -> dict:
    """Return what the card says beside what all cards say."""
    return {
        "task": "inpainting",
        "metrics": {"psnr": found["network"], "psnr_telea": found["telea"]},
        "measured": {"hole": SQUARE, "psnr": found},
        "data": "everyday_photos: COCO val2017 and VOC 2012 (Flickr photos under their own terms)",
        "command": "python -m core.train.inpainting --data DIR",
        "limits": LIMITS,
    }


def main() -> None:
    """Read the photos, train or resume, measure, write."""
    args = script.parser(__doc__, "folder that holds everyday_photos").parse_args()
    recipe = chosen(Recipe(), args)
    if args.quick:
        args.data = made_up(2)
        recipe = dataclasses.replace(recipe, side=64, batch=4, steps=3, photos=2)
    device = prepare(recipe.seed)
    net = Inpainter().to(device, memory_format=torch.channels_last)
    optimiser = torch.optim.Adam(net.parameters(), betas=(0.9, 0.99), fused=device.type == "cuda")
    files = {split: photos.everyday(args.data, split, recipe.photos) for split in ("train", "val", "test")}
    judged = with_holes(files["val"][:JUDGED])
    telea = measure(net.eval(), judged, 0)["telea"]
    net.train()

    def verdict(average: nn.Module) -> str:
        made = [min(inpaint.psnr_in(rgb, filled(average, rgb, hole), hole), 60) for rgb, hole in judged]
        return f"val {np.mean(made):.3f} dB, telea {telea:.3f} dB"

    training = script.start(args, NAME, recipe, {"net": net, "optimiser": optimiser}, device, verdict)
    if not args.evaluate:
        fitting = [p for p in photos.decode(files["train"]) if min(p.shape[:2]) >= recipe.side]
        print(f"{NAME}: {len(fitting)} photos to learn from", flush=True)
        fit(Photos(fitting, device), recipe, training, net, optimiser)
    net = shipped(Inpainter(), training.average.net.state_dict()).to(device)
    with any_size():
        found = measure(net, with_holes(files["test"]), PATCHED if recipe.photos is None else 1)
    split = script.counts("photos", *files.values())
    script.write(args, NAME, net, facts(found) | {"split": split}, training, recipe)
    print(NAME, found)


if __name__ == "__main__":
    main()
