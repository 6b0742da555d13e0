"""A window that slides over a picture: its numbers, their sum, the result that grows, all in the browser."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.convolution import kernels
from core.convolution.sliding import Sliding
from core.ui import controls
from core.ui.components import packed

_mount = packed.component(
    "convolution/sliding_window",
    "convolve",
    "convolution/sliding_window_kernel",
    "convolution/sliding_window_motion",
)


@dataclass(frozen=True)
class Window:
    """How a window slides, and what it does at each place, so many `rounds` one after the other.

    `op` is `conv` (with `kernel`), `max` or `mean`; `show` says how the result becomes grey.
    """

    how: Sliding
    kernel: kernels.Kernel | None = None
    op: str = "conv"
    rounds: int = 1
    show: str = "clip"


def sliding_window(
    grey: NDArray[np.uint8],
    window: Window,
    words: Mapping[str, str],
    key: str,
    *,
    link: str = "at",
    on_cells: Callable[[], None] | None = None,
) -> None:
    """Draw a window over (H, W) uint8, at most 320 pixels a side.

    With `on_cells` the learner may write into the kernel: `st.session_state[key].cells` then holds it as
    `kernels.write` does, and `on_cells` is called. Where the learner left the window is in the page's link,
    as the parameter `link`.
    """
    how, op, rounds = window.how, window.op, window.rounds
    kernel = np.ones((how.size, how.size)) if window.kernel is None else window.kernel
    before, after = how.pads
    data = {
        "w": grey.shape[1],
        "h": grey.shape[0],
        "pixels": packed.small(grey),
        "kernel": kernel.ravel().tolist(),
        "cells": kernels.write(kernel),
        "size": how.size,
        "stride": how.stride,
        "dilation": how.dilation,
        "before": before,
        "after": after,
        "mirror": how.padding == "reflect",
        "op": op,
        "rounds": rounds,
        "show": window.show,
        "link": link,
        "at": controls.linked_value(link) or "",
        "editable": on_cells is not None,
        "place": f"{op} {how} {rounds}",
        "words": dict(words),
    }
    _mount(key=key, data=data, on_cells_change=on_cells or (lambda: None))
