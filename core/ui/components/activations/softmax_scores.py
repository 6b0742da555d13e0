"""Scores that the learner pulls up and down, and the shares that softmax makes of them, in the browser."""

from collections.abc import Callable, Mapping, Sequence

from core.ui.components import packed

_mount = packed.component("activations/softmax_scores")


def scores(
    values: Sequence[float],
    temperature: float,
    limit: float,
    words: Mapping[str, str],
    key: str,
    on_change: Callable[[], None],
) -> None:
    """Draw 2 to 6 scores within ±limit as sliders beside their shares.

    After a change `st.session_state[key].state` is `score,score,…|temperature` and `on_change` is called.
    """
    data = {
        "state": f"{','.join(f'{v:g}' for v in values)}|{temperature:g}",
        "limit": limit,
        "words": dict(words),
    }
    _mount(key=key, data=data, on_state_change=on_change)
