"""An error becomes one sentence in the page's language; nothing of the machine shows."""

import logging

import pytest

from core.classification import infer
from core.i18n.catalog import LANGUAGES, text
from core.media.errors import MediaError


@pytest.mark.parametrize("lang", LANGUAGES)
def test_unknown_error_shows_a_code_that_is_in_the_log(open_lesson, monkeypatch, caplog, lang: str) -> None:
    app = open_lesson("classification", lang)

    def broken(*args: object) -> None:
        raise RuntimeError("secret /home/teacher/path")

    monkeypatch.setattr(infer, "classify", broken)
    app.session_state["picture"] = "flower"
    with caplog.at_level(logging.ERROR, logger="deepvision"):
        app.run()
    shown = app.error[0].value
    code = shown.split(":")[-1].strip()
    assert shown == text(lang, "errors.unknown", code=code)
    assert code in caplog.text
    assert "secret" not in str([element.value for element in [*app.markdown, *app.error, *app.caption]])
    assert not app.exception


def test_error_with_a_code_has_its_own_sentence(open_lesson, monkeypatch) -> None:
    app = open_lesson("classification", "en")

    def damaged(*args: object) -> None:
        raise MediaError("damaged")

    monkeypatch.setattr(infer, "classify", damaged)
    app.session_state["picture"] = "flower"
    app.run()
    assert text("en", "errors.damaged") in [w.value for w in app.warning]
