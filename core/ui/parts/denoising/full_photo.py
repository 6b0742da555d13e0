"""The learner's photo in its full shape: noise laid over it, then taken away by a network and by filters."""

from typing import Any

import numpy as np
import streamlit as st

from core.denoising import filters, infer, noise
from core.denoising.infer import Cleaned
from core.denoising.models import PHOTOS
from core.figures import theme
from core.i18n.catalog import Words
from core.media import images
from core.ui import cache, controls, inputs, panels, queue
from core.ui.components.photo.reveal import Side, reveal
from core.ui.parts.denoising import compared
from core.ui.parts.denoising.source import SAMPLES

SIDE_PX = 640
"""longest side of the copy that is cleaned"""
LEVELS = {
    "gaussian": ("0.05", "0.1", "0.2", "0.3", "0.5"),
    "salt_pepper": ("0.02", "0.05", "0.1", "0.2", "0.4"),
    "mask": ("0.02", "0.05", "0.1", "0.2", "0.4"),
    "blur": ("0.6", "1", "1.4", "2", "3"),
}
FIRST = "cat"
MAKERS = ("network", *filters.FILTERS)


@cache.per_session
def prepared(key: str, _picture: inputs.Picture) -> np.ndarray:
    """Return the working copy (H, W, 3) float32 in 0..1."""
    return images.from_jpeg(images.to_jpeg(_picture.rgb(), max_side=SIDE_PX, quality=95)) / np.float32(255)


@cache.per_session(most=6)
def cleaned(
    key: str, kind: str, level: float, seed: int, _photo: np.ndarray, _say: Words
) -> dict[str, Cleaned]:
    """Return the noisy photo and everybody's cleaned one, with a bar while it is made."""
    noisy = noise.add(_photo[None], kind, level, seed)[0]
    found, bar = {"noisy": infer.scored(_photo, noisy)}, st.progress(0.0)
    for i, name in enumerate(MAKERS):
        bar.progress(i / len(MAKERS), _say("photo.working", maker=_say(f"makers.{name}")))
        found[name] = queue.ask(_say, infer.clean_photo, name, noisy, _photo)
    bar.empty()
    return found


def draw(say: Words, stage: Any, side: Any, kind: str, seed: int) -> None:
    """Draw a photo with a handle between noisy and cleaned."""
    with side:
        level = controls.choice(
            st.select_slider,
            say("sweep.level"),
            LEVELS[kind],
            f"photo_level_{kind}",
            LEVELS[kind][3],
        )
        inputs.add_pictures(say)
    with stage:
        picture = inputs.picture(say, SAMPLES, default=FIRST)
        photo = prepared(picture.key, picture)
        found = cleaned(picture.key, kind, float(level), seed, photo, say)
        sides = [side_of(say, name, one) for name, one in found.items()]
        sides.append(side_of(say, "clean", Cleaned(photo, np.inf, 1.0)))
        words = say.table("reveal")
        reveal(sides, (photo.shape[1], photo.shape[0]), words, "photo_reveal")
        panels.verdict(verdict(say, found, kind))
        data = images.to_png(as_bytes(found["network"].photo))
        panels.download(say, "download_png", data, "denoised.png", "image/png")
    panels.model_card(say, PHOTOS)


def as_bytes(photo: np.ndarray) -> np.ndarray:
    """Return (H, W, 3) uint8 of a photo in 0..1."""
    return np.rint(photo * 255).astype(np.uint8)


def side_of(say: Words, name: str, one: Cleaned) -> Side:
    """Return one version of the photo for the handle."""
    note = "" if np.isinf(one.psnr) else f"{theme.number(one.psnr, 1)} dB · {theme.number(one.ssim, 2)}"
    return Side(say(f"makers.{name}"), images.to_jpeg(as_bytes(one.photo), SIDE_PX, quality=88), note)


def verdict(say: Words, found: dict[str, Cleaned], kind: str) -> str:
    """Return who cleaned the photo best."""
    best = max(filters.FILTERS, key=lambda name: found[name].psnr)
    said = compared.told(say, found["noisy"].psnr, found["network"].psnr, best, found[best].psnr)
    return said if kind == "gaussian" else f"{said} {say('photo.only_gaussian')}"
