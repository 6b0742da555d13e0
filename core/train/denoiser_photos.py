"""Train the denoiser for photos of any size on patches of given photos.

    python -m core.train.denoiser_photos --photos DIR DIR --minutes 5   trains or resumes, measures, writes
    python -m core.train.denoiser_photos --photos DIR DIR --evaluate    measures the checkpoint, writes
    python -m core.train.denoiser_photos --quick --out DIR              seconds, on made-up photos

It sees Gaussian noise only, of any strength up to 0.5, and is not told how strong it is.
"""

import dataclasses
import os
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

import numpy as np
import torch
from PIL import Image
from torch import Tensor, nn
from torch.nn import functional as F

from core.denoising import filters, noise, quality
from core.denoising.networks import PhotoDenoiser
from core.runtime import cards
from core.train.shared import script
from core.train.shared.averages import shipped
from core.train.shared.training import Training, descend, device_here, rate_at, saved, set_rate

SIGMAS, MEASURED = (0.1, 0.2, 0.3, 0.5), 8
"""noise that is measured, and on how many of the test photos: filters take their time"""
LIMITS = {
    "ko": "사진 전체에 고르게 퍼진 가우시안 잡음만 배웠어요. 점 잡음이나 흐린 사진은 배우지 않았어요. "
    "잡음이 약하면(σ 0.15 아래) 필터가 나아요.",
    "en": "Learnt Gaussian noise only, spread evenly: no specks, no blur. "
    "Where noise is weak (below σ 0.15) filters do better.",
}


@dataclass(frozen=True)
class Recipe:
    """Hyper-parameters."""

    minutes: float = 26
    """computing time, which a busy machine does not shorten"""
    side: int = 48
    """pixels of a patch's side"""
    batch: int = 16
    """patches a step"""
    strongest: float = 0.5
    """standard deviation of the noise, at most"""
    rate: float = 3e-3
    """highest learning rate"""
    warmup: float = 0.05
    """share of the training in which the rate climbs"""
    hold_out: int = 8
    """one photo in so many is kept for the test"""
    seed: int = 0


def load(folders: list[Path], hold_out: int) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """Return photos (H, W, 3) uint8 of all folders and their subfolders: to learn from, to test on."""
    paths = [path for folder in folders for path in sorted(folder.rglob("*.jp*g"))]
    photos = [np.asarray(Image.open(path).convert("RGB")) for path in paths]
    return [p for i, p in enumerate(photos) if i % hold_out], photos[::hold_out]


def made_up(count: int) -> list[np.ndarray]:
    """Return photos of coloured stripes: enough to run every line of this script."""
    y, x = np.mgrid[:64, :80]
    waves = [np.stack([np.sin(x / (3 + i)), np.cos(y / 5), np.sin((x + y) / 7)], 2) for i in range(count)]
    return [(wave * 100 + 128).astype(np.uint8) for wave in waves]


def patches(photos: list[np.ndarray], recipe: Recipe, seed: int) -> tuple[Tensor, Tensor]:
    """Return clean and noisy patches (B, 3, side, side) in 0..1, turned and mirrored by chance."""
    rng = np.random.default_rng(seed)
    found = np.empty((recipe.batch, recipe.side, recipe.side, 3), np.float32)
    for patch in found:
        photo = photos[rng.integers(len(photos))]
        top, left = (rng.integers(0, edge - recipe.side + 1) for edge in photo.shape[:2])
        cut = np.rot90(photo[top : top + recipe.side, left : left + recipe.side], rng.integers(4))
        patch[:] = (cut[:, ::-1] if rng.random() < 0.5 else cut) / np.float32(255)
    noisy = noise.add(found, "gaussian", rng.uniform(0, recipe.strongest, recipe.batch), seed)
    return torch.from_numpy(found).permute(0, 3, 1, 2), torch.from_numpy(noisy).permute(0, 3, 1, 2)


