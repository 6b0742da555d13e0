"""A head that is ready: four kinds of weather, learnt by `core.train.weather` from a published data set."""

from dataclasses import dataclass, replace
from functools import cache

from core.runtime import cards
from core.transfer_learning import head_file
from core.transfer_learning.learning import Head

NAME, BACKBONE = "weather", "efficientnet_lite0"


@dataclass(frozen=True)
class Tested:
    """How many of the published test photos it named right, and what it learnt from."""

    right: int
    photos: int
    data: str


@cache
def ready(lang: str) -> Head:
    """Return the head, its classes named in a language ("ko", "en")."""
    head = head_file.from_bytes((cards.BUNDLED / f"{NAME}.safetensors").read_bytes())
    return replace(head, labels=tuple(cards.read(NAME)["names"][lang]))


@cache
def tested() -> Tested:
    """Return what the card says of the test photos."""
    card = cards.read(NAME)
    table = card["measured"]["confusion"]
    return Tested(sum(row[n] for n, row in enumerate(table)), sum(map(sum, table)), card["data"])
