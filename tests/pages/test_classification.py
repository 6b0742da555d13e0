from pathlib import Path

import pytest

from core.i18n.catalog import LANGUAGES, text
from core.runtime import registry, weights


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(weights.platformdirs, "user_cache_dir", lambda app: str(tmp_path))
    return tmp_path


@pytest.mark.parametrize("lang", LANGUAGES)
def test_model_that_is_not_here_is_named_and_the_bundled_one_answers(open_lesson, cache, lang: str) -> None:
    app = open_lesson("classification", lang)
    app.selectbox(key="model").select("resnet18").run()
    assert text(lang, "common.official_missing") in [i.value for i in app.info]
    assert not app.error and len(app.info) == 2


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"", "truncated"), (b"<html>log in</html>", "html"), (bytes(46_830_571), "wrong_hash")],
)
def test_bad_weights_get_their_sentence_and_change_nothing_else(open_lesson, cache, content, reason) -> None:
    file = registry.get_spec("resnet18").weights.file
    (cache / file).write_bytes(content)
    app = open_lesson("classification", "ko")
    app.selectbox(key="model").select("resnet18").run()
    assert text("ko", f"errors.weights_{reason}", name="ResNet-18") in [i.value for i in app.info]
    assert not app.error and not app.exception
    assert text("ko", "common.challenge") in "".join(block.value for block in app.markdown)


def test_switching_the_language_keeps_every_value(open_lesson, cache) -> None:
    app = open_lesson("classification", "en")
    app.session_state["picture"] = "astronaut"
    app.selectbox(key="model").select("resnet50").run()
    app.session_state["lang"] = "ko"
    app.run()
    assert app.title[0].value == text("ko", "classification.name")
    assert app.selectbox(key="model").value == "resnet50"
    assert app.session_state["picture"] == "astronaut"


def test_presets_choose_the_picture(open_lesson) -> None:
    app = open_lesson("classification", "en")
    app.button(key="preset_unknown").click().run()
    assert app.session_state["picture"] == "astronaut"
    assert any("none of the 102" in i.value for i in app.info)
