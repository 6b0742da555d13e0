"""Which network answers first: the best one that is on this computer."""

from collections.abc import Sequence

from core.runtime import specs, weights

BEST = {
    "classification": "efficientnet_lite0",
    "detection": "yolov3_tiny",
    "backbone": "everyday+efficientnet_lite0",
}
"""by task the network that a page opens with, where it is here; joined ones stand side by side"""


def best(task: str, bundled: str, names: Sequence[str] = ()) -> str:
    """Return the best network for a task whose file is here and right: `bundled`, if there is no other.

    Where only some are to be chosen from, `names` are those.
    """
    found = BEST.get(task)
    offered = found in (names or specs.list_models(task))
    return found if offered and problem(found) is None else bundled


def problem(model: str) -> str | None:
    """Return why a network, or one of those joined with "+", cannot be used, or None."""
    return next((why for name in model.split("+") if (why := weights.problem(name))), None)
