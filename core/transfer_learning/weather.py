"""A head that is ready: four kinds of weather, learnt by `core.train.weather` from a published data set."""

from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from core.runtime import cards
from core.transfer_learning import head_file
from core.transfer_learning.learning import Head

NAME, BACKBONE = "weather", "efficientnet_lite0"


@dataclass(frozen=True)
class Tested:
    """What of the published test photos was called what, (C, C) with a row for what it was; and the data."""

    counts: NDArray[np.int64]
    data: str

    @property
    def photos(self) -> int:
        """How many photos were asked about."""
        return int(self.counts.sum())

    @property
    def right(self) -> int:
        """How many of them were named right."""
        return int(np.trace(self.counts))


@cache
def ready(lang: str) -> Head:
    """Return the head, its classes named in a language ("ko", "en")."""
    head = head_file.from_bytes((cards.BUNDLED / f"{NAME}.safetensors").read_bytes())
    return replace(head, labels=tuple(cards.read(NAME)["names"][lang]))


@cache
def tested() -> Tested:
    """Return what the card says of the test photos."""
    card = cards.read(NAME)
    return Tested(np.array(card["measured"]["confusion"]), card["data"])
