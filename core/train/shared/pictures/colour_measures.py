"""What is measured of the colouring network: colours against the truth, colourfulness, what a hint does."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import Tensor
from torch.nn import functional as F

from core.colorization import lab, sizes
from core.colorization.bins import centres
from core.colorization.hints import Hint, drawn
from core.colorization.networks import Colouring

TEMPERATURES = (0.1, 0.15, 0.2, 0.25, 0.3, 0.34, 0.38, 0.42, 0.46, 0.5, 0.6, 0.7, 0.8)
HINTED = ((50.0, 35.0), (10.0, -50.0))
"""the colours ab of the hints that are tried: red and blue"""


def fitted(photo: np.ndarray) -> np.ndarray:
    """Return a photo (H, W, 3) uint8 as large as the network sees it."""
    height, width = sizes.fitted(*photo.shape[:2])
    return np.asarray(Image.fromarray(photo).resize((width, height), Image.Resampling.BICUBIC))


@dataclass(frozen=True)
class Guess:
    """What the network makes of it: the mean ab (2, h, w) and logits (Q, h, w), at a quarter of the size."""

    mean: Tensor
    logits: Tensor


@torch.inference_mode()
def guess(net: Colouring, light: np.ndarray, hints: Sequence[Hint] = ()) -> Guess:
    """Return the guess for lightness (H, W) in 0..100."""
    device = next(net.parameters()).device
    known = torch.from_numpy(drawn(hints, *light.shape)).to(device)[None]
    mean, logits = net(torch.from_numpy(light / 100).to(device)[None, None], known)
    return Guess(mean[0].float(), logits[0].float())


@torch.inference_mode()
def colours(of: Tensor, height: int, width: int) -> np.ndarray:
    """Return ab (H, W, 2) at full size of ab (2, h, w)."""
    full = F.interpolate(of[None], size=(height, width), mode="bilinear", align_corners=False)
    return full[0].permute(1, 2, 0).cpu().numpy()


@torch.inference_mode()
def annealed(logits: Tensor, temperature: float) -> Tensor:
    """Return the ab (2, h, w) of logits (Q, h, w) at a temperature."""
    places = torch.from_numpy(centres()).to(logits.device)
    return torch.einsum("qhw,qc->chw", (logits / temperature).softmax(0), places)


def painted(truth: np.ndarray, ab: np.ndarray) -> np.ndarray:
    """Return a photo uint8 of the true Lab's lightness and other colours."""
    return lab.to_rgb(np.concatenate([truth[..., :1], ab], -1))


def best_temperature(net: Colouring, photos: Sequence[np.ndarray]) -> tuple[float, float]:
    """Return the temperature at which photos become as colourful as they are, and the ratio that is left."""
    truth = [lab.to_lab(photo) for photo in photos]
    guesses = [guess(net, x[..., 0]) for x in truth]
    wanted = np.mean([lab.colourfulness(photo) for photo in photos])
    ratios = []
    for temperature in TEMPERATURES:
        made = [
            lab.colourfulness(painted(x, colours(annealed(g.logits, temperature), *x.shape[:2])))
            for x, g in zip(truth, guesses, strict=True)
        ]
        ratios.append(float(np.mean(made) / wanted))
    best = int(np.argmin(np.abs(np.log(ratios))))
    return TEMPERATURES[best], ratios[best]


def against_truth(net: Colouring, photos: Sequence[np.ndarray], temperature: float) -> dict[str, dict]:
    """Return by way ("grey", "regression", "classes", "truth") what is measured without any hint.

    "psnr_ab" is the mean over photos in dB, "psnr_ab_pooled" that of the mean squared error of all;
    "colourfulness" is the mean (Hasler & Süsstrunk).
    """
    errors: dict[str, list] = {}
    colourful: dict[str, list] = {}
    for photo in photos:
        truth = lab.to_lab(photo)
        made = guess(net, truth[..., 0])
        size = truth.shape[:2]
        ways = {
            "grey": np.zeros_like(truth[..., 1:]),
            "regression": colours(made.mean, *size),
            "classes": colours(annealed(made.logits, temperature), *size),
            "truth": truth[..., 1:],
        }
        for way, ab in ways.items():
            errors.setdefault(way, []).append(float(((ab - truth[..., 1:]) ** 2).mean()))
            colourful.setdefault(way, []).append(lab.colourfulness(painted(truth, ab)))
    return {way: _row(np.array(errors[way]), colourful[way]) for way in errors}


