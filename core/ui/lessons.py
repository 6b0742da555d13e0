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
    minutes: int
    """about how long it takes with a class"""

    @property
    def page(self) -> str:
        """The page's file, relative to Home.py."""
        return f"pages/{self.name}.py"

    @property
    def drawing(self) -> str:
        """The small picture on Home, as SVG source; its grey is readable on light and dark."""
        return (Path(__file__).parent / "drawings" / f"{self.name}.svg").read_text(encoding="utf8")


LESSONS = (
    Lesson("learning", "start", ":material/emoji_objects:", 30),
    Lesson("gradient_descent", "learning", ":material/trending_down:", 20),
    Lesson("neural_network", "learning", ":material/hub:", 20),
    Lesson("activations", "learning", ":material/show_chart:", 20),
    Lesson("losses", "learning", ":material/straighten:", 10),
    Lesson("backpropagation", "learning", ":material/undo:", 15),
    Lesson("overfitting", "learning", ":material/query_stats:", 25),
    Lesson("convolution", "seeing", ":material/grid_on:", 25),
    Lesson("architectures", "seeing", ":material/account_tree:", 20),
    Lesson("classification", "photos", ":material/image_search:", 10),
    Lesson("explanation", "photos", ":material/troubleshoot:", 15),
    Lesson("transfer_learning", "photos", ":material/school:", 20),
    Lesson("detection", "photos", ":material/select_all:", 25),
    Lesson("faces", "photos", ":material/face:", 15),
    Lesson("segmentation", "photos", ":material/gesture_select:", 25),
    Lesson("pose", "photos", ":material/accessibility_new:", 20),
    Lesson("super_resolution", "changing", ":material/zoom_in:", 20),
    Lesson("colorization", "changing", ":material/format_color_fill:", 20),
    Lesson("style_transfer", "changing", ":material/palette:", 20),
    Lesson("denoising", "generating", ":material/blur_off:", 20),
    Lesson("gan", "generating", ":material/auto_awesome:", 25),
    Lesson("sequences", "acting", ":material/timeline:", 20),
    Lesson("captioning", "acting", ":material/short_text:", 20),
    Lesson("cartpole", "acting", ":material/sports_esports:", 25),
    Lesson("activity", "acting", ":material/directions_walk:", 20),
    Lesson("models", "workshop", ":material/memory:", 5),
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
    ("segmentation", "pose"): {"page": "pose", "part": "find"},
    ("segmentation", "ladder"): {"page": "segmentation", "part": "method_ladder"},
}
"""where links of before lead: (page, part) to the page and part that hold it now"""
SPLIT = {("why_view", "paint"): "masking", ("unit", "network"): "playground"}
"""views of a part of before that are parts of their own now, by (name in the link, value)"""
RENAMED = {
    "denoising": {
        "door": "bottleneck",
        "door_other": "bottleneck_other",
        "train_door": "train_bottleneck",
    },
}
"""values in links of before, by page, and their names now"""


def new_place(lesson: str, query: Mapping[str, str]) -> dict[str, str] | None:
    """Return the query of an old link as it is called now, with its "page"; None where nothing has moved."""
    moved, renamed = MOVED.get((lesson, query.get("part", ""))), RENAMED.get(lesson, {})
    if not renamed.keys().isdisjoint(query):
        query = {renamed.get(name, name): value for name, value in query.items()}
        moved = moved or {"page": lesson} | {name: query[name] for name in ("part",) if name in query}
    if moved is None:
        return None
    split = next((part for (name, view), part in SPLIT.items() if query.get(name) == view), None)
    kept = {name: value for name, value in query.items() if name not in ("part", "why_view", "unit")}
    return kept | moved | ({"part": split} if split else {})


def sections() -> dict[str, list[Lesson]]:
    """Return the lessons by section, in the order of the table."""
    grouped: dict[str, list[Lesson]] = {}
    for lesson in LESSONS:
        grouped.setdefault(lesson.section, []).append(lesson)
    return grouped
