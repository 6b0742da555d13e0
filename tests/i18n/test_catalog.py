import ast
import re
from pathlib import Path

import pytest

from core.i18n.catalog import LANGUAGES, Words, guess, labels, prose, text
from core.ui.lessons import LESSONS

ROOT = Path(__file__).parents[2]
PLACEHOLDER = re.compile(r"{(\w+)}")


def test_both_languages_have_the_same_keys() -> None:
    ko, en = (set(labels(lang)) for lang in LANGUAGES)
    assert ko ^ en == set()


@pytest.mark.parametrize("key", sorted(labels("ko")))
def test_label_is_written_and_has_the_same_placeholders(key: str) -> None:
    ko, en = (labels(lang).get(key, "") for lang in LANGUAGES)
    assert ko.strip() and en.strip()
    assert set(PLACEHOLDER.findall(ko)) == set(PLACEHOLDER.findall(en))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("lesson", [lesson.name for lesson in LESSONS])
def test_lesson_has_its_text(lang: str, lesson: str) -> None:
    assert len(prose(lang, lesson)) > 200
    say = Words(lang, lesson)
    assert say("name") and say("look") and say("teaser")


@pytest.mark.parametrize(
    "path", sorted([*ROOT.glob("pages/*.py"), *ROOT.glob("core/ui/*.py")]), ids=lambda p: p.name
)
def test_words_that_pages_say_exist(path: Path) -> None:
    lesson = path.stem if path.parent.name == "pages" else "home"
    own = {key.removeprefix(f"{lesson}.") for key in labels("ko") if key.startswith(f"{lesson}.")}
    every = {key.split(".", 1)[1] for key in labels("ko")} if path.parent.name == "ui" else set()
    known = own | every | {key.removeprefix("common.") for key in labels("ko") if key.startswith("common.")}
    said = {
        node.args[0].value
        for node in ast.walk(ast.parse(path.read_text(encoding="utf8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "say"
        and node.args
        and isinstance(node.args[0], ast.Constant)
    }
    assert said - known == set()


def test_korean_is_in_korean() -> None:
    latin_only = [
        k for k, v in labels("ko").items() if not re.search("[가-힣]", v) and re.search("[A-Za-z]{4}", v)
    ]
    assert latin_only == []


def test_unknown_key_is_an_error_and_not_a_fallback() -> None:
    with pytest.raises(KeyError):
        text("ko", "classification.no_such_word")


@pytest.mark.parametrize(
    ("locale", "lang"), [("ko-KR", "ko"), ("ko", "ko"), ("en-GB", "en"), ("de", "en"), (None, "en")]
)
def test_first_guess_follows_the_browser(locale: str | None, lang: str) -> None:
    assert guess(locale) == lang
