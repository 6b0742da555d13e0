"""A picture squeezed through doors of seven widths: choose one and see what comes out behind it."""

from collections.abc import Callable, Mapping, Sequence

from numpy.typing import NDArray

from core.ui.components import packed

_mount = packed.component("denoising/bottleneck_sizes", "grey")


def doors(
    clean: NDArray,
    rebuilt: NDArray,
    widths: Sequence[int],
    codes: Sequence[NDArray],
    psnr: NDArray,
    usual: Sequence[float],
    at: int,
    words: Mapping[str, str],
    key: str,
    on_door: Callable[[], None],
) -> None:
    """Draw a picture (S, S) and what came through each door (doors, S, S), all in 0..1.

    `codes` are the numbers inside each door, `psnr` (doors,) says how close the picture came, `usual` how
    close test pictures come on average. After a choice `st.session_state[key].door` is the door's number.
    """
    data = {
        "clean": packed.small((clean * 255).round()),
        "rebuilt": packed.small((rebuilt * 255).round()),
        "side": len(clean),
        "widths": list(widths),
        "codes": [code.round(2).tolist() for code in codes],
        "psnr": psnr.round(3).tolist(),
        "usual": list(usual),
        "at": at,
        "words": dict(words),
    }
    _mount(key=key, data=data, on_door_change=on_door)
