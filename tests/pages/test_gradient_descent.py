import numpy as np
import pytest

from core.gradient_descent import descent, problems
from core.i18n.catalog import LANGUAGES, text
from core.ui.parts.gradient_descent import AUTO, below, landscape


def sentences(app) -> list[str]:
    return [info.value for info in app.info]


def test_a_ball_that_starts_at_the_lowest_point_overshoots_at_no_rate(open_lesson) -> None:
    link = {"problem": "course", "optimizers": "gd", "rate": "0.2", "steps": "20"}
    for start, key in (("3", "reached"), ("3.01", "above")):
        facts = {"name": "Gradient descent", "steps": 0, "rate": "0.2", "critical": "0.133"}
        told = text("en", f"gradient_descent.verdict_{key}", **facts)
        assert sentences(open_lesson("gradient_descent", "en", **link, start=start)) == [told]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", landscape.PROBLEMS)
def test_every_landscape_has_its_verdict(open_lesson, name: str, lang: str) -> None:
    app = open_lesson("gradient_descent", lang, problem=name, optimizers="gd.sgd.minibatch.adam")
    assert len(sentences(app)) == 1
    assert "nan" not in sentences(app)[0] and "{" not in sentences(app)[0]


def test_presets_are_what_they_say(open_lesson) -> None:
    app = open_lesson("gradient_descent", "en")
    expected = {
        "course": "at step 7",
        "small": "still",
        "right": "at step 4",
        "big": "above 2/λ_max = 0.133",
        "two": "Stuck for good: Gradient descent.",
        "small_batches": "Mini-batch comes within 0.01 of the lowest loss at step 31",
        "zigzag": "Momentum comes within 0.01 of the lowest loss at step 63",
    }
    for preset, words in expected.items():
        app.button(key=f"preset_{preset}").click().run()
        assert not app.exception and words in sentences(app)[0], preset


def test_a_link_brings_everything_back_in_the_other_language_too(open_lesson) -> None:
    link = {
        "problem": "line",
        "optimizers": "adam.nesterov",
        "rate": "0.05",
        "steps": "50",
        "beta": "0.75",
        "schedule": "cosine",
        "own_rates": "adam:0.5",
        "start": "0.5,-1.25",
        "points_line": "0,1;1,3;2,2",
        "seed": "7",
        "below": "rules",
    }
    for lang in LANGUAGES:
        app = open_lesson("gradient_descent", lang, **link)
        assert app.selectbox(key="problem").value == "line"
        assert app.session_state["optimizers"] == ["adam", "nesterov"]
        assert app.session_state["rate"] == "0.05"
        assert app.number_input(key="seed").value == 7
        assert app.session_state["start"] == "0.5,-1.25"
        given = {key: app.query_params[key] for key in link}
        assert {k: v if isinstance(v, str) else v[0] for k, v in given.items()} == link
        assert len(app.code) == 2 and "def adam(" in app.code[0].value


@pytest.mark.parametrize(
    "nonsense",
    [
        {"start": "a,b"},
        {"start": "1,2,3"},
        {"start": "nan,1"},
        {"points_line": "1,1;1"},
        {"rate": "fast"},
        {"beta": "1e999", "batch": "0", "schedule": "steep"},
        {"own_rates": "gd:1,adam:x,:"},
    ],
)
def test_nonsense_in_a_link_is_passed_over(open_lesson, nonsense: dict[str, str]) -> None:
    app = open_lesson("gradient_descent", "en", problem="line", **nonsense)
    assert len(sentences(app)) == 1


def test_points_on_top_of_each_other_break_nothing(open_lesson) -> None:
    for name in landscape.EDITABLE:
        open_lesson("gradient_descent", "en", problem=name, **{f"points_{name}": "1,0;1,0;1,1"})


