"""A picture at every level of a noise, and what a network and filters make of it: a slider moves it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from numpy.typing import NDArray

from core.ui.components import packed

_mount = packed.component("denoising/noise_sweep", "grey")


@dataclass(frozen=True)
class NoiseSweep:
    """A clean picture (S, S) and, by name, what others made of it at each level: (levels, S, S), in 0..1.

    Of `images` the first is the noisy one, the second the network's, the others are the filters'. `scores`
    are PSNR and SSIM (levels,), `names` what they are called, `notes` a few words a level.
    """

    clean: NDArray
    levels: Sequence[str]
    images: Mapping[str, NDArray]
    scores: Mapping[str, tuple[NDArray, NDArray]]
    names: Mapping[str, str]
    notes: Mapping[str, Sequence[str]]


def noise_sweep(
    shown: NoiseSweep, at: int, words: Mapping[str, str], key: str, on_level: Callable[[], None]
) -> None:
    """Draw all of them at the level of number `at`.

    After a move `st.session_state[key].level` is the number of the level and `on_level` is called.
    """
    data = {
        "clean": packed.small((shown.clean * 255).round()),
        "side": len(shown.clean),
        "levels": list(shown.levels),
        "makers": [
            {
                "name": shown.names[name],
                "id": name,
                "images": packed.small((shown.images[name] * 255).round()),
                "psnr": shown.scores[name][0].tolist(),
                "ssim": shown.scores[name][1].round(4).tolist(),
                "notes": list(shown.notes.get(name, ())),
            }
            for name in shown.images
        ],
        "at": at,
        "words": dict(words),
    }
    _mount(key=key, data=data, on_level_change=on_level)
