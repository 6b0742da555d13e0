from pathlib import Path

import pytest

from core.i18n import class_names
from core.i18n.catalog import LANGUAGES, Words, text
from core.runtime import registry, weights
from core.ui import known


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(weights.platformdirs, "user_cache_dir", lambda app: str(tmp_path))
    return tmp_path


@pytest.mark.parametrize("lang", LANGUAGES)
def test_model_that_is_not_here_is_named_and_the_bundled_one_answers(open_lesson, cache, lang: str) -> None:
    app = open_lesson("classification", lang)
    app.selectbox(key="model").select("resnet18").run()
    names = {"name": "ResNet-18", "instead": "Everyday (102)"}
    assert text(lang, "common.official_missing", **names) in [i.value for i in app.info]
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


def test_page_opens_with_the_bundled_network_and_says_what_is_not_here(open_lesson) -> None:
    app = open_lesson("classification", "en")
    choice = app.selectbox(key="model")
    assert choice.value == "everyday" and "Everyday (102)" in choice.options
    assert text("en", "common.not_here", name="EfficientNet-Lite0") in choice.options
    said = [caption.value for caption in app.caption]
    assert text("en", "common.better_exists", name="EfficientNet-Lite0") in said


@pytest.mark.parametrize(("lang", "writes"), [("ko", "고양이"), ("en", "cat"), ("en", "submarine sandwich")])
def test_what_it_knows_can_be_searched(open_lesson, lang: str, writes: str) -> None:
    app = open_lesson("classification", lang)
    app.text_input(key=known.KEY).set_value(writes).run()
    assert not app.exception
    labels = registry.get_spec("everyday").labels
    names = known.found(Words(lang, "classification"), labels, writes)
    assert bool(names) == (writes != "submarine sandwich")
    facts = {"n": len(names), "all": len(labels)}
    said = text(lang, f"common.known.found_{'some' if names else 'none'}", **facts)
    assert said in [caption.value for caption in app.caption]


@pytest.mark.parametrize(
    ("of", "writes", "most"),
    [("imagenet", "에스프레소", 2), ("imagenet", "고양이", 40), ("coco", "고양이", 1)],
)
def test_official_classes_are_searched_by_all_their_words(of: str, writes: str, most: int) -> None:
    words, labels = Words("ko", "classification"), class_names.names(of, "en")
    assert len(known.found(words, labels, "")) == len(labels)
    assert 0 < len(known.found(words, labels, writes)) <= most


LITE = "efficientnet_lite0"
NAMED = {
    "coffee": {"espresso", "cup", "coffee mug"},
    "cat": {"tabby", "tiger cat", "Egyptian cat"},
    "bus": {"minibus", "trolleybus", "streetcar"},
    "rocket": {"missile", "projectile", "space shuttle"},
}


@pytest.mark.parametrize("photo", NAMED)
def test_page_opens_with_the_official_network_where_it_is_here(open_lesson, needs, photo: str) -> None:
    needs(LITE)
    app = open_lesson("classification", "en", photo=photo)
    choice = app.selectbox(key="model")
    assert choice.value == LITE and "EfficientNet-Lite0" in choice.options
    words = Words("en", "classification")
    assert any(f"**{words.thing(name)}**" in info.value for info in app.info for name in NAMED[photo])
