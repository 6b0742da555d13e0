"""The parts of the lesson on backpropagation; each is imported when it is shown."""

PARTS = ("graph",)
SITUATIONS = {}
