"""A live camera whose guesses move beside it."""

from collections.abc import Iterable, Mapping

from core.ui.components import packed
from core.ui.components.live.camera import Camera, mount

_mount = packed.component("live/classify", "boxes", "courier", "live/camera", "live/painting")


def classify(camera: Camera, words: Mapping[str, str]) -> None:
    """Draw the camera; its answers are made by `guesses`."""
    mount(_mount, camera, words)


def guesses(labels: Iterable[str], names: Iterable[str], shares: Iterable[float]) -> dict[str, list]:
    """Return an answer: guesses, the best first, their labels, names on the page and shares in 0..1."""
    return {
        "guesses": [
            [label, name, float(share)] for label, name, share in zip(labels, names, shares, strict=True)
        ]
    }
