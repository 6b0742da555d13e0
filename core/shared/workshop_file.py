"""What a learner taught and drew as one file to take home: safetensors with a JSON header, never code."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from core.media.upload_sizes import WORKSHOP_MB

FORMAT, VERSION = "deepvision-workshop", 1
MOST_BYTES = WORKSHOP_MB << 20
MOST_PHOTOS, MOST_MOVEMENTS, MOST_SAMPLES = 256, 64, 400_000
LONGEST_NAME, LONGEST_TEXT = 120, 20_000
LARGEST = 1e4
"""of a feature or a measured value: what is taught stays far below"""


class WorkshopError(ValueError):
    """A file that is no workshop of ours; `code` and `facts` fill the sentence that a page shows."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts


@dataclass(frozen=True)
class Photo:
    """A photo as JPEG, the class it was put into ("": none), and features (d,) by the network that made them.

    `key` is what boxes refer to it by.
    """

    key: str
    name: str
    jpeg: bytes
    group: str = ""
    features: Mapping[str, NDArray[np.float32]] = field(default_factory=dict)


@dataclass(frozen=True)
class Movement:
    """A recorded movement: its name, whose, times (N,) in s, acceleration (N, 3), rotation (N, 3) or None."""

    movement: str
    person: str
    time_s: NDArray
    accel_ms2: NDArray
    gyro_rads: NDArray | None


@dataclass(frozen=True)
class Workshop:
    """Photos, names of classes, true boxes as text by a photo's key, movements, the page with its link."""

    photos: Sequence[Photo] = ()
    classes: Sequence[str] = ()
    truths: Mapping[str, str] = field(default_factory=dict)
    movements: Sequence[Movement] = ()
    page: str = ""
    link: Mapping[str, str] = field(default_factory=dict)


def to_bytes(workshop: Workshop) -> bytes:
    """Return the file."""
    from safetensors.numpy import save

    tensors, photos, movements = {}, [], []
    for i, photo in enumerate(workshop.photos):
        tensors[f"photo{i}"] = np.frombuffer(photo.jpeg, np.uint8)
        for network, vector in photo.features.items():
            tensors[f"features{i} {network}"] = np.ascontiguousarray(vector, np.float32)
        photos.append(
            {"key": photo.key, "name": photo.name, "group": photo.group, "networks": list(photo.features)}
        )
    for i, one in enumerate(workshop.movements):
        parts = [one.time_s[:, None], one.accel_ms2, *([] if one.gyro_rads is None else [one.gyro_rads])]
        tensors[f"movement{i}"] = np.ascontiguousarray(np.hstack(parts), np.float32)
        movements.append({"movement": one.movement, "person": one.person})
    about = {"photos": photos, "classes": list(workshop.classes), "truths": dict(workshop.truths)}
    about |= {"movements": movements, "page": workshop.page, "link": dict(workshop.link)}
    head = {"format": FORMAT, "version": str(VERSION), "about": json.dumps(about, ensure_ascii=False)}
    return save(tensors or {"nothing": np.zeros(1, np.uint8)}, head)


def from_bytes(data: bytes) -> Workshop:
    """Return what is in a file that somebody brings back; photos are not decoded here.

    Raises: WorkshopError with code workshop_too_large, workshop_damaged, workshop_foreign (a file of
    something else) or workshop_newer (of a later version of this dashboard).
    """
    if len(data) > MOST_BYTES:
        raise WorkshopError("workshop_too_large", limit=WORKSHOP_MB)
    try:
        from safetensors.numpy import load

        tensors = load(data)
        head = json.loads(data[8 : 8 + int.from_bytes(data[:8], "little")]).get("__metadata__") or {}
    except Exception:  # whatever the parsers have against it
        raise WorkshopError("workshop_damaged") from None
    if head.get("format") != FORMAT:
        raise WorkshopError("workshop_foreign")
    try:
        if int(head["version"]) > VERSION:
            raise WorkshopError("workshop_newer")
        return _built(json.loads(head["about"]), tensors)
    except WorkshopError:
        raise
    except (LookupError, TypeError, ValueError, AttributeError, RecursionError):
        raise WorkshopError("workshop_damaged") from None


def _built(about: dict, tensors: dict[str, np.ndarray]) -> Workshop:
    if len(about["photos"]) > MOST_PHOTOS or len(about["movements"]) > MOST_MOVEMENTS:
        raise ValueError("too many")
    photos = [_photo(i, one, tensors) for i, one in enumerate(about["photos"])]
    movements = [_movement(tensors[f"movement{i}"], one) for i, one in enumerate(about["movements"])]
    truths = {_text(key): _text(value, LONGEST_TEXT) for key, value in about["truths"].items()}
    link = {_text(key): _text(value, LONGEST_TEXT) for key, value in about["link"].items()}
    classes = [_text(name) for name in about["classes"]]
    return Workshop(photos, classes, truths, movements, _text(about["page"]), link)


def _text(value: object, longest: int = LONGEST_NAME) -> str:
    if not isinstance(value, str) or len(value) > longest:
        raise ValueError("no text")
    return value


def _photo(i: int, about: dict, tensors: dict[str, np.ndarray]) -> Photo:
    jpeg = tensors[f"photo{i}"]
    if jpeg.dtype != np.uint8:
        raise ValueError("no photo")
    features = {_text(name): _numbers(tensors[f"features{i} {name}"], 1) for name in about["networks"]}
    return Photo(_text(about["key"]), _text(about["name"]), jpeg.tobytes(), _text(about["group"]), features)


def _movement(values: np.ndarray, about: dict) -> Movement:
    values = _numbers(values, 2)
    if values.shape[1] not in (4, 7) or not 2 <= len(values) <= MOST_SAMPLES:
        raise ValueError("no movement")
    time, accel = values[:, 0].astype(np.float64), values[:, 1:4]
    if not (np.diff(time) > 0).all():
        raise ValueError("no times")
    gyro = values[:, 4:] if values.shape[1] == 7 else None
    return Movement(_text(about["movement"]), _text(about["person"]), time, accel, gyro)


def _numbers(values: np.ndarray, dimensions: int) -> np.ndarray:
    sound = values.dtype == np.float32 and values.ndim == dimensions and values.size > 0
    if not sound or not (np.abs(values) <= LARGEST).all():
        raise ValueError("no numbers")
    return values
