"""What the bundled networks make of pictures."""

from dataclasses import dataclass

import numpy as np

from core.denoising import filters, noise, quality
from core.denoising.sizes import BOTTLENECKS, SIDE
from core.runtime import cards, engine, registry

MIDDLE = 224
"""pixels of the square in which a filter's best setting for a photo is searched"""
GENERATOR, TRUNCATION = "gan_fashion", 0.8
"""the registered network that draws garments, and how far its latents go from their mean"""
CLASSES, EACH = 10, 6
"""classes of garments, and garments drawn of each"""


@dataclass(frozen=True)
class Sweep:
    """One picture spoilt at every level of a kind of noise, and cleaned by everybody.

    `images` by name ("noisy", "network", each of filters.FILTERS) are (L, 28, 28) in 0..1; `psnr` in dB and
    `ssim` by the same names are (L,); `settings` are each filter's best ones, L a filter.
    """

    kind: str
    levels: np.ndarray
    clean: np.ndarray
    images: dict[str, np.ndarray]
    psnr: dict[str, np.ndarray]
    ssim: dict[str, np.ndarray]
    settings: dict[str, tuple[filters.Setting, ...]]

    def best_filter(self, at: int) -> str:
        """Return the filter with the highest PSNR at level number `at`."""
        return max(filters.FILTERS, key=lambda name: self.psnr[name][at])


def denoise(images: np.ndarray, model: str = "denoiser_garments") -> np.ndarray:
    """Return cleaned pictures (N, 28, 28) float32 in 0..1 of spoilt ones (N, 28, 28) in 0..1.

    Raises: KeyError for an unknown model; WeightsUnavailable.
    """
    found = engine.predictor(model)(np.ascontiguousarray(images, np.float32)[:, None])
    return np.clip(found[:, 0], 0, 1)


def sweep(picture: np.ndarray, kind: str, seed: int, model: str) -> Sweep:
    """Spoil a picture (28, 28) in 0..1 at every level, clean it with a network and with every filter."""
    levels = noise.KINDS[kind].levels
    clean = np.repeat(np.asarray(picture, np.float32)[None], len(levels), 0)
    noisy = np.concatenate([noise.add(clean[:1], kind, level, seed) for level in levels])
    images, settings = {"noisy": noisy, "network": denoise(noisy, model)}, {}
    for name in filters.FILTERS:
        one_by_one = [filters.best(name, noisy[i : i + 1], clean[:1]) for i in range(len(levels))]
        images[name] = np.concatenate([best.images for best in one_by_one])
        settings[name] = tuple(best.setting for best in one_by_one)
    scales = [{n: scale(clean, x) for n, x in images.items()} for scale in (quality.psnr, quality.ssim)]
    return Sweep(kind, levels, clean[0], images, *scales, settings)


def denoise_photo(photo: np.ndarray, model: str = "denoiser_photos") -> np.ndarray:
    """Return a cleaned photo (H, W, 3) float32 in 0..1 of a noisy one; raise WeightsUnavailable."""
    height, width = photo.shape[:2]
    even = np.pad(photo, ((0, height % 2), (0, width % 2), (0, 0)), mode="edge")
    found = engine.predictor(model)(np.ascontiguousarray(even.transpose(2, 0, 1), np.float32)[None])
    return np.clip(found[0].transpose(1, 2, 0)[:height, :width], 0, 1)


def through_bottlenecks(pictures: np.ndarray, subject: str) -> np.ndarray:
    """Return pictures (N, 28, 28) in 0..1 rebuilt through every bottleneck: (N, widths, 28, 28)."""
    return engine.predictor(f"bottleneck_{subject}")(np.ascontiguousarray(pictures, np.float32)[:, None])


def codes(pictures: np.ndarray, subject: str, width: int) -> np.ndarray:
    """Return the numbers (N, width) that pictures (N, 28, 28) become in a bottleneck of `width`."""
    import torch

    encoder = registry.load_model(f"bottleneck_{subject}").family[str(width)].encoder
    where = next(encoder.parameters()).device
    with torch.inference_mode():
        flat = torch.from_numpy(np.ascontiguousarray(pictures, np.float32)).flatten(1)
        return encoder(flat.to(where)).float().cpu().numpy()