@pytest.mark.parametrize("lang", LANGUAGES)
def test_own_formula_and_what_is_none(open_lesson, lang: str) -> None:
    app = open_lesson("gradient_descent", lang, problem="own", formula="x^2 + 10*y^2")
    assert len(sentences(app)) == 1
    app.text_input(key="formula_typed").input("import os").run()
    assert [warning.value for warning in app.warning] == [text(lang, "errors.formula_syntax")]
    app.text_input(key="formula_typed").input("cos(x)").run()
    assert not app.warning and len(sentences(app)) == 1


def test_challenge_is_met_by_the_rate_alone(open_lesson) -> None:
    solved = text("en", "common.challenge_solved")
    for rate, met in (("0.01", False), ("0.2", True), ("1", False)):
        app = open_lesson("gradient_descent", "en", problem="line", optimizers="gd", rate=rate)
        assert any(solved in success.value for success in app.success) == met
    app = open_lesson("gradient_descent", "en", problem="line", optimizers="gd", rate="0.2", start="1,0.7")
    assert not app.success


@pytest.mark.parametrize("part", ["rates", "valleys"])
def test_charts_of_many_walks(open_lesson, part: str) -> None:
    for name in ("himmelblau", "course", "two_valleys", "own"):
        open_lesson("gradient_descent", "ko", problem=name, below=part)


def test_the_rates_hold_those_of_the_sweep_and_round_ones() -> None:
    assert {"0.0001", "0.1", "0.05", "0.2", "1", "10"} <= set(below.RATES)
    assert len(below.SWEPT) == 40 and {f"{rate:g}" for rate in below.SWEPT} <= set(below.RATES)
    assert np.all(np.diff(list(map(float, below.RATES))) > 0)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_momentum_map_tells_what_its_point_does(open_lesson, lang: str) -> None:
    app = open_lesson("gradient_descent", lang, part="momentum", spot="9,x,1")
    assert app.session_state["spot"] == "9,x,1" and "95.0%" in sentences(app)[0]
    for preset, words in {"both": "64.0%", "spring": "97.5%", "away": "3.00"}.items():
        app.button(key=f"preset_{preset}").click().run()
        assert not app.exception and words in sentences(app)[0], preset
    app.button(key="preset_round").click().run()
    assert text(lang, "gradient_descent.verdict_jumps", left="0.0%") in sentences(app)[0]
    app = open_lesson("gradient_descent", lang, part="momentum", spot="0,0.5,20")
    assert text(lang, "gradient_descent.verdict_stays") in sentences(app)[0]


def test_the_fastest_place_of_a_narrow_valley_meets_the_challenge(open_lesson) -> None:
    for spot, met in (("3.3,0.67,100", True), ("3.3,0.67,20", False), ("1.98,0,100", False)):
        app = open_lesson("gradient_descent", "en", part="momentum", spot=spot)
        assert bool(app.success) == met, spot


def test_adam_is_offered_a_rate_of_its_own_where_the_shared_one_makes_it_look_lame(open_lesson) -> None:
    app = open_lesson(
        "gradient_descent", "en", problem="course", optimizers="gd.adam", rate="0.05", steps="50"
    )
    label = app.button(key="own_adam").label
    app.button(key="own_adam").click().run()
    rate, steps = label.split("η = ")[1].split(":")[0], label.split()[-1]
    assert app.session_state["own_rates"] == f"adam:{rate}"
    walk = descent.run(problems.course_example(), "adam", float(rate), 50)
    assert walk.reached == int(steps) and not [b for b in app.button if b.key == "own_adam"]
    app.button(key="own_none").click().run()
    assert app.button(key="own_adam")


def test_every_landscape_has_a_name() -> None:
    assert set(problems.SURFACES) < set(landscape.PROBLEMS)


def test_another_landscape_begins_with_a_rate_that_suits_it(open_lesson) -> None:
    app = open_lesson("gradient_descent", "en", problem="bowl", optimizers="gd", start="1,1")
    for name in landscape.PROBLEMS:
        app.selectbox(key="problem").select(name).run()
        assert app.session_state["rate"] == landscape.SUITS.get(name, "0.01")
        assert app.session_state["start"] == AUTO
        assert not any(word in sentences(app)[0] for word in ("ran away", "above 2/"))
