"""The parts of the lesson on colouring and restoring; each is imported when it is shown."""

PARTS = ("colour", "hints", "restore")
SITUATIONS = {
    "colour": {
        "landscape": {"picture": "china", "colour_left": "truth"},
        "face": {"picture": "astronaut", "colour_left": "truth"},
        "any_colour": {"picture": "bus", "colour_left": "truth"},
        "old_photo": {"picture": "cameraman", "colour_left": "grey"},
        "a_drawing": {"picture": "drawn_fish", "colour_left": "truth"},
    },
    "hints": {
        "no_hint": {"picture": "astronaut", "hints_astronaut": "none"},
        "one_hint": {"picture": "astronaut", "hints_astronaut": "330.800.d2691e"},
        "wrong_hint": {"picture": "cat", "hints_cat": "500.420.2e6fd0"},
    },
    "restore": {
        "hole": {"picture": "china", "damage": "square"},
        "scratched": {"picture": "astronaut", "damage": "scratches"},
        "written_over": {"picture": "cat", "damage": "text"},
        "pattern": {"picture": "brick", "damage": "large"},
        "too_wide": {"picture": "coffee", "damage": "large"},
    },
}
