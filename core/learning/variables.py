"""Kinds of variables and what may be computed with each (Stevens 1946: nominal … ratio)."""

from dataclasses import dataclass
from statistics import mean, mode

OPERATIONS = ("count", "order", "difference", "mean", "ratio")
"""what may be done: each kind allows what those before it allow, and more"""


@dataclass(frozen=True)
class Column:
    """A variable of five houses: its values, and how many of OPERATIONS make sense."""

    values: tuple[int, ...]
    allowed: int

    @property
    def continuous(self) -> bool:
        """Whether differences make sense: a quantity, not a name or a rank."""
        return self.allowed > 2


COLUMNS = {
    "area": Column((59, 84, 45, 84, 114), 5),
    "year": Column((1998, 2005, 2012, 2012, 2021), 4),
    "grade": Column((3, 1, 2, 3, 3), 2),
    "district": Column((1, 2, 4, 1, 1), 1),
}
"""area in square metres · year built · energy grade (1 is best) · number of the district"""


def compute(column: Column, operation: str) -> float:
    """Do it, whether it makes sense or not: arithmetic never refuses.

    count: the commonest value · order: the smallest · difference: second minus first · mean · ratio: second
    over first.
    """
    first, second, *_ = column.values
    return {
        "count": mode(column.values),
        "order": min(column.values),
        "difference": second - first,
        "mean": mean(column.values),
        "ratio": second / first,
    }[operation]


def makes_sense(column: Column, operation: str) -> bool:
    """Return whether the result means anything."""
    return OPERATIONS.index(operation) < column.allowed
