"""A window that slides over a picture: its numbers, their sum, the result that grows, all in the browser."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.convolution import kernels
from core.convolution.sliding import Sliding
from core.ui import controls
from core.ui.components import packed

STOPS = {
    "size": tuple(map(str, kernels.SIZES)),
    "sigma": tuple(f"{i / 10:g}" for i in range(3, 31)),
    "stride": tuple("1234"),
    "dilation": tuple("1234"),
    "amount": tuple("0123456"),
    "rounds": tuple("12345"),
    "filters": tuple(str(n) for n in range(1, 97)),
    "pool": tuple("234"),
}
"""the stops of each slider, as texts"""
_mount = packed.component(
    "convolution/sliding_window",
    "convolve",
    "knobs",
    "convolution/kernels",
    "convolution/number_grid",
    "convolution/sliding_window_knobs",
    "convolution/sliding_window_kernel",
    "convolution/sliding_window_motion",
)


@dataclass(frozen=True)
class Window:
    """How a window slides, and what it does at each place, so many `rounds` one after the other.

    `op` is `conv` (with `kernel`), `max` or `mean`; `show` says how the result becomes grey, `auto` as suits
    the kernel. `kind` is what the kernel is called, of width `sigma`: the browser builds it anew for another
    size. `filters` are as many kernels as the layer has, of which this is one. `sliders` are those of STOPS
    that move it; `pool` is the step, and the side where the window has no kernel.
    """

    how: Sliding
    kernel: kernels.Kernel | None = None
    op: str = "conv"
    rounds: int = 1
    show: str = "clip"
    kind: str = ""
    sigma: float = 1.0
    filters: int = 1
    sliders: Sequence[str] = ()


def sliding_window(
    grey: NDArray[np.uint8],
    window: Window,
    words: Mapping[str, str],
    key: str,
    *,
    link: str = "at",
    told: int = 0,
    on_moved: Callable[[], None] | None = None,
) -> None:
    """Draw a window over (H, W) uint8, at most 512 pixels a side.

    With `on_moved` the learner may move the sliders and write into the kernel. Then `on_moved` is called, and
    `st.session_state[key].moved` holds a stop by slider, "cells" (a kernel of one's own as `kernels.write`
    writes it, else ""), and "told", which is to come back as `told` from then on. Where the learner left the
    window is in the page's link, as the parameter `link`.
    """
    how, op = window.how, window.op
    kernel = np.ones((how.size, how.size)) if window.kernel is None else window.kernel
    standing = {**vars(how), "pool": how.stride, **vars(window)}
    held = {name: f"{standing[name]:g}" for name in window.sliders}
    data = {
        "w": grey.shape[1],
        "h": grey.shape[0],
        "pixels": packed.small(grey),
        "kernel": kernel.ravel().tolist(),
        "kind": window.kind,
        "sigma": window.sigma,
        "size": how.size,
        "stride": how.stride,
        "dilation": how.dilation,
        "padding": how.padding,
        "amount": how.amount,
        "op": op,
        "rounds": window.rounds,
        "filters": window.filters,
        "pool": 0,
        "shown": window.show,
        "knobs": [[name, STOPS[name], STOPS[name].index(text)] for name, text in held.items()],
        "told": told,
        "link": link,
        "at": controls.linked_value(link) or "",
        "editable": on_moved is not None and op == "conv" and "pool" not in held,
        "words": dict(words),
    }
    _mount(key=key, data=data, on_moved_change=on_moved or (lambda: None))
