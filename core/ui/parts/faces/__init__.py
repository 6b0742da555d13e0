"""The parts of the lesson on finding faces; each is imported when it is shown."""

PARTS = ("methods",)
SITUATIONS = {"methods": {"faces": {"picture": "astronaut"}}}
