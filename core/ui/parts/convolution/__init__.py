"""The parts of the convolution lesson; each is imported when it is shown."""

from core.i18n.catalog import Words
from core.ui import inputs

PARTS = ("window", "colour", "channels", "pooling", "network", "classic", "augmentation")
SAMPLES = ("cat", "coffee", "china", "flower", "astronaut", "bus", "coins", "brick", "shapes")
START = {
    "kernel": "laplacian8_negative",
    "size": "3",
    "stride": "1",
    "padding": "none",
    "amount": "1",
    "dilation": "1",
    "rounds": "1",
    "sigma": "1",
    "show": "auto",
    "pixels": "48",
    "filters": "1",
}
WINDOW = {
    "blur": START | {"kernel": "gaussian", "size": "5", "sigma": "1.5", "padding": "reflect", "pixels": "96"},
    "edges": START | {"kernel": "laplacian8_negative", "pixels": "96"},
    "sharpen": START | {"kernel": "sharpen", "padding": "reflect", "pixels": "96"},
    "emboss": START | {"kernel": "emboss", "padding": "reflect", "pixels": "96"},
    "stride": START | {"kernel": "box", "stride": "2", "pixels": "24"},
    "shrink": START | {"kernel": "box", "rounds": "5", "pixels": "24"},
}
SITUATIONS = {
    "window": WINDOW,
    "pooling": {"pooling": {"pool": "max", "pool_size": "2", "shift": 1}},
}


def choose_picture(say: Words) -> inputs.Picture:
    """Draw the pictures to choose from; return the chosen one."""
    return inputs.picture(say, SAMPLES, default="cat")
