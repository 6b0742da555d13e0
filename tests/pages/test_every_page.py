"""Every part of every lesson opens in one language, and says all in the other once that is chosen.

From links that anybody may have written it opens at its defaults, and nothing ends in an error.
"""

import re
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Widget

from core.i18n.catalog import LANGUAGES, text
from core.shared.link_values import LONGEST_TEXT
from core.ui import controls
from core.ui.lessons import LESSONS

FILES = Path(__file__).parents[2] / "core" / "ui" / "parts"
WHERE = {lesson.name: f"core.ui.parts.{lesson.name}" for lesson in LESSONS}
PARTS = [
    (lesson, part)
    for lesson, module in WHERE.items()
    for part in (import_module(module).PARTS if find_spec(module) else (None,))
]

SILENT = {
    ("detection", "film"),
    ("gan", "lab"),
    ("activity", "phone"),
    ("neural_network", "playground"),
    ("architectures", "open_network"),
}
"""parts that say nothing before they are asked, or say it in the browser"""


KEPT = {"lang"}
"""the switch itself: it names each language in that language"""

KEY = re.compile(r'(?<![a-z_])key="(\w+)"')
HOSTILE = {
    "too large": "1e999",
    "no number": "nan",
    "many digits": "9" * 5000,
    "list": "[[1e999,[" + "[" * 2000,
    "long": "x" * (2 * LONGEST_TEXT),
}


@pytest.fixture
def asked_of_links(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Return the names that pages ask the link for, as they do."""
    asked, linked_value = set(), controls.linked_value

    def note(name: str) -> str | None:
        asked.add(name)
        return linked_value(name)

    monkeypatch.setattr(controls, "linked_value", note)
    return asked


def bound_keys(lesson: str, part: str | None) -> set[str]:
    """Return the keys in the source of the part and of what it draws besides: Streamlit reads them itself."""
    sources = {path.stem: path.read_text(encoding="utf8") for path in (FILES / lesson).glob("*.py")}
    parts = {one for of, one in PARTS if of == lesson}
    drawn = {file for file, source in sources.items() if file not in parts and "def draw(say" in source}
    used = {file for file in drawn if part and re.search(rf"\b{file}\b", sources[part])}
    return {key for file in {part} & {*sources} | used for key in KEY.findall(sources[file])}


def korean(sentence: str) -> bool:
    return any("가" <= letter <= "힣" for letter in sentence)


def says_something(app: AppTest, lesson: str, part: str | None, lang: str) -> None:
    assert not app.exception and not app.error
    assert app.title[0].value == text(lang, f"{lesson}.name")
    if part:
        assert bool(app.info) is ((lesson, part) not in SILENT)
        assert all(korean(box.value) is (lang == "ko") for box in (*app.info, *app.warning))


def choices(app: AppTest) -> Iterator[Widget]:
    """Yield the page's widgets that offer labels to choose from."""
    every = (*app.selectbox, *app.radio, *app.button_group, *app.select_slider, *app.multiselect)
    yield from (widget for widget in every if widget.key not in KEPT)


def chosen(widget: Widget) -> set[str]:
    """Return the labels of what is chosen, as the visitor's language has them."""
    values = widget.value if isinstance(widget.value, list) else [widget.value]
    return {widget.format_func(value) for value in values if value is not None}


def shown(widget: Widget) -> set[str]:
    """Return the labels that the run sets in the browser as chosen."""
    proto, fields = widget.proto, widget.proto.DESCRIPTOR.fields_by_name
    values = getattr(proto, next(f for f in ("raw_values", "raw_value", "value") if f in fields))
    return {values} if isinstance(values, str) else set(values)


@pytest.mark.slow
@pytest.mark.parametrize(("lesson", "part"), PARTS)
def test_part_opens_in_both_languages_and_from_hostile_links(
    open_lesson, shared_results, asked_of_links: set[str], lesson: str, part: str | None
) -> None:
    stays_in_the_language(open_lesson, lesson, part)
    names = (asked_of_links | bound_keys(lesson, part)) - {"part", "lang"}
    for value in HOSTILE.values() if names else ("",):
        app = open_lesson(lesson, "en", **dict.fromkeys(names, value), **({"part": part} if part else {}))
        assert app.title[0].value == text("en", f"{lesson}.name")
        assert not any(korean(box.value) for box in (*app.info, *app.warning))


def stays_in_the_language(open_lesson, lesson: str, part: str | None) -> None:
    app = open_lesson(lesson, "ko", **({"part": part} if part else {}))
    says_something(app, lesson, part, "ko")
    before = {widget.key: chosen(widget) for widget in choices(app)}
    app.query_params["lang"] = "en"
    app.session_state["lang"] = "en"
    app.run()
    says_something(app, lesson, part, "en")
    stale = [
        widget.key
        for widget in choices(app)
        if before.get(widget.key, chosen(widget)) != chosen(widget)
        and not (widget.proto.set_value and shown(widget) == chosen(widget))
    ]
    assert stale == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_home_lists_the_lessons_that_exist(open_lesson, lang: str) -> None:
    app = open_lesson(None, lang)
    assert app.title[0].value == text(lang, "home.headline")
    teasers = {text(lang, f"{lesson.name}.teaser") for lesson in LESSONS}
    assert teasers <= {block.value for block in app.markdown}
