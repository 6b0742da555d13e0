"""AI holds machine learning holds deep learning: each circle opens something that runs."""

from core.i18n.catalog import Words
from core.learning import circles, ways
from core.ui import controls, panels, queue, shell
from core.ui.components.learning.nested_circles import Runs, nested_circles

START = "ai"
RING = 1


@shell.fragment
def draw(say: Words) -> None:
    """Draw the part."""
    held = controls.kept("circle", START)
    circle = held if held in circles.CIRCLES else START
    dots, borders = circles.line(ways.SEED)
    deep = queue.ask(say, circles.trained, RING)
    runs = Runs(circles.search(ways.SEED), dots, borders, circles.ring(RING), deep)
    take = controls.follow("circle", "nested_circles", "circle", START)
    nested_circles(runs, circle, say.table("circle_words"), "nested_circles", take)
    facts = {
        "steps": len(runs.search.path) - 1,
        "right": borders[-1].right(dots),
        "dots": len(dots.apple),
        "deep_right": round(float(deep.right[-1]) * len(runs.ring.apple)),
        "ring": len(runs.ring.apple),
        "numbers": circles.PARAMETERS,
    }
    panels.verdict(say(f"verdict_circle_{circle}", **facts))
