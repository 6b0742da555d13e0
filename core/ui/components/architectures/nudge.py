"""A small picture that the learner moves by pixels, and what networks answer at every place."""

from collections.abc import Callable, Mapping, Sequence

from numpy.typing import NDArray

from core.ui.components import packed

_mount = packed.component("architectures/nudge")


def nudge(
    picture: NDArray,
    answers: NDArray,
    at: tuple[int, int],
    names: Sequence[str],
    networks: Sequence[tuple[str, str]],
    words: Mapping[str, str],
    key: str,
    on_move: Callable[[], None],
    truth: int = -1,
) -> None:
    """Draw a picture (S, S) in 0..1 at the shift `at` (right, down) beside what each network makes of it.

    `answers` (networks, 2·most+1, 2·most+1, classes) are the probabilities at every shift, the second axis
    being down; `networks` are titles and colours, `truth` the class it really is, if that is known. After a
    move `st.session_state[key].at` is "right,down" and `on_move` is called. With one place only (most = 0)
    there is nothing to move, and the bars stand alone.
    """
    data = {
        "picture": packed.small(picture * 255),
        "side": len(picture),
        "most": answers.shape[1] // 2,
        "answers": packed.floats(answers),
        "at": "{},{}".format(*at),
        "names": list(names),
        "networks": [{"title": title, "colour": colour} for title, colour in networks],
        "truth": truth,
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
