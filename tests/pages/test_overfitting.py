"""The lesson on overfitting: what its verdicts say follows what is set."""

import pytest

from core.i18n.catalog import LANGUAGES, text


def begins(lang: str, key: str) -> str:
    """Return the bold words of a verdict."""
    return text(lang, f"overfitting.{key}").split("**")[1]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_curves_open_by_heart_and_situations_change_the_verdict(open_lesson, lang: str) -> None:
    app = open_lesson("overfitting", lang)
    assert begins(lang, "verdict_heart") in app.info[0].value
    for preset, key in (("too_simple", "stiff"), ("fitting", "right"), ("by_heart", "heart")):
        app.button(key=f"preset_{preset}").click().run()
        assert not app.exception and begins(lang, f"verdict_{key}") in app.info[0].value
    app.button(key="preset_many_dots").click().run()
    assert begins(lang, "verdict_right") in app.info[0].value


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_noise_nothing_is_stiff_or_by_heart_that_meets_every_dot(open_lesson, lang: str) -> None:
    for degree, key in (("1", "stiff"), ("3", "stiff"), ("6", "clean"), ("9", "clean"), ("15", "clean")):
        app = open_lesson("overfitting", lang, dots_noise="0", degree=degree)
        assert begins(lang, f"verdict_{key}") in app.info[0].value
    assert app.caption[0].value == text(lang, "overfitting.dots_clean")
    for degree, key in (("3", "largest_bias"), ("7", "no_error")):
        app = open_lesson("overfitting", lang, part="bias_variance", bundle_noise="0", bundle_degree=degree)
        assert begins(lang, f"verdict_{key}") in app.info[0].value


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_flag_is_judged(open_lesson, lang: str) -> None:
    app = open_lesson("overfitting", lang, part="network")
    assert begins(lang, "verdict_flag_late") in app.info[0].value
    for preset in ("net_calm", "net_small"):
        app.button(key=f"preset_{preset}").click().run()
        assert begins(lang, "verdict_flag_calm") in app.info[0].value
    app = open_lesson("overfitting", lang, part="network", flag="0")
    assert begins(lang, "verdict_flag_early") in app.info[0].value


@pytest.mark.parametrize("lang", LANGUAGES)
def test_remedies_are_measured_and_two_of_them_solve_the_challenge(open_lesson, lang: str) -> None:
    app = open_lesson("overfitting", lang, part="remedies")
    helps = text(lang, "overfitting.verdict_helps").split("}")[1].split("**")[0]
    assert helps in app.info[0].value and not app.success
    app.toggle(key="remedy_jitter").set_value(True).run()
    assert not app.exception and len(app.success) == 1
    app.button(key="preset_no_remedy").click().run()
    assert not app.exception and not app.success


@pytest.mark.parametrize("lang", LANGUAGES)
def test_dropout_and_the_bundle_say_what_is_set(open_lesson, lang: str) -> None:
    app = open_lesson("overfitting", lang, part="dropout", dark="80")
    assert "5.00" in app.info[0].value
    app = open_lesson("overfitting", lang, part="bias_variance")
    assert begins(lang, "verdict_largest_variance") in app.info[0].value
    app.button(key="preset_stiff").click().run()
    assert begins(lang, "verdict_largest_bias") in app.info[0].value
    app.button(key="preset_balanced").click().run()
    assert begins(lang, "verdict_largest_noise") in app.info[0].value
