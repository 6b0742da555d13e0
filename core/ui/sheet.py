"""A sheet to draw on: it begins as somebody chose, holds what the learner draws, and is forgotten with it."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.i18n.catalog import Words
from core.ui import own
from core.ui.components.common import pad

Ink = NDArray[np.uint8]
DIGIT_PENS, GARMENT_PENS = (4.0, 8.0, 13.0), (1.5, 4.0, 10.0)
"""widths in percent of the sheet"""


@dataclass(frozen=True)
class Sheet:
    """A sheet called `name` that begins as `make()` draws it, (S, S) with 0 = paper to 255 = ink.

    Another `begin` is another beginning: what was drawn on the one before is gone.
    """

    name: str
    begin: Hashable
    make: Callable[[], Ink]

    @property
    def ink(self) -> Ink:
        """What is on the sheet now."""
        begin, ink = own.get(self.name, (None, None))
        return self.make() if ink is None or begin != self.begin else ink

    @property
    def drawn(self) -> bool:
        """Whether the learner has changed anything."""
        return not np.array_equal(self.ink, self.make())

    def draw(self, say: Words, pens: Sequence[float]) -> None:
        """Draw the sheet and keep every stroke; `pens` are widths in percent of the sheet."""
        key = own.key(f"{self.name}_pad")
        pad.pad(self.ink, say.table("pad"), key, lambda: self._take(key), pens)

    def _take(self, key: str) -> None:
        ink = pad.drawn(key)
        if ink is not None:
            own.keep(self.name, (self.begin, ink))
