"""A live camera that covers the faces in its picture."""

from collections.abc import Mapping

from core.ui.components import packed
from core.ui.components.live.camera import Camera, mount

_mount = packed.component("live/faces", "boxes", "courier", "live/camera", "live/painting")


def faces(camera: Camera, words: Mapping[str, str]) -> None:
    """Draw the camera; its answers are made by `live.detect.boxes`."""
    mount(_mount, camera, words)
