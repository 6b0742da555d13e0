"""The lesson on sequences."""

import pytest

from core.i18n.catalog import LANGUAGES, Words, text
from core.sequences import attention, remembering
from core.ui import live_training
from core.ui.parts.sequences import remember


def verdict(app) -> str:
    return app.info[0].value


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_same_sentence_is_remembered_by_one_cell_and_forgotten_by_the_other(
    open_lesson, lang: str
) -> None:
    app = open_lesson("sequences", lang)
    right, wrong = (text(lang, f"sequences.verdict_{name}").split("**")[-2] for name in ("right", "wrong"))
    assert right in verdict(app) and wrong not in verdict(app)
    app.button(key="preset_forgets").click().run()
    assert not app.exception and wrong in verdict(app)
    app.button(key="preset_stuck").click().run()
    assert right in verdict(app)
    assert text(lang, "sequences.fades_stuck").split("**")[1] in verdict(app)
    app.button(key="preset_explodes").click().run()
    assert text(lang, "sequences.fades_explodes").split("**")[-2] in verdict(app) or "exploding" in verdict(
        app
    )


@pytest.mark.parametrize("link", [{"cell": "gpt|nan|1e999|x"}, {"sentence": "\u0000" * 90}, {"sample": "x"}])
def test_a_broken_link_opens_all_the_same(open_lesson, link: dict[str, str]) -> None:
    app = open_lesson("sequences", "en", **link)
    assert not app.exception and "which is **right.**" in verdict(app)


def test_a_sentence_of_ones_own_travels_in_the_link(open_lesson) -> None:
    app = open_lesson("sequences", "en", sentence="one (two) 3", cell="lstm|0.99|0.8|bracket")
    assert "**no**" in verdict(app) and "right" in verdict(app)
    assert "came 2 letters ago" in verdict(app)


def test_no_letter_is_said_to_matter_in_a_sentence_without_brackets_or_digits(open_lesson) -> None:
    for unit in ("bracket", "digit"):
        app = open_lesson("sequences", "en", sentence="just words", cell=f"lstm|0.99|0.8|{unit}")
        assert "**no**" in verdict(app) and "letters ago" not in verdict(app)


def test_training_measures_and_solves_the_challenge(open_lesson, monkeypatch) -> None:
    monkeypatch.setattr(remembering, "STEPS", 30)
    app = open_lesson("sequences", "en", part="remember", between="60")
    assert "never" not in verdict(app) and not app.success
    app.button(key="remember_begin").click().run()
    assert not app.exception and "500 new rows at n = 60" in verdict(app) and not app.success
    found = {"rnn": 0.3, "lstm": 1.0, "gru": 0.9}
    monkeypatch.setattr(remembering.Learner, "accuracy", lambda self: found)
    app.button(key="remember_begin").click().run()
    assert "n = 60: RNN 30%, LSTM 100%" in app.success[0].value


@pytest.mark.parametrize(("part", "begin", "link"), [
    ("names", "names_begin", {"names_of": "ko", "name_passes": "20"}),
    ("names", "names_begin", {"names_of": "en", "name_passes": "20"}),
    ("wave", "wave_begin", {"wave_batches": "20"}),
])  # fmt: skip
def test_a_network_learns_here_and_now(open_lesson, part: str, begin: str, link: dict[str, str]) -> None:
    app = open_lesson("sequences", "en", part=part, **link)
    before = verdict(app)
    assert before == Words("en", "sequences")(f"{part}_open")
    app.button(key=begin).click().run()
    assert not app.exception and verdict(app) != before


def test_it_looks_at_another_word_when_the_sentence_ends_otherwise(open_lesson) -> None:
    app = open_lesson("sequences", "en", part="attention")
    assert "“animal”" in verdict(app)
    app.button(key="preset_wide").click().run()
    assert "“street”" in verdict(app) and "through 2 states" in verdict(app)
    assert len(text("ko", "sequences.attention_words").split()) == len(attention.KEYS["ko"])
    assert len(text("en", "sequences.attention_words").split()) == len(attention.KEYS["en"])


@pytest.mark.parametrize(
    ("between", "gates", "rnn", "lstm", "name"),
    [(5, True, 1.0, 1.0, "short"), (20, True, 1.0, 1.0, "lucky"), (30, False, 0.3, 0.3, "half_open"),
     (30, True, 0.3, 1.0, None), (30, True, 0.3, 0.3, None)],
)  # fmt: skip
def test_the_reason_of_an_answer_fits_what_was_measured(
    between: int, gates: bool, rnn: float, lstm: float, name: str | None
) -> None:
    learner = remembering.Learner(remembering.Plan(between, gates))
    learner.losses = {kind: [1.0] * remembering.STEPS for kind in learner.losses}
    assert remember.reason(learner.plan, learner, {"rnn": rnn, "lstm": lstm, "gru": 1.0}) == name


@pytest.mark.parametrize("part", ["names", "wave"])
def test_a_training_stopped_before_it_began_is_not_told_of(open_lesson, monkeypatch, part: str) -> None:
    monkeypatch.setattr(live_training, "train", lambda say, learner, key, place, tell, keep, *_: keep())
    app = open_lesson("sequences", "en", part=part)
    app.button(key=f"{part}_begin").click().run()
    assert not app.exception and not app.error and verdict(app) == Words("en", "sequences")(f"{part}_open")