def _row(errors: np.ndarray, colourful: list[float]) -> dict[str, float]:
    row = {"colourfulness": round(float(np.mean(colourful)), 2)}
    if errors.max() > 0:
        by_photo = -10 * np.log10(np.maximum(errors, 1e-3) / 255**2)
        row["psnr_ab"] = round(float(by_photo.mean()), 3)
        row["psnr_ab_pooled"] = round(float(-10 * np.log10(errors.mean() / 255**2)), 3)
    return row


def things(data: Path, split: str, limit: int) -> list[tuple[Path, tuple[float, ...]]]:
    """Return photos of everyday_photos with one thing each: its box as shares of width and height."""
    folder = data / "everyday_photos"
    images = json.loads((folder / "labels.json").read_text(encoding="utf8"))["images"]
    found = []
    for image in images:
        size = np.array([image["width"], image["height"]] * 2)
        boxes = [np.array(box[:4]) / size for box in image["boxes"] if len(box) >= 5]
        fitting = [b for b in boxes if 0.04 < (b[2] - b[0]) * (b[3] - b[1]) < 0.4]
        if image["split"] == split and fitting:
            largest = max(fitting, key=lambda b: (b[2] - b[0]) * (b[3] - b[1]))
            found.append((folder / image["file"], tuple(float(v) for v in largest)))
    return found[:limit]


def hint_effect(net: Colouring, photos: Sequence[np.ndarray], boxes: Sequence[tuple[float, ...]]) -> dict:
    """Return how far one hint in a thing's middle pulls colours towards it: 1 all the way, 0 not at all.

    "on" is the mean over the middle half of the thing's box, "off" that outside of the box.
    """
    pulls: dict[str, dict[str, list]] = {way: {"on": [], "off": []} for way in ("regression", "classes")}
    for photo, (x0, y0, x1, y1) in zip(photos, boxes, strict=True):
        light = lab.to_lab(photo)[..., 0]
        before = guess(net, light)
        height, width = before.mean.shape[1:]
        y, x = np.mgrid[:height, :width]
        x, y = (x + 0.5) / width, (y + 0.5) / height
        middle = (abs(x - (x0 + x1) / 2) < (x1 - x0) / 4) & (abs(y - (y0 + y1) / 2) < (y1 - y0) / 4)
        outside = (x < x0) | (x > x1) | (y < y0) | (y > y1)
        for colour in HINTED:
            after = guess(net, light, [Hint((x0 + x1) / 2, (y0 + y1) / 2, *colour)])
            for way, old, new in (
                ("regression", before.mean, after.mean),
                ("classes", annealed(before.logits, 0.38), annealed(after.logits, 0.38)),
            ):
                pull = _pull(old.cpu().numpy(), new.cpu().numpy(), np.array(colour))
                for place, mask in (("on", middle), ("off", outside)):
                    if mask.any():
                        pulls[way][place].append(float(pull[mask].mean()))
    return {
        way: {place: round(float(np.mean(values)), 3) for place, values in places.items() if values}
        for way, places in pulls.items()
    }


def _pull(old: np.ndarray, new: np.ndarray, colour: np.ndarray) -> np.ndarray:
    """Return which part (h, w) of the way from old ab (2, h, w) to a colour the new ab has gone."""
    way = colour[:, None, None] - old
    return ((new - old) * way).sum(0) / ((way**2).sum(0) + 1)
