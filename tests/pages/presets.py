"""The presets of a lesson, by name: the part that each belongs to and what it sets."""

from collections.abc import Mapping


def by_name(situations: Mapping[str, Mapping[str, Mapping[str, object]]]) -> dict[str, tuple[str, dict]]:
    return {name: (part, dict(values)) for part, of in situations.items() for name, values in of.items()}
