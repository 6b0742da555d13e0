"""A picture at every level of a noise, and what a network and filters make of it: a slider moves it."""

from collections.abc import Callable, Mapping, Sequence

from numpy.typing import NDArray

from core.ui.components import packed

_mount = packed.component("denoising/noise_sweep", "grey")


def noise_sweep(
    clean: NDArray,
    levels: Sequence[str],
    images: Mapping[str, NDArray],
    scores: Mapping[str, tuple[NDArray, NDArray]],
    names: Mapping[str, str],
    notes: Mapping[str, Sequence[str]],
    at: int,
    words: Mapping[str, str],
    key: str,
    on_level: Callable[[], None],
) -> None:
    """Draw a clean picture (S, S) and, by name, what others made of it at each level: (levels, S, S).

    Of `images`, in 0..1, the first is the noisy one, the second the network's, the others are the filters'.
    `scores` are PSNR and SSIM (levels,), `names` what they are called, `notes` a few words a level. After a
    move `st.session_state[key].level` is the number of the level and `on_level` is called.
    """
    data = {
        "clean": packed.small((clean * 255).round()),
        "side": len(clean),
        "levels": list(levels),
        "makers": [
            {
                "name": names[name],
                "id": name,
                "images": packed.small((images[name] * 255).round()),
                "psnr": scores[name][0].round(3).tolist(),
                "ssim": scores[name][1].round(4).tolist(),
                "notes": list(notes.get(name, ())),
            }
            for name in images
        ],
        "at": at,
        "words": dict(words),
    }
    _mount(key=key, data=data, on_level_change=on_level)