def fit(photos: list[np.ndarray], recipe: Recipe, checkpoint: Path, device: torch.device) -> dict:
    """Train; return the last state."""
    torch.manual_seed(recipe.seed)
    net = PhotoDenoiser().to(device, memory_format=torch.channels_last)
    optimiser = torch.optim.Adam(net.parameters())
    training = Training(checkpoint, recipe.minutes, {"net": net, "optimiser": optimiser}, device)
    for progress in training.steps():
        clean, noisy = (part.to(device) for part in patches(photos, recipe, recipe.seed + training.step))
        set_rate(optimiser, rate_at(progress, recipe.rate, recipe.warmup))
        loss = F.mse_loss(net(noisy), clean)
        descend(loss, optimiser, limit=0.5)
        training.tell(loss)
    return saved(checkpoint)


def measure(net: nn.Module, photos: list[np.ndarray]) -> dict[str, dict[str, list[float]]]:
    """Return mean PSNR and SSIM on photos, by noise: of the noisy, the network, each filter at its best.

    A filter has one setting for all photos of a noise: the one with the highest mean PSNR.
    """
    sizes = [[side // 2 * 2 for side in photo.shape[:2]] for photo in photos]
    clean = [p[None, :h, :w] / np.float32(255) for p, (h, w) in zip(photos, sizes, strict=True)]
    found: dict[str, dict[str, list[float]]] = {"psnr": {}, "ssim": {}}

    def keep(name: str, made: list[np.ndarray]) -> None:
        for key, scale in (("psnr", quality.psnr), ("ssim", quality.ssim)):
            values = [float(scale(x, y)[0]) for x, y in zip(clean, made, strict=True)]
            found[key].setdefault(name, []).append(round(float(np.mean(values)), 4))

    for sigma in SIGMAS:
        noisy = [noise.add(photo, "gaussian", sigma, i) for i, photo in enumerate(clean)]
        keep("noisy", noisy)
        with torch.inference_mode():
            rebuilt = [net(torch.from_numpy(x).permute(0, 3, 1, 2)).permute(0, 2, 3, 1) for x in noisy]
        keep("network", [x.clamp(0, 1).numpy() for x in rebuilt])
        for name, (make, settings) in filters.FILTERS.items():
            tried = [[make(x, setting) for x in noisy] for setting in settings]
            scores = [
                np.mean([quality.psnr(x, y)[0] for x, y in zip(clean, made, strict=True)]) for made in tried
            ]
            keep(name, tried[int(np.argmax(scores))])
    return found


def main() -> None:
    """Read the photos, train or resume, measure, write."""
    parser = script.parser(__doc__, "checkpoint", "minutes", "evaluate")
    parser.add_argument("--photos", type=Path, nargs="+", help="folders of photos")
    args = parser.parse_args()
    recipe, checkpoint = script.chosen(Recipe(), args), args.checkpoint or Path("denoiser_photos.ckpt")
    if args.quick:
        recipe = dataclasses.replace(recipe, minutes=0.02, batch=4)
        learn, test = made_up(6), made_up(2)
    else:
        learn, test = load(args.photos, recipe.hold_out)
    state = saved(checkpoint) if args.evaluate else fit(learn, recipe, checkpoint, device_here())
    net = shipped(PhotoDenoiser(), state["net"])
    found = measure(net, test[:MEASURED])
    at = SIGMAS.index(0.2)
    command = "python -m core.train.denoiser_photos --photos DIR DIR"
    facts = script.origin(net, state, recipe, command) | {
        "task": "photo_denoising",
        "metrics": {key: found[key]["network"][at] for key in ("psnr", "ssim")},
        "sigmas": list(SIGMAS),
        "measured": found,
        "data": "128 photos of COCO train2017 and 240 photos of fruit from the web, 320 pixels wide or high",
        "split": f"{len(learn)} photos to learn, {min(MEASURED, len(test))} of {len(test)} to test",
        "limits": LIMITS,
    }
    cards.write(args.out, "denoiser_photos", net.state_dict(), facts)
    print(found)


if __name__ == "__main__":
    main()
