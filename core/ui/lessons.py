"""The one table of lessons: navigation, gallery and tests are made from it."""

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
    Lesson("activations", "learning", ":material/show_chart:"),
    Lesson("convolution", "seeing", ":material/grid_on:"),
    Lesson("classification", "photos", ":material/image_search:"),
    Lesson("detection", "photos", ":material/select_all:"),
    Lesson("segmentation", "photos", ":material/gesture_select:"),
    Lesson("denoising", "generating", ":material/blur_off:"),
    Lesson("gan", "generating", ":material/auto_awesome:"),
    Lesson("cartpole", "acting", ":material/sports_esports:"),
    Lesson("activity", "acting", ":material/directions_walk:"),
    Lesson("models", "workshop", ":material/memory:"),
)


def sections() -> dict[str, list[Lesson]]:
    """Return the lessons by section, in the order of the table."""
    grouped: dict[str, list[Lesson]] = {}
    for lesson in LESSONS:
        grouped.setdefault(lesson.section, []).append(lesson)
    return grouped
