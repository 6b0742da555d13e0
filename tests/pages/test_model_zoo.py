"""The part on the family of networks: both languages, the comparison, the counting, the measuring."""

import pytest

from core.architectures import model_zoo
from core.i18n.catalog import LANGUAGES, text


def said(key: str, lang: str = "en", **facts: object) -> str:
    return text(lang, f"architectures.family.{key}", **facts)


def open_family(open_lesson, lang: str = "en", **query: str):
    return open_lesson("architectures", lang, **query)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_part_opens_with_the_comparison_in_the_pages_language(open_lesson, lang: str) -> None:
    app = open_family(open_lesson, lang)
    verdict = app.info[0].value
    assert "18%" in verdict and "4.5" in verdict and "80.9%" in verdict
    assert any("가" <= letter <= "힣" for letter in verdict) is (lang == "ko")
    assert said("totals", lang, parameters="25,557,032", multiply_adds="4,089,184,256") in [
        c.value for c in app.caption
    ]


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_member_has_its_idea_its_drawing_and_its_layers(open_lesson, lang: str) -> None:
    app = open_family(open_lesson, lang)
    for name, member in model_zoo.members().items():
        app.selectbox(key="member").select(name).run()
        assert not app.exception and not app.error and not app.warning
        assert f"**{said(f'ideas.{name}', lang)}**" in [m.value for m in app.markdown]
        assert f"{member.title} ({member.paper.year})" in [s.value for s in app.subheader]


def test_link_chooses_both_networks_and_the_axis(open_lesson) -> None:
    app = open_family(open_lesson, member="efficientnet_b0", rival="vgg19", axis="parameters")
    assert app.radio(key="axis").value == "parameters"
    assert "VGG-19" in app.info[0].value
    assert len(app.success) == 1  # a twentieth of the numbers and yet 5 points better


def test_lenet_is_not_compared_by_an_accuracy_it_never_had(open_lesson) -> None:
    app = open_family(open_lesson, member="lenet5")
    assert said("verdict_untested") in app.info[0].value
    assert not app.success


def test_published_and_newer_form_of_alexnet_can_be_told_apart(open_lesson) -> None:
    app = open_family(open_lesson, member="alexnet")
    totals = [c.value for c in app.caption if "60,965,224" in c.value]
    assert len(totals) == 1
    app.segmented_control(key="form").select("alexnet").run()
    assert [c.value for c in app.caption if "61,100,840" in c.value]


def test_counting_a_layer_is_checked(open_lesson) -> None:
    app = open_family(open_lesson, member="lenet5")
    app.selectbox(key="counted").select("F6").run()
    answer = app.number_input(key="answer_lenet5_F6")
    answer.set_value(10_000).run()
    assert not app.success and any(said("too_small") in m.value for m in app.markdown)
    app.number_input(key="answer_lenet5_F6").set_value(10_164).run()
    assert "120·84 + 84 = **10,164**" in app.success[0].value


def test_measuring_fills_the_chart_and_can_be_left_off(open_lesson, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    monkeypatch.setattr(model_zoo, "measure", lambda name: asked.append(name) or 12.5)
    app = open_family(open_lesson, axis="ms")
    assert not asked
    app.button(key="family_measure").click().run()
    assert sorted(asked) == sorted(model_zoo.members()) and asked[0] == "mobilenet_v3_large"
    assert app.session_state["family_speeds"] == dict.fromkeys(asked, 12.5)
    assert not app.exception and not app.error
    assert said("verdict_ms", a="12.5", b="12.5") in app.info[0].value
