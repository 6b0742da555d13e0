"""A learnt head as one file: safetensors with the labels in its header. Reading one runs no code."""

import json
import unicodedata

import numpy as np

from core.media.upload_sizes import HEAD_KB
from core.shared.backbones import BACKBONES
from core.transfer_learning.learning import Head

MOST_BYTES = HEAD_KB << 10
MOST_CLASSES = 10
LONGEST_LABEL = 24
FORMAT = "deepvision-head-1"
LARGEST = 1e4
"""of a weight: a head that was learnt stays far below"""


class HeadError(ValueError):
    """A file that is not a head of this dashboard; `code` and `facts` fill the sentence that a page shows."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts


def to_bytes(head: Head) -> bytes:
    """Return the file: `weight`, `bias` and `means`, with format, backbone, labels and limit as metadata."""
    from safetensors.numpy import save

    tensors = {name: np.ascontiguousarray(getattr(head, name), np.float32) for name in _shapes(head)}
    about = {"backbone": head.backbone, "labels": json.dumps(head.labels), "limit": repr(float(head.limit))}
    return save(tensors, {"format": FORMAT, **about})


def from_bytes(data: bytes) -> Head:
    """Return the head in a file that somebody brought along.

    Raises: HeadError with code head_too_large, head_damaged (no safetensors file, or impossible numbers), or
    head_foreign (a file of something else).
    """
    if len(data) > MOST_BYTES:
        raise HeadError("head_too_large", limit=HEAD_KB)
    try:
        about, tensors = _read(data)
    except Exception:  # whatever the parsers have against it
        raise HeadError("head_damaged") from None
    if about.get("format") != FORMAT or about.get("backbone") not in BACKBONES:
        raise HeadError("head_foreign")
    try:
        labels, limit = tuple(json.loads(about["labels"])), float(about["limit"])
        head = Head(about["backbone"], labels, tensors["weight"], tensors["bias"], tensors["means"], limit)
    except (KeyError, TypeError, ValueError, RecursionError):
        raise HeadError("head_damaged") from None
    if not _sound(head):
        raise HeadError("head_damaged")
    return head


def plain_label(text: object) -> str:
    """Return a class name as it can be shown: one line, no control characters, at most 24 characters."""
    words = "".join(c for c in str(text) if c.isspace() or unicodedata.category(c)[0] != "C").split()
    return " ".join(words)[:LONGEST_LABEL].strip()


def _read(data: bytes) -> tuple[dict[str, str], dict[str, np.ndarray]]:
    """Return metadata and tensors. The library gives metadata of files only, so its header is read here."""
    from safetensors.numpy import load

    tensors = load(data)
    header = json.loads(data[8 : 8 + int.from_bytes(data[:8], "little")])
    return header.get("__metadata__") or {}, tensors


def _shapes(head: Head) -> dict[str, tuple[int, ...]]:
    classes, width = len(head.labels), BACKBONES[head.backbone]
    return {"weight": (classes, width), "bias": (classes,), "means": (classes, width)}


def _sound(head: Head) -> bool:
    """Return whether the numbers of a head can be those of one that was learnt."""
    if not 2 <= len(head.labels) <= MOST_CLASSES:
        return False
    names_fit = all(isinstance(label, str) and label == plain_label(label) != "" for label in head.labels)
    numbers_fit = all(
        (array := getattr(head, name)).dtype == np.float32
        and array.shape == shape
        and bool(np.isfinite(array).all())
        and bool(np.abs(array).max() <= LARGEST)
        for name, shape in _shapes(head).items()
    )
    return names_fit and len(set(head.labels)) == len(head.labels) and numbers_fit and 0 <= head.limit <= 2
