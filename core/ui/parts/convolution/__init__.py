"""The parts of the convolution lesson; each is imported when it is shown."""

from core.ui.parts.convolution import window

PARTS = ("window", "colour", "channels", "pooling", "network", "classic", "augmentation")
SITUATIONS = {
    name: {"part": "window", **window.START, **changes} for name, changes in window.SITUATIONS.items()
} | {"pooling": {"part": "pooling", "pool": "max", "pool_size": 2, "shift": 1}}
