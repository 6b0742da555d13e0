"""How large a photo is when the colouring network sees it."""

LONGEST, MULTIPLE = 256, 8


def fitted(height: int, width: int) -> tuple[int, int]:
    """Return height and width as the network sees them: the longer is `LONGEST`, multiples of `MULTIPLE`."""
    factor = LONGEST / max(height, width) / MULTIPLE
    return tuple(max(1, round(side * factor)) * MULTIPLE for side in (height, width))
