"""Words in Korean and English: labels from `<lang>/<lesson>.toml`, prose from `<lang>/prose/<lesson>.md`.

The language is an argument of every call: there is no process-wide language that one visitor could change for
another.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from core.i18n import class_names, particles, typography

LANGUAGES = ("ko", "en")
HERE = Path(__file__).parent


@cache
def labels(lang: str) -> dict[str, str]:
    """Return all labels of a language by dotted key, such as `gan.seed`.

    `common.toml` holds what is nobody's own: tables of its own names, such as `errors`.
    """

    def flatten(table: dict, prefix: str) -> dict[str, str]:
        flat = {}
        for key, value in table.items():
            name = prefix + key
            flat |= flatten(value, f"{name}.") if isinstance(value, dict) else {name: typography.tidy(value)}
        return flat

    found: dict[str, str] = {}
    for file in sorted((HERE / lang).glob("*.toml")):
        table = tomllib.loads(file.read_text(encoding="utf8"))
        found |= flatten(table, "" if file.stem == "common" else f"{file.stem}.")
    return found


def text(lang: str, key: str, /, **facts: object) -> str:
    """Return the label of a dotted key with its {placeholders} filled; raise KeyError for an unknown key.

    A Korean label may name particles beside the facts, such as {은}.
    """
    label = labels(lang)[key]
    return typography.tidy(particles.fill(label, facts)) if facts else label


@cache
def prose(lang: str, lesson: str) -> str:
    """Return the "how it works" Markdown of a lesson; raise FileNotFoundError where there is none."""
    return typography.tidy((HERE / lang / "prose" / f"{lesson}.md").read_text(encoding="utf8"))


def guess(locale: str | None) -> str:
    """Return the language to greet a browser with: Korean for ko-*, else English."""
    return "ko" if (locale or "").lower().startswith("ko") else "en"


@dataclass(frozen=True)
class Words:
    """A language and a lesson; calling it gives that lesson's label, else the one all lessons share."""

    lang: str
    lesson: str

    def __call__(self, key: str, /, **facts: object) -> str:
        """Return `<lesson>.<key>`, or `common.<key>` where the lesson has no word of its own."""
        own = f"{self.lesson}.{key}"
        return text(self.lang, own if own in labels(self.lang) else f"common.{key}", **facts)

    def has(self, key: str) -> bool:
        """Tell whether the lesson itself has this label."""
        return f"{self.lesson}.{key}" in labels(self.lang)

    def thing(self, label: str) -> str:
        """Return what people call a class of a classifier or detector; any other label stays as it is."""
        return labels(self.lang).get(f"everyday.{label}") or class_names.name_of(label, self.lang)

    def table(self, name: str) -> dict[str, str]:
        """Return the labels directly in one of the lesson's tables, else in that of all lessons, by name."""
        known = labels(self.lang)
        for owner in (self.lesson, "common"):
            start = f"{owner}.{name}."
            found = {key.removeprefix(start): label for key, label in known.items() if key.startswith(start)}
            if found:
                return {key: label for key, label in found.items() if "." not in key}
        raise KeyError(f"{self.lesson}.{name}")

    def error(self, code: str, /, **facts: object) -> str:
        """Return the sentence for an error code: what happened and what to do."""
        return text(self.lang, f"errors.{code}", **facts)

    def prose(self) -> str:
        """Return the lesson's "how it works" text."""
        return prose(self.lang, self.lesson)
