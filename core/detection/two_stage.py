"""R-CNN and its three successors: the steps of each, and how often each is done for one photo."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """A step of a detector: its name, and how often it is done for a photo."""

    name: str
    times: int


@dataclass(frozen=True)
class TwoStage:
    """A detector that looks at proposals: year, proposals a photo in its paper, steps in their order.

    `trunk` is the step that runs the large network, the one that costs most.
    """

    title: str
    year: int
    proposals: int
    steps: tuple[Step, ...]
    trunk: str

    @property
    def trunk_runs(self) -> int:
        """How often the large network runs for one photo."""
        return next(step.times for step in self.steps if step.name == self.trunk)


MASKS = 100
"""boxes that Mask R-CNN draws masks for, the best ones after non-maximum suppression"""


def _four() -> dict[str, TwoStage]:
    searched, learned, many = 2000, 300, 1000
    once_map = Step("map", 1)
    return {
        "rcnn": TwoStage(
            "R-CNN",
            2014,
            searched,
            (Step("search", 1), Step("warp", searched), Step("cnn", searched), Step("svm", searched)),
            "cnn",
        ),
        "fast": TwoStage(
            "Fast R-CNN",
            2015,
            searched,
            (once_map, Step("search", 1), Step("pool", searched), Step("head", searched)),
            "map",
        ),
        "faster": TwoStage(
            "Faster R-CNN",
            2015,
            learned,
            (once_map, Step("rpn", 1), Step("pool", learned), Step("head", learned)),
            "map",
        ),
        "mask": TwoStage(
            "Mask R-CNN",
            2017,
            many,
            (once_map, Step("rpn", 1), Step("align", many), Step("head", many), Step("mask", MASKS)),
            "map",
        ),
    }


NETWORKS = _four()
"""Girshick et al., 2014; Girshick, 2015; Ren et al., 2015; He et al., 2017 (with FPN: 1,000 proposals)"""
STEPS = tuple(dict.fromkeys(step.name for network in NETWORKS.values() for step in network.steps))


def read(text: str) -> tuple[str, int]:
    """Return the network and the step's number that a link holds; the first ones if it makes no sense."""
    name, _, at = text.partition(".")
    if name not in NETWORKS or not at.isdecimal() or int(at) >= len(NETWORKS[name].steps):
        return "rcnn", 0
    return name, int(at)
