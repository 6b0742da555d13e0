"""Every part of the lesson in both languages: its sentence, its link, its challenge."""

import numpy as np
import pytest

from core.gan import codes, evaluator, history, infer, lab, skies
from core.gan.quiz import QUESTIONS
from core.i18n.catalog import LANGUAGES, text
from core.ui.parts.gan import PARTS, SITUATIONS
from tests.pages.presets import by_name


def said(key: str, lang: str = "en", **facts: object) -> str:
    return text(lang, f"gan.{key}", **facts)


def test_the_wall_is_told_as_it_is(open_lesson) -> None:
    app = open_lesson("gan", "en", asked="8", gan_seed="5", truncation="0.5")
    made = infer.sample(64, 5, "gan_fashion", 8, 0.5)
    right = int((evaluator.judge(made.images, "fashion").named == 8).sum())
    facts = {"count": 64, "fooled": int((made.scores > 0.5).sum()), "right": right}
    sentence = app.info[0].value
    assert f"**{facts['fooled']}** of 64" in sentence and f"**{right}** of them" in sentence
    assert said("verdict_narrow") in sentence
    app.button(key="new_wall").click().run()
    assert app.session_state["gan_seed"] == 6


def test_presets_bring_their_situation(open_lesson) -> None:
    for name in ("collapse", "early", "late"):
        part, values = by_name(SITUATIONS)[name]
        app = open_lesson("gan", "en", part=part)
        app.button(key=f"preset_{name}").click().run()
        for key, value in values.items():
            assert app.session_state[key] == value, name


def test_words_are_there_for_everything() -> None:
    for lang in LANGUAGES:
        for part in PARTS:
            assert said(f"parts.{part}", lang) and said(f"looks.{part}", lang)
        for name in by_name(SITUATIONS):
            assert said(f"preset_{name}", lang)


def test_an_age_that_has_learnt_nothing_yet_is_not_said_to_have_forgotten(open_lesson) -> None:
    told = history.read("fashion")
    for age, agreement in enumerate(told.agreement):
        app = open_lesson("gan", "en", part="quality", quality_age=str(age))
        early = "has not learnt the classes yet" in app.info[0].value
        assert early == (agreement < 0.5) and not (early and "mode collapse" in app.info[0].value)


def test_forgotten_classes_are_counted_and_named(open_lesson) -> None:
    told = history.read("fashion")
    age = int(np.argmax(np.array(told.agreement) > 0.5))
    app = open_lesson("gan", "en", part="quality", quality_age=str(age), quality_psi="0.0")
    latents, classes = codes.chance(600, 1)
    found = evaluator.judge(infer.of_age(0 * latents, classes, "gan_fashion_ages", age), "fashion")
    assert len(found.forgotten) > 0
    assert f"**{10 - len(found.forgotten)} of 10** classes" in app.info[0].value
    assert f"**has forgotten {len(found.forgotten)}**" in app.info[0].value


def test_quiz_counts_both_players(open_lesson) -> None:
    app = open_lesson("gan", "en", part="quality", quality_view="quiz")
    for _ in range(QUESTIONS):
        app.button(key="quiz_A").click().run()
    (given,) = app.session_state["quiz_given"].values()
    assert given == [0] * QUESTIONS
    assert any(f"After {QUESTIONS} questions: you " in m.value for m in [*app.markdown, *app.success])
    app.button(key="quiz_again").click().run()
    assert app.button(key="quiz_A")


def test_challenge_of_the_lab_is_met_after_collapse_and_repair(open_lesson) -> None:
    app = open_lesson("gan", "en", part="lab")
    assert any(said("lab.story_open") in m.value for m in app.markdown)
    app.session_state["gan_story"] = "repaired"
    app.run()
    assert said("lab.story_repaired") in app.success[0].value


@pytest.mark.parametrize("lang", LANGUAGES)
def test_skies_are_shown_where_they_are_and_told_as_measured(open_lesson, lang: str) -> None:
    told = skies.verdict()
    app = open_lesson("gan", lang, subject="skies", asked="1", sky_pins="0.5")
    assert said("skies.one_kind", lang, name=said("names.rain", lang)) in app.info[0].value
    assert f"**{100 * told.agreement:.0f}%" in app.info[0].value
    app = open_lesson("gan", lang, part="history", subject="skies")
    assert f"**{told.distance:.0f}" in app.info[0].value
    app = open_lesson("gan", lang, part="quality", subject="skies")
    assert app.metric[0].value == f"{told.distance:.0f}" and f"**{told.nearest:.1f}" in app.info[0].value
    assert f"{told.distance_real:.0f}" in app.metric[0].delta
    app = open_lesson("gan", lang, part="fool_discriminator", subject="skies")
    assert said("subjects.skies", lang) not in str(app.segmented_control) and not app.exception


@pytest.mark.parametrize("pins", ["a.b", "4", "99.1", "1.2.3", "-1.2"])
def test_pins_that_name_no_sky_are_ignored(pins: str) -> None:
    from core.ui.parts.gan.skies import FIRST_PINS, read_pins

    assert read_pins(pins, 32) == read_pins(FIRST_PINS, 32) == (16, 27)
    assert read_pins("31.0", 32) == (31, 0)


@pytest.mark.parametrize(
    "link",
    [{"lab": "x|y"}, {"asked": "77"}, {"pins": "a.b"}, {"age": "zz"}, {"noise": "-"}, {"gan_seed": "-3"}],
)
def test_broken_link_is_ignored(open_lesson, link: dict[str, str]) -> None:
    part = {"lab": "lab", "age": "history", "noise": "history"}.get(next(iter(link)), "sample")
    app = open_lesson("gan", "en", part=part, **link)
    assert not app.warning
    if part == "lab":
        assert lab.read(app.session_state["lab"]) == lab.Setup()


def test_a_sketch_or_an_empty_sheet_fools_nobody_and_the_page_says_why(open_lesson, monkeypatch) -> None:
    monkeypatch.setattr("core.ui.parts.gan.fool_discriminator.judged", lambda *_: 0.9)
    for begin, why in (("true", "only your own drawing counts"), ("false", "The sheet is empty")):
        app = open_lesson("gan", "en", part="fool_discriminator", forger_help=begin)
        assert not app.success and any(why in one.value for one in app.markdown)
