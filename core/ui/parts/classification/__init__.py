"""The parts of the lesson on classification; each is imported when it is shown."""

PARTS = ("recognise", "live")
SITUATIONS = {
    "recognise": {
        "clear": {"picture": "coffee"},
        "two": {"picture": "bus"},
        "unknown": {"picture": "astronaut"},
        "drawn": {"picture": "drawing"},
    }
}
