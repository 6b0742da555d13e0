"""A live camera that cuts a person out of its picture."""

from collections.abc import Mapping

import numpy as np

from core.media import images
from core.ui.components import packed
from core.ui.components.live.camera import Camera, mount

_mount = packed.component("live/segment", "boxes", "courier", "live/camera", "live/painting")


def segment(camera: Camera, scene: bytes, words: Mapping[str, str]) -> None:
    """Draw the camera; its answers are made by `person`. `scene` is a JPEG to put behind."""
    mount(_mount, camera, words, {"scene": None if camera.answer else packed.jpeg(scene)})


def person(mask: np.ndarray) -> dict[str, object]:
    """Return an answer: a mask (H, W) in 0..1, softly cut at one half."""
    soft = np.clip((mask - 0.35) / 0.3, 0, 1)
    rgba = np.zeros((*mask.shape, 4), np.uint8)
    rgba[..., 3] = np.round(255 * soft)
    return {"mask": packed.png(images.to_png(rgba)), "share": float((mask > 0.5).mean())}
