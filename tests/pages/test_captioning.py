"""The lesson on captioning: what it says of known photos, and what it does where no network looks."""

import pytest

from core.captioning import infer, reasons
from core.i18n.catalog import LANGUAGES, text
from core.runtime import cards
from core.ui import inputs


def said(key: str, lang: str = "en", **facts: object) -> str:
    return text(lang, f"captioning.{key}", **facts)


def verdict(app) -> str:
    return app.info[-1].value


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_eyes_it_says_so_calmly(open_lesson, lang: str) -> None:
    app = open_lesson("captioning", lang)
    assert [info.value for info in app.info] == [said("missing", lang)] and not app.exception


def test_scores_are_the_cards_and_the_network_beats_both_or_the_page_says_that_it_does_not(
    open_lesson,
) -> None:
    app = open_lesson("captioning", "en", part="scores")
    measured = cards.read("captioner")["measured"]
    best = all(
        measured["network"][m] > max(measured["nearest"][m], measured["commonest"][m])
        for m in ("cider", "bleu4")
    )
    first = app.info[0].value
    assert first.startswith(said("beaten" if best else "not_beaten").split("{")[0])
    for way in measured.values():
        assert f"{way['cider']:.2f}" in first and f"{way['bleu4']:.2f}" in first


@pytest.mark.parametrize(
    ("preset", "expected"),
    [
        ("copied", "score_true_high"),
        ("true_otherwise", "score_true_low"),
        ("false_alike", "score_false_high"),
    ],
)
def test_a_score_is_not_the_truth(open_lesson, preset: str, expected: str) -> None:
    app = open_lesson("captioning", "en", part="scores")
    app.button(key=f"preset_{preset}").click().run()
    assert said(expected).split("{sentence}")[1].split("{one}")[0] in verdict(app)


@pytest.mark.slow
def test_a_photo_gets_a_sentence_and_the_one_wrong_word_is_judged(open_lesson, needs) -> None:
    needs("efficientnet_lite0")
    app = open_lesson("captioning", "en")
    words = cards.read("captioner")["labels"]
    assert "words.**" in verdict(app) and any("**한국어:**" in m.value for m in app.markdown)
    assert not app.success
    sentence = infer.caption(infer.features(inputs.sample("cat").rgb())).text
    at = next(n for n, word in enumerate(sentence.split()) if word not in reasons.SMALL_WORDS)
    app.session_state["marked"] = f"{sentence.replace(' ', '-')}:{at}"
    app.run()
    said_already = (*sentence.split(), *reasons.SMALL_WORDS)
    right = next(w for w in ("cat", *words) if w not in said_already and w[0] != "<")
    app.selectbox(key="caption_instead").set_value(right).run()
    assert not app.exception and f"“{right}”" in app.success[0].value
    app.session_state["marked"] += ",0"
    app.run()
    assert not app.success, "two words are marked"


@pytest.mark.slow
def test_what_it_has_no_word_for_is_told_from_the_training_data(open_lesson, needs) -> None:
    needs("efficientnet_lite0")
    app = open_lesson("captioning", "en")
    app.button(key="preset_unknown").click().run()
    assert "rocket" not in cards.read("captioner")["labels"]
    assert said("never_learnt", word="rocket", least=5) in verdict(app)
    app.button(key="preset_wild").click().run()
    assert not app.exception and app.number_input(key="caption_seed").value == 0


@pytest.mark.slow
def test_a_mended_sentence_that_still_names_nothing_of_the_sample_is_doubtful(open_lesson, needs) -> None:
    needs("efficientnet_lite0")
    sentence = infer.caption(infer.features(inputs.sample("rocket").rgb())).text
    at = next(n for n, word in enumerate(sentence.split()) if word not in reasons.SMALL_WORDS)
    marked = f"{sentence.replace(' ', '-')}:{at}"
    app = open_lesson("captioning", "en", photo="rocket", marked=marked, caption_instead="pizza")
    assert not app.success and any(m.value.startswith(":material/pending: Doubtful") for m in app.markdown)