def decoder(subject: str, width: int = BOTTLENECKS[0]) -> list[tuple[np.ndarray, np.ndarray]]:
    """Return weights (out, in) and bias (out,) of each layer from a code to a picture.

    ReLU stands between the layers, the logistic function at the end.
    """
    layers = registry.load_model(f"bottleneck_{subject}").family[str(width)].decoder
    pairs = [(layer.weight, layer.bias) for layer in layers if hasattr(layer, "weight")]
    return [(w.float().cpu().numpy(), b.float().cpu().numpy()) for w, b in pairs]


def decode(code: np.ndarray, layers: list[tuple[np.ndarray, np.ndarray]]) -> np.ndarray:
    """Return pictures (N, 28, 28) of codes (N, width): what the browser computes on every click."""
    x = np.asarray(code, np.float32)
    for i, (weights, bias) in enumerate(layers):
        x = x @ weights.T + bias
        x = np.maximum(x, 0) if i < len(layers) - 1 else (1 + np.tanh(x / 2)) / 2
    return x.reshape(-1, SIDE, SIDE)


def garments() -> np.ndarray:
    """Return pictures (10, EACH, 28, 28) in 0..1 of garments, by class in Fashion-MNIST's order.

    The bundled generator of the GAN lesson drew them: no picture of the data is among them.
    """
    latents = registry.get_spec(GENERATOR).input_shape[0] - CLASSES
    by_chance = TRUNCATION * np.random.default_rng(3).standard_normal((CLASSES * EACH, latents))
    classes = np.repeat(np.eye(CLASSES), EACH, 0)
    codes = np.concatenate([by_chance, classes], 1, dtype=np.float32)
    images, _ = engine.predictor(GENERATOR)(codes)
    return images.reshape(CLASSES, EACH, SIDE, SIDE)


def surprise(error: float, subject: str, width: int) -> float:
    """Return the share of test pictures, of what the network knows, that are rebuilt with a smaller error.

    `error` is the mean square of the gaps between pixels; 1 means worse than every one of them.
    """
    usual = np.array(cards.read(f"bottleneck_{subject}")["errors"][BOTTLENECKS.index(width)])
    return float(np.interp(error, usual, np.linspace(0, 1, len(usual))))


@dataclass(frozen=True)
class Cleaned:
    """A photo (H, W, 3) in 0..1 that somebody cleaned, with PSNR in dB, SSIM, and a filter's setting."""

    photo: np.ndarray
    psnr: float
    ssim: float
    setting: filters.Setting = None


def scored(clean: np.ndarray, photo: np.ndarray, setting: filters.Setting = None) -> Cleaned:
    """Return a photo (H, W, 3) in 0..1 with how close it is to the clean one."""
    psnr, ssim = (float(scale(clean[None], photo[None])[0]) for scale in (quality.psnr, quality.ssim))
    return Cleaned(photo, psnr, ssim, setting)


def clean_photo(name: str, noisy: np.ndarray, clean: np.ndarray) -> Cleaned:
    """Clean a photo (H, W, 3) in 0..1 with "network" or a filter of filters.FILTERS at its best setting.

    The setting is searched in the middle `MIDDLE` pixels square, as filters take their time.
    Raises: KeyError for an unknown name; WeightsUnavailable.
    """
    if name == "network":
        return scored(clean, denoise_photo(noisy))
    top, left = (max(0, (edge - MIDDLE) // 2) for edge in clean.shape[:2])
    cut = (slice(top, top + MIDDLE), slice(left, left + MIDDLE))
    setting = filters.best_setting(name, noisy[cut][None], clean[cut][None])
    made = filters.FILTERS[name][0](noisy[None], setting)[0]
    return scored(clean, np.clip(made, 0, 1), setting)
