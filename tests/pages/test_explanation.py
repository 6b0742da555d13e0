"""Why and inside: the parts of the classification lesson that look into a network."""

from dataclasses import replace

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from core.explanation import masking
from core.figures import theme
from core.i18n.catalog import LANGUAGES, Words, text
from core.runtime import registry, weights
from core.shared import masks, preprocess, probabilities
from core.ui import inputs


def verdict(app: AppTest, which: int = 0) -> str:
    return app.info[which].value


def options(app: AppTest, key: str) -> list[str]:
    return app.selectbox(key=key).options


def test_bundled_model_says_how_much_finer_an_official_one_looks(open_lesson) -> None:
    app = open_lesson("explanation", "en")
    assert any(text("en", "explanation.official_adds") in block.value for block in app.caption)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_first_five_answers_come_first_then_all_by_their_name(open_lesson, lang: str) -> None:
    app, thing = open_lesson("explanation", lang, part="gradcam"), Words(lang, "explanation").thing
    shown = options(app, "why")
    assert shown[0].startswith(f"1. {thing('espresso')}")
    assert shown[5:] == sorted(map(thing, registry.get_spec("everyday").labels), key=str.casefold)
    assert options(app, "why_not")[0] == text(lang, "explanation.why_not_none")


def test_rank_moves_with_the_photo_and_a_name_stays(open_lesson) -> None:
    app = open_lesson("explanation", "en", part="gradcam", photo="coffee")
    first = verdict(app)
    assert "espresso" in first
    app.selectbox(key="why_not").select("banana").run()
    assert "banana" in verdict(app)
    app.session_state["picture"] = "drawing"
    app.run()
    assert "banana" in verdict(app) and "espresso" not in verdict(app)
    assert app.session_state["why"] == "1" and app.session_state["why_not"] == "banana"


def test_covering_square_by_square_is_compared_with_the_heat_map(open_lesson) -> None:
    app = open_lesson("explanation", "en", part="gradcam", why_not="none", occlusion="true")
    assert "percentage points" in verdict(app, 1) and "rank correlation" in verdict(app, 1)
    app.session_state["lang"] = "ko"
    app.run()
    assert "순위 상관" in verdict(app, 1) and app.toggle(key="occlusion").value


def test_link_to_an_unknown_answer_or_view_falls_back(open_lesson) -> None:
    app = open_lesson("explanation", "en", part="gradcam", why="unicorn", why_not="6")
    assert app.session_state["why"] == "1" and app.session_state["why_not"] == "2"


def covering(app: AppTest, share: float, picture: str = "coffee") -> AppTest:
    """Cover the middle of a picture by so much of it."""
    mask, half = np.zeros((masking.SIDE, masking.SIDE), bool), round(masking.SIDE * share**0.5 / 2)
    mask[32 - half : 32 + half, 32 - half : 32 + half] = True
    app.session_state["own"].update(covered=(picture, masks.write(mask)))
    return app.run()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_covering_changes_the_answer_and_the_least_share_counts(open_lesson, lang: str) -> None:
    app = open_lesson("explanation", lang, part="masking", photo="coffee")
    espresso = Words(lang, "explanation").thing("espresso")
    assert espresso in verdict(app) and not app.success
    covering(app, 0.6)
    assert espresso in verdict(app) and not app.success  # changed, but not by a little
    told = theme.percent(masking.read(app.session_state["own"]["covered"][1]).mean())
    record = text(lang, "explanation.cover_state", best=told, share="", most="").split("%")[0]
    assert any(record in block.value for block in app.markdown)
    covering(app, 0)
    assert any(record in block.value for block in app.markdown)
    app.session_state["own"].update(least_covered={("coffee", "everyday", "grey"): 0.05})
    app.run()
    assert len(app.success) == 1


def test_another_photo_begins_uncovered(open_lesson) -> None:
    app = open_lesson("explanation", "en", part="masking", photo="coffee")
    covering(app, 0.3)
    assert "covered" in verdict(app)
    app.session_state["picture"] = "bus"
    app.run()
    assert "Paint over" in verdict(app)


