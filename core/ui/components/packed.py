"""Scripts, styles and arrays on their way into the browser."""

import base64
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike

HERE = Path(__file__).parent


def script(*names: str) -> str:
    """Return a component's script, last of `names`, after those it uses and what all sketches draw with."""
    return "\n".join((HERE / f"{part}.js").read_text(encoding="utf8") for part in ("sketch", *names))


def style(*names: str) -> str:
    """Return a component's style, last of `names`, after those it uses and the one all sketches share."""
    return "\n".join((HERE / f"{part}.css").read_text(encoding="utf8") for part in ("sketch", *names))


def numbers(values: ArrayLike, kind: str) -> str:
    """Return numbers as base64 of a NumPy type such as "<f8"."""
    return base64.b64encode(np.ascontiguousarray(values, kind).tobytes()).decode()


def floats(values: ArrayLike) -> str:
    """Return numbers as base64 of float32, little-endian."""
    return numbers(values, "<f4")


def small(values: ArrayLike) -> str:
    """Return numbers 0..255 as base64, a byte each."""
    return numbers(values, "u1")


def jpeg(data: bytes) -> str:
    """Return a JPEG as the address of an image."""
    return "data:image/jpeg;base64," + base64.b64encode(data).decode()


def png(data: bytes) -> str:
    """Return a PNG as the address of an image: one that is soon replaced may not be asked for by its name."""
    return "data:image/png;base64," + base64.b64encode(data).decode()
