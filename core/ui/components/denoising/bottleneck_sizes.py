"""A picture squeezed through bottlenecks of seven widths: choose one and see what comes out behind it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from numpy.typing import NDArray

from core.ui.components import packed

_mount = packed.component("denoising/bottleneck_sizes", "grey")


@dataclass(frozen=True)
class Bottlenecks:
    """A picture (S, S) and what came through each bottleneck (widths, S, S), all in 0..1.

    `codes` are the numbers inside each bottleneck, `psnr` (widths,) says how close the picture came,
    `usual` how close test pictures come on average.
    """

    clean: NDArray
    rebuilt: NDArray
    widths: Sequence[int]
    codes: Sequence[NDArray]
    psnr: NDArray
    usual: Sequence[float]


def bottleneck_sizes(
    shown: Bottlenecks, at: int, words: Mapping[str, str], key: str, on_choice: Callable[[], None]
) -> None:
    """Draw the picture before and behind bottleneck number `at`.

    After a choice `st.session_state[key].at` is the bottleneck's number.
    """
    data = {
        "clean": packed.small((shown.clean * 255).round()),
        "rebuilt": packed.small((shown.rebuilt * 255).round()),
        "side": len(shown.clean),
        "widths": list(shown.widths),
        "codes": [code.round(2).tolist() for code in shown.codes],
        "psnr": shown.psnr.tolist(),
        "usual": list(shown.usual),
        "at": at,
        "words": dict(words),
    }
    _mount(key=key, data=data, on_at_change=on_choice)
