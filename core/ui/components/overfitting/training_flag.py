"""A network after any step of its training, chosen by a flag that is dragged along its loss curves."""

from collections.abc import Callable, Mapping

import numpy as np

from core.overfitting import dots
from core.overfitting.dots import Dots, Task
from core.overfitting.network import History
from core.ui.components import packed

_mount = packed.component("overfitting/training_flag")


def training_flag(
    task: Task,
    found: tuple[tuple[int, ...], History],
    flag: int,
    words: Mapping[str, str],
    key: str,
    on_change: Callable[[], None],
) -> None:
    """Draw the dots and what the network says at the step `flag`.

    `found` are the hidden layers and the history of one run.

    Where the learner lets go of the flag, `st.session_state[key].flag` is the step as text.
    """
    hidden, history = found
    data = {
        "sizes": [2, *hidden, 1],
        "steps": history.steps.tolist(),
        "train": history.train[:, 0].tolist(),
        "validation": history.validation[:, 0].tolist(),
        "weights": packed.floats(history.weights),
        "train_dots": packed.floats(_rows(task.train)),
        "validation_dots": packed.floats(_rows(task.validation)),
        "reach": dots.REACH,
        "flag": str(flag),
        "words": dict(words),
    }
    _mount(key=key, data=data, on_flag_change=on_change)


def _rows(some: Dots) -> np.ndarray:
    return np.column_stack([some.xy, some.kind])