def test_stages_are_told_with_size_and_count(open_lesson) -> None:
    app = open_lesson("explanation", "en", part="inside", inside_map="999")
    assert app.radio(key="inside_stage").options[-1] == "4: 5×5 · 896 maps"
    assert "40×40" in verdict(app)
    app.radio(key="inside_stage").set_value("4").run()
    assert "22,400 numbers" in verdict(app)


def test_a_transformer_is_not_said_to_shrink() -> None:
    from core.explanation.inside import Stage
    from core.ui.parts.explanation import inside

    maps, flat = np.zeros((2, 14, 14), np.float32), np.ones(768, np.float32)
    found = tuple(Stage(f"block {n}", 768, maps, np.arange(2), flat, 16.0) for n in range(4))
    told = {inside.verdict(Words("en", "explanation"), found, n + 1).partition(":")[2] for n in range(4)}
    assert len(told) == 1 and "does not shrink. Its 14×14 patches" in told.pop()


def test_grey_marks_are_explained_only_where_there_are_some(open_lesson) -> None:
    app = open_lesson("explanation", "en", part="masking", photo="coffee")
    about = text("en", "explanation.bars_before")
    assert about not in [block.value for block in app.caption]
    covering(app, 0.3)
    assert about in [block.value for block in app.caption]


def test_larger_input_gives_another_answer_as_the_text_says() -> None:
    from core.classification import infer
    from core.media import samples
    from core.runtime import engine

    spec = registry.get_spec("everyday")
    assert spec.preprocessing.crop == 80
    how = replace(spec.preprocessing, resize=160, crop=160)
    logits = engine.predictor("everyday")(preprocess.preprocess(samples.load("coffee"), how))[0]
    espresso = spec.labels.index("espresso")
    twice = probabilities.softmax(logits.astype(float) / spec.temperature)[espresso]
    own = infer.classify(samples.load("coffee"))
    assert own.labels[0] == "espresso" and twice < own.probabilities[0] / 2
    for lang in LANGUAGES:
        told = text(lang, "explanation.official_adds")
        assert "80×80" in told and "5×5" in told


@pytest.mark.parametrize("part", ["gradcam", "inside"])
def test_model_that_is_not_here_is_named_and_the_bundled_one_looks(
    open_lesson, tmp_path, monkeypatch, part
) -> None:
    monkeypatch.setattr(weights.platformdirs, "user_cache_dir", lambda app: str(tmp_path))
    app = open_lesson("explanation", "en", part=part, model="resnet18")
    assert text("en", "common.official_missing", name="ResNet-18", instead="Everyday (102)") in [
        i.value for i in app.info
    ]
    assert len(app.info) == 2 and not app.error


def test_deleting_the_pictures_forgets_what_was_covered(open_lesson) -> None:
    app = open_lesson("explanation", "en", part="masking", photo="coffee")
    app.session_state["own"].update(pictures={"mine": replace(inputs.sample("bus"), key="mine", own=True)})
    app.session_state["picture"] = "mine"
    covering(app, 0.3, "mine")
    assert "covered" in verdict(app)
    app.button(key="delete_pictures").click().run()
    assert not {"covered", "least_covered"} & set(app.session_state["own"])
    assert "Paint over" in verdict(app)


LITE = "efficientnet_lite0"


def test_official_network_looks_first_where_it_is_here_and_the_text_follows_it(open_lesson, needs) -> None:
    needs(LITE)
    app = open_lesson("explanation", "en", part="gradcam", photo="coffee")
    assert app.selectbox(key="model").value == LITE and "espresso" in verdict(app)
    facts = {"name": "EfficientNet-Lite0", "side": 224, "places": "7×7"}
    said = [caption.value for caption in app.caption]
    assert text("en", "explanation.official_has", **facts) in said
    assert text("en", "explanation.official_adds") not in said
    app.selectbox(key="model").select("everyday").run()
    said = [caption.value for caption in app.caption]
    assert text("en", "explanation.official_adds") in said


def test_official_networks_stages_are_told_with_size_and_count(open_lesson, needs) -> None:
    needs(LITE)
    app = open_lesson("explanation", "en", part="inside", photo="coffee")
    assert app.radio(key="inside_stage").options[-1].endswith("7×7 · 1,280 maps")
