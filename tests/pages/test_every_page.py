import pytest

from core.i18n.catalog import LANGUAGES, text
from core.ui.lessons import LESSONS


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("lesson", [lesson.name for lesson in LESSONS])
def test_page_opens_in_both_languages(open_lesson, lesson: str, lang: str) -> None:
    app = open_lesson(lesson, lang)
    assert app.title[0].value == text(lang, f"{lesson}.name")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_home_lists_the_lessons_that_exist(open_lesson, lang: str) -> None:
    app = open_lesson(None, lang)
    assert app.title[0].value == text(lang, "home.headline")
    teasers = {text(lang, f"{lesson.name}.teaser") for lesson in LESSONS}
    assert teasers <= {block.value for block in app.markdown}
