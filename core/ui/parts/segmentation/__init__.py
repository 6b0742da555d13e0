"""The parts of the segmentation lesson; each is imported when it is shown."""

from core.i18n.catalog import Words
from core.segmentation import figures
from core.ui import inputs

PARTS = ("see", "walk", "grow", "score", "class_balance", "tasks", "method_ladder", "live")
SAMPLES = ("drawn_street", "quiet_street", "bus", "zidane", "astronaut", "cat", "coffee", "china", "coins")
SITUATIONS = {
    "see": {
        "street": {"picture": "drawn_street", "see_view": "overlay", "model": "unet"},
        "foreign": {"picture": "astronaut", "see_view": "overlay", "model": "unet"},
        "clothes": {"picture": "astronaut", "see_view": "overlay", "model": "unet+unet_people"},
        "person": {"picture": "astronaut", "see_view": "blur", "model": "lraspp_mobilenet_v3_large"},
    },
    "walk": {"bridges_off": {"picture": "drawn_street", "bridges": False}},
    "class_balance": {"all_names": {"forgotten": 0}, "thin": {"forgotten": 5}},
    "method_ladder": {"ladder": {"picture": "coins"}},
}


def choose_picture(say: Words, default: str = "drawn_street") -> inputs.Picture:
    """Draw the pictures to choose from; return the chosen one."""
    return inputs.picture(say, SAMPLES, default=default)


def thing_of(say: Words, label: str) -> str:
    """Return what a thing is called to which a class belongs: of what a person wears, the person."""
    return say("see.person") if label in figures.WORN else name_of(say, label)


def name_of(say: Words, label: str) -> str:
    """Return what a class is called in the page's language."""
    return say(f"names.{label}") if say.has(f"names.{label}") else say.thing(label)
