"""Every part of the lesson in both languages: its sentence, its link, its presets, its challenge."""

import pytest

from core.activations import softmax
from core.backpropagation import graph
from core.i18n.catalog import text
from core.ui.parts import activations
from tests.pages.presets import by_name

GO = {"fn": "relu", "init": "he"}
PRESETS = {name: ("activations", part) for name, (part, _) in by_name(activations.SITUATIONS).items()}


def said(lesson: str, key: str, **facts: object) -> str:
    return text("en", f"{lesson}.{key}", **facts)


def verdict(app) -> str:
    """Return the first sentence under the stage."""
    return app.info[0].value


@pytest.mark.parametrize(
    ("preset", "words"),
    [
        ("sigmoid20", "it will hardly learn"),
        ("relu20", "it is alive and can learn"),
        ("dead", "789 of 1,280 neurons are dead"),
        ("tanh20", "it is alive and can learn"),
        ("hot", "much alike"),
        ("cold", "C gets 0.999"),
        ("tie", "the largest is A, B, C with 0.333"),
    ],
)
def test_preset_brings_its_situation(open_lesson, preset: str, words: str) -> None:
    lesson, part = PRESETS[preset]
    app = open_lesson(lesson, "en", part=part)
    app.button(key=f"preset_{preset}").click().run()
    assert words in verdict(app)


def test_link_restores_the_deep_network_also_in_the_other_language(open_lesson) -> None:
    link = {
        **GO,
        "depth": "12",
        "gain": "1.4",
        "start_bias": "0.3",
        "norm": "true",
        "net_seed": "5",
        "part": "deep",
    }
    app = open_lesson("activations", "ko", **link)
    before = app.metric[0].value, app.metric[1].value
    assert app.toggle(key="norm").value is True
    app.session_state["lang"] = "en"
    app.run()
    assert app.selectbox(key="fn").value == "relu" and app.selectbox(key="init").value == "he"
    assert app.session_state["start_bias"] == "0.3" and app.number_input(key="net_seed").value == 5
    assert (app.metric[0].value, app.metric[1].value) == before
    assert "of 12 layers" in verdict(app) or "first layer" in verdict(app)


def test_own_formula_is_measured_and_a_broken_one_is_told(open_lesson) -> None:
    app = open_lesson("activations", "en", fn="own", fx="max(0, x)", init="he")
    alive = verdict(open_lesson("activations", "en", **GO))
    assert verdict(app) == alive and not app.warning
    app.text_input(key="fx").set_value("__import__('os').system('ls')").run()
    assert [w.value for w in app.warning] == [text("en", "errors.formula_not_allowed")]
    assert verdict(app)


@pytest.mark.parametrize(
    "link", [{"at": "x"}, {"at": "1e9"}, {"at": "nan"}, {"fn": "foo"}, {"depth": "999"}, {"gain": "1e9"}]
)
def test_broken_link_opens_all_the_same(open_lesson, link: dict[str, str]) -> None:
    assert "of 30 layers" in verdict(open_lesson("activations", "en", **link))


def test_challenge_is_met_by_what_lives_and_by_thirty_layers_alone(open_lesson) -> None:
    assert not open_lesson("activations", "en").success
    assert not open_lesson("activations", "en", **GO, depth="20").success
    app = open_lesson("activations", "en", **GO, depth="30")
    assert said("activations", "challenge_state", n=30, share="38%") in app.success[0].value
    exploding = open_lesson("activations", "en", **GO, depth="30", gain="2")
    assert "explodes" in verdict(exploding) and not exploding.success


def test_softmax_of_the_course_and_of_a_link(open_lesson) -> None:
    app = open_lesson("activations", "en", part="softmax")
    assert "0.039 · 0.175 · 0.786" in verdict(app)
    app = open_lesson("activations", "en", part="softmax", scores="1,1,1,1|3")
    assert "0.250 · 0.250 · 0.250 · 0.250" in verdict(app)


@pytest.mark.parametrize("scores", ["", "a|b", "1|1", "1,2|nan", "nan,2|1", "1,2,3,4,5,6,7|1"])
def test_broken_scores_in_a_link_break_nothing(open_lesson, scores: str) -> None:
    assert verdict(open_lesson("activations", "en", part="softmax", scores=scores))


