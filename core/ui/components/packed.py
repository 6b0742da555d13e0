"""Scripts, styles and arrays on their way into the browser."""

import base64
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import streamlit as st
from numpy.typing import ArrayLike

HERE = Path(__file__).parent


def component(name: str, *uses: str) -> Callable[..., Any]:
    """Return what mounts a component: its script and style, after `sketch` and those of what it `uses`.

    Names are paths below this folder without an ending.
    """
    mounted = {"js": script(*uses, name), "css": style(*uses, name)}
    return st.components.v2.component(name.replace("/", "_"), **mounted)


def script(*names: str) -> str:
    """Return `sketch`, which all draw with, and these scripts as one, in this order."""
    return _joined(names, "js")


def style(*names: str) -> str:
    """Return the styles of `sketch` and of these names as one, as far as they have any."""
    return _joined(names, "css")


def _joined(names: Sequence[str], kind: str) -> str:
    files = [HERE / f"{name}.{kind}" for name in ("sketch", *names)]
    return "\n".join(file.read_text(encoding="utf8") for file in files if file.exists())


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
