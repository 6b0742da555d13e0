"""The one table of lessons: navigation, gallery and tests are made from it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Lesson:
    """One page. Its name is also its file, its URL, its core package and its table of words."""

    name: str
    section: str
    icon: str

    @property
    def page(self) -> str:
        """The page's file, relative to Home.py."""
        return f"pages/{self.name}.py"

    @property
    def drawing(self) -> str:
        """The small picture on Home, as SVG source; its grey is readable on light and dark."""
        return (Path(__file__).parent / "drawings" / f"{self.name}.svg").read_text(encoding="utf8")


LESSONS = (
    Lesson("gradient_descent", "learning", ":material/trending_down:"),
    Lesson("neural_network", "learning", ":material/hub:"),
    Lesson("activations", "learning", ":material/show_chart:"),
    Lesson("losses", "learning", ":material/straighten:"),
    Lesson("backpropagation", "learning", ":material/undo:"),
    Lesson("convolution", "seeing", ":material/grid_on:"),
    Lesson("architectures", "seeing", ":material/account_tree:"),
    Lesson("classification", "photos", ":material/image_search:"),
    Lesson("explanation", "photos", ":material/troubleshoot:"),
    Lesson("transfer_learning", "photos", ":material/school:"),
    Lesson("detection", "photos", ":material/select_all:"),
    Lesson("faces", "photos", ":material/face:"),
    Lesson("segmentation", "photos", ":material/gesture_select:"),
    Lesson("denoising", "generating", ":material/blur_off:"),
    Lesson("gan", "generating", ":material/auto_awesome:"),
    Lesson("cartpole", "acting", ":material/sports_esports:"),
    Lesson("activity", "acting", ":material/directions_walk:"),
    Lesson("models", "workshop", ":material/memory:"),
)
MOVED = {
    ("activations", "neuron"): {"page": "neural_network"},
    ("activations", "losses"): {"page": "losses"},
    ("activations", "backprop"): {"page": "backpropagation"},
    ("classification", "why"): {"page": "explanation"},
    ("classification", "inside"): {"page": "explanation", "part": "inside"},
    ("classification", "teach"): {"page": "transfer_learning"},
    ("classification", "faces"): {"page": "faces"},
    ("classification", "family"): {"page": "architectures"},
    ("classification", "garments"): {"page": "architectures", "part": "fashion_mnist"},
    ("classification", "digits"): {"page": "architectures", "part": "digits"},
    ("denoising", "door"): {"page": "denoising", "part": "bottleneck"},
    ("gan", "forger"): {"page": "gan", "part": "fool_discriminator"},
    ("segmentation", "rare"): {"page": "segmentation", "part": "class_balance"},
    ("segmentation", "ladder"): {"page": "segmentation", "part": "method_ladder"},
}
"""where links of before lead: (page, part) to the page and part that hold it now"""


def new_place(lesson: str, query: Mapping[str, str]) -> dict[str, str] | None:
    """Return the query of an old link as it is called now, with its "page"; None where nothing has moved."""
    moved = MOVED.get((lesson, query.get("part", "")))
    if moved is None:
        return None
    masked = {"part": "masking"} if query.get("why_view") == "paint" else {}
    kept = {name: value for name, value in query.items() if name not in ("part", "why_view")}
    return kept | moved | masked


def sections() -> dict[str, list[Lesson]]:
    """Return the lessons by section, in the order of the table."""
    grouped: dict[str, list[Lesson]] = {}
    for lesson in LESSONS:
        grouped.setdefault(lesson.section, []).append(lesson)
    return grouped
