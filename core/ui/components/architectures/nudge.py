"""A small picture that the learner moves by pixels, and what networks answer at every place."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from numpy.typing import NDArray

from core.ui.components import packed

_mount = packed.component("architectures/nudge")


@dataclass(frozen=True)
class Nudged:
    """A picture (S, S) in 0..1 and what networks answer to it at every shift.

    `answers` (networks, 2·most+1, 2·most+1, classes) are probabilities, the second axis being down; `names`
    are the classes', `networks` titles and colours, `truth` is the class it really is, if that is known. With
    one place only (most = 0) there is nothing to move, and the bars stand alone.
    """

    picture: NDArray
    answers: NDArray
    names: Sequence[str]
    networks: Sequence[tuple[str, str]]
    truth: int = -1


def nudge(
    shown: Nudged, at: tuple[int, int], words: Mapping[str, str], key: str, on_move: Callable[[], None]
) -> None:
    """Draw the picture at the shift `at` (right, down) beside what each network makes of it.

    After a move `st.session_state[key].at` is "right,down" and `on_move` is called.
    """
    data = {
        "picture": packed.small(shown.picture * 255),
        "side": len(shown.picture),
        "most": shown.answers.shape[1] // 2,
        "answers": packed.floats(shown.answers),
        "at": "{},{}".format(*at),
        "names": list(shown.names),
        "networks": [{"title": title, "colour": colour} for title, colour in shown.networks],
        "truth": shown.truth,
        "words": dict(words),
    }
    _mount(key=key, data=data, on_at_change=on_move)


def place(text: str | None, most: int) -> tuple[int, int]:
    """Return the shift in "right,down", each within ±most; (0, 0) for anything else."""
    try:
        right, down = (int(part) for part in (text or "").split(","))
    except ValueError:
        return 0, 0
    return (right, down) if max(abs(right), abs(down)) <= most else (0, 0)
