"""Every part of every lesson opens in both languages and says something in that language."""

from importlib import import_module
from importlib.util import find_spec

import pytest

from core.i18n.catalog import LANGUAGES, text
from core.ui.lessons import LESSONS

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


def korean(sentence: str) -> bool:
    return any("가" <= letter <= "힣" for letter in sentence)


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("lesson", "part"), PARTS)
def test_part_opens_in_both_languages(open_lesson, lesson: str, part: str | None, lang: str) -> None:
    app = open_lesson(lesson, lang, **({"part": part} if part else {}))
    assert app.title[0].value == text(lang, f"{lesson}.name")
    if part:
        assert bool(app.info) is ((lesson, part) not in SILENT)
        assert all(korean(box.value) is (lang == "ko") for box in (*app.info, *app.warning))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_home_lists_the_lessons_that_exist(open_lesson, lang: str) -> None:
    app = open_lesson(None, lang)
    assert app.title[0].value == text(lang, "home.headline")
    teasers = {text(lang, f"{lesson.name}.teaser") for lesson in LESSONS}
    assert teasers <= {block.value for block in app.markdown}
