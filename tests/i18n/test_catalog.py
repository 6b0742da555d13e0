import re

import pytest

from core.i18n.catalog import LANGUAGES, Words, guess, labels, prose, text
from core.ui.lessons import LESSONS

PLACEHOLDER = re.compile(r"{(?![가-힣])(\w+)}")
PROPER_NAMES = {"home.product"}
"""labels that are the same in every language"""


def test_both_languages_have_the_same_keys() -> None:
    ko, en = (set(labels(lang)) for lang in LANGUAGES)
    assert ko ^ en == set()


def test_labels_are_written_and_have_the_same_placeholders() -> None:
    ko, en = (labels(lang) for lang in LANGUAGES)
    both = ko.keys() & en.keys()
    empty = [key for key in both if not (ko[key].strip() and en[key].strip())]
    unlike = [key for key in both if {*PLACEHOLDER.findall(ko[key])} != {*PLACEHOLDER.findall(en[key])}]
    assert (empty, unlike) == ([], [])


def test_every_lesson_has_its_text_and_its_first_words() -> None:
    every = [(lang, lesson.name) for lang in LANGUAGES for lesson in LESSONS]
    assert [place for place in every if len(prose(*place)) <= 200] == []
    first = [
        f"{lang} {name}.{word}"
        for lang, name in every
        for word in ("name", "look", "teaser")
        if not Words(lang, name).has(word)
    ]
    assert first == []


def test_korean_is_in_korean() -> None:
    latin_only = [
        k for k, v in labels("ko").items() if not re.search("[가-힣]", v) and re.search("[A-Za-z]{4}", v)
    ]
    assert set(latin_only) - PROPER_NAMES == set()


def test_unknown_key_is_an_error_and_not_a_fallback() -> None:
    with pytest.raises(KeyError):
        text("ko", "classification.no_such_word")


@pytest.mark.parametrize(
    ("locale", "lang"), [("ko-KR", "ko"), ("ko", "ko"), ("en-GB", "en"), ("de", "en"), (None, "en")]
)
def test_first_guess_follows_the_browser(locale: str | None, lang: str) -> None:
    assert guess(locale) == lang