@pytest.mark.parametrize(
    ("gate", "neuron", "words"),
    [
        ("and", "1,1,-1.5", "All four points are right"),
        ("or", "1,1,-0.5", "All four points are right"),
        ("xor", "1,1,-0.5", "**3 of 4**"),
        ("and", "1,1,0.5", "**1 of 4**"),
    ],
)
def test_neuron_of_a_link_answers_the_gate(open_lesson, gate: str, neuron: str, words: str) -> None:
    assert words in verdict(open_lesson("neural_network", "en", gate=gate, neuron=neuron))


def test_losses_know_how_far_the_point_was_moved(open_lesson) -> None:
    app = open_lesson("losses", "en")
    assert "Point 7 lies −6.6 from" in verdict(app)
    two = open_lesson("losses", "en", heights="9,1.8,3.1,3.4,5.2,5.4,0.5,7.6")
    assert "2 points lie away" in verdict(two) and "point 1 the furthest (7.6)" in verdict(two)
    calm = open_lesson("losses", "en", heights="1.4,1.8,3.1,3.4,5.2,5.4,7.1,7.6")
    assert verdict(calm) == said("losses", "verdict_calm")
    surprise = open_lesson("losses", "en", loss_view="entropy", p="0.02")
    assert "**3.91**" in verdict(surprise)
    assert verdict(open_lesson("losses", "en", loss_view="entropy", p="0.001")) == verdict(surprise)


def test_losses_and_softmax_have_challenges_that_can_be_won(open_lesson) -> None:
    won = text("en", "common.challenge_solved")
    for lesson, link in (
        ("losses", {"heights": "1.4,1.8,3.1,3.4,5.2,-2.0,7.1,7.6"}),
        ("activations", {"part": "softmax", "scores": f"{softmax.write(softmax.START)}|0.3"}),
    ):
        assert not open_lesson(lesson, "en", **({"part": link["part"]} if "part" in link else {})).success
        app = open_lesson(lesson, "en", **link)
        assert any(won in success.value for success in app.success), lesson


def test_learning_one_step_lowers_the_loss_and_the_numbers_stay_in_the_link(open_lesson) -> None:
    app = open_lesson("backpropagation", "en")
    assert "from **0.0831 to 0.0672**" in verdict(app)
    app.button(key="learn").click().run()
    assert "from **0.0672 to" in verdict(app)
    numbers = app.session_state["numbers"]
    again = open_lesson("backpropagation", "ko", numbers=numbers)
    assert "**0.0672 →" in verdict(again)
    app.button(key="again").click().run()
    assert app.session_state["numbers"] == graph.write(graph.read(""))


@pytest.mark.parametrize(
    ("preset", "told"),
    [
        ("usual", set()),
        ("saturated", {"verdict_hidden_little"}),
        ("dead", {"verdict_hidden_none"}),
        ("straight", {"verdict_overshot"}),
    ],
)
def test_backpropagation_tells_who_learns_and_a_step_too_large(open_lesson, preset: str, told: set) -> None:
    app = open_lesson("backpropagation", "en")
    app.button(key=f"preset_{preset}").click().run()
    for key in ("verdict_hidden_little", "verdict_hidden_none", "verdict_overshot"):
        begins = text("en", f"backpropagation.{key}").split("**")[1]
        assert (begins in verdict(app)) == (key in told), (preset, verdict(app))


def test_numbers_with_no_gradient_are_told(open_lesson) -> None:
    dead = graph.write(dict.fromkeys(graph.NUMBERS, -1.0))
    app = open_lesson("backpropagation", "en", chain_fn="relu", numbers=dead)
    assert "every gradient is 0" in verdict(app)


def test_a_loss_of_nothing_is_the_goal_and_not_called_stuck(open_lesson) -> None:
    right = graph.write(dict.fromkeys(graph.NUMBERS, 0.0))  # the answer is 0, as it is to be
    app = open_lesson("backpropagation", "en", chain_fn="relu", numbers=right)
    assert verdict(app) == text("en", "backpropagation.verdict_done", before="0.0000")
