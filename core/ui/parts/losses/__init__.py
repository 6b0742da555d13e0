"""The parts of the lesson on loss functions; each is imported when it is shown."""

PARTS = ("fit",)
SITUATIONS = {}
