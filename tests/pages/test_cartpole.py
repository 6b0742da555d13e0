"""Every part of the lesson in both languages: its sentence, its link, its challenge."""

import json

import pytest

from core.cartpole import infer, models, worlds
from core.cartpole.environment import CARTPOLE, Physics
from core.cartpole.rounds import Round
from core.i18n.catalog import LANGUAGES, Words, text
from core.i18n.typography import NO_BREAK
from core.ui.components.cartpole import play as cartpole_play
from core.ui.parts.cartpole import PARTS, SITUATIONS, against, world
from tests.pages.presets import by_name

OURS = ("play", "against", "inside")
MOST_BYTES = 200_000


def verdict(app) -> str:
    """Return the first sentence under the stage."""
    return app.info[0].value


def spaced(sentence: str) -> str:
    """Return a sentence with common spaces before its units."""
    return sentence.replace(NO_BREAK, " ")


def said(key: str, lang: str = "en", **facts: object) -> str:
    return text(lang, f"cartpole.{key}", **facts)


def test_four_stages_from_one_start_with_what_the_last_one_expects(open_lesson) -> None:
    app = open_lesson("cartpole", "en", seed="5")
    for name in ("0", "50", "final"):
        assert f"{world.title(Words('en', 'cartpole'), name)} **{len(infer.play(name, 5))}**" in verdict(app)
    left, right = infer.play("final", 5).q_values[0]
    assert f"Q(left) {left:.1f}, Q(right) {right:.1f}" in verdict(app)
    assert f"about {max(left, right):.0f} discounted steps" in verdict(app)


@pytest.mark.parametrize("preset", SITUATIONS["play"])
def test_preset_brings_its_situation(open_lesson, preset: str) -> None:
    app = open_lesson("cartpole", "en", seed="2")
    app.button(key=f"preset_{preset}").click().run()
    wanted = SITUATIONS["play"][preset]
    physics = world.world_of(wanted["pole"], wanted["pole_mass"], wanted["gravity"])
    shown = [name for name in models.stages() if name in wanted["stages"]]
    for name in shown:
        assert f"**{len(infer.play(name, 2, physics))}**" in verdict(app)
    assert (said("verdict_world") in verdict(app)) == (physics != CARTPOLE)


def test_every_preset_and_part_has_its_words() -> None:
    for lang in LANGUAGES:
        for part in PARTS:
            assert said(f"parts.{part}", lang)
        for name in by_name(SITUATIONS):
            assert said(f"preset_{name}", lang)


def test_link_restores_the_world(open_lesson) -> None:
    app = open_lesson("cartpole", "ko", stages="final", seed="3", pole="2.5", gravity="3.7", pole_mass="0.5")
    steps = len(infer.play("final", 3, world.world_of(2.5, 0.5, 3.7)))
    assert f"**{steps}**" in verdict(app)
    app.session_state["lang"] = "en"
    app.run()
    assert f"**{steps}**" in verdict(app) and said("verdict_world") in verdict(app)


@pytest.mark.parametrize("link", [{"stages": "no.such"}, {"seed": "-4"}, {"pole": "nan"}, {"stage": "x"}])
@pytest.mark.parametrize("part", OURS)
def test_broken_link_is_ignored(open_lesson, part: str, link: dict[str, str]) -> None:
    assert verdict(open_lesson("cartpole", "en", part=part, **link))


def test_a_value_above_all_that_can_be_is_called_what_it_is(monkeypatch, open_lesson) -> None:
    import numpy as np

    play = infer.play

    def boasting(*args: object) -> infer.Episode:
        episode = play(*args)
        return infer.Episode(
            episode.states, episode.actions, np.full_like(episode.q_values, 140), episode.rewards
        )

    monkeypatch.setattr(infer, "play", boasting)
    assert "there cannot be more than 100" in verdict(open_lesson("cartpole", "en"))


def test_score_board_and_challenge_count_rounds(open_lesson) -> None:
    app = open_lesson("cartpole", "en", part="against")
    assert not app.success
    app.session_state[against.DONE] = [Round("final", 0, 90, 80)]
    app.run()
    assert not app.success, "a round against another stage does not count"
    app.session_state[against.DONE] += [Round("50", 0, 70, 71), Round("50", 4, 72, 71)]
    app.run()
    assert said("beat_state", mine=72, theirs=71) in app.success[0].value
    assert said("verdict_duel", name="after 50", theirs=len(infer.play("50", 0)), best=90, won=2, all=3) in [
        sentence.value for sentence in app.info
    ]
    board = next(m.value for m in app.markdown if said("board.result") in m.value)
    assert board.count("✓") == 2 and board.count("✗") == 1


@pytest.mark.parametrize(("stage", "kind"), [("50", "open"), ("final", "most")])
def test_nobody_is_asked_to_stay_up_longer_than_a_round_lasts(open_lesson, stage: str, kind: str) -> None:
    app = open_lesson("cartpole", "en", part="against", rival_stage=stage)
    facts = {"name": world.title(Words("en", "cartpole"), stage), "theirs": len(infer.play(stage, 0))}
    assert verdict(app) == said(f"verdict_duel_{kind}", **facts)


@pytest.mark.parametrize("sent", ["", "50.0", "50.0|", "50.x|LR", "50.0|<b>", "50.0|LXR"])
def test_a_round_that_is_none_is_not_counted(monkeypatch, sent: str) -> None:
    assert rounds_after(monkeypatch, sent) == []


def test_score_is_what_the_moves_are_worth(monkeypatch) -> None:
    moves = "".join("LR"[move] for move in infer.play("final", 6).actions)
    theirs = len(infer.play("50", 6))
    assert rounds_after(monkeypatch, f"50.6|{moves}") == [Round("50", 6, len(moves), theirs)]


def rounds_after(monkeypatch, sent: str) -> list[Round]:
    """Return the rounds kept after the browser has sent this."""
    from types import SimpleNamespace

    class State(dict):
        duel = SimpleNamespace(round=sent)

    state = State()
    monkeypatch.setattr(against.st, "session_state", state)
    against.take_round()
    return state.get(against.DONE, [])


def test_survival_and_other_worlds_are_told(open_lesson) -> None:
    app = open_lesson("cartpole", "en", part="inside", stage="0", quantity="gravity", gravity="1.6")
    moon = worlds.with_value(CARTPOLE, "gravity", 1.6)
    assert "441 starts" in verdict(app)
    told = spaced(app.info[1].value)
    assert f"lasts {worlds.mean_steps('0', moon):.0f} steps" in told and "(1.6 m/s²)" in told


def test_all_that_is_changed_is_named_beside_the_steps_of_the_world_as_it_is(open_lesson) -> None:
    link = {"quantity": "pole_mass", "pole_mass": "2.0", "pole": "4.0"}
    told = open_lesson("cartpole", "en", part="inside", **link).info[1].value
    told = spaced(told)
    assert "(2.00 kg, Pole length 4.0 m)" in told
    assert "from 0.05 kg to 2.00 kg" in told and "With all else as in the training" in told


def test_all_stages_of_500_steps_fit_into_one_small_message() -> None:
    import numpy as np

    full = infer.Episode(np.ones((501, 4)), np.ones(500, int), np.ones((500, 2), np.float32), np.ones(500))
    words = Words("ko", "cartpole").table("carts")
    sent = cartpole_play.message(dict.fromkeys(models.stages(), full), Physics(), words)
    assert len(sent["carts"]) == len(models.stages())
    assert len(json.dumps(sent).encode()) <= MOST_BYTES


def test_numbers_are_saved_a_row_a_step() -> None:
    from core.ui.parts.cartpole import play

    stages, found = ("0", "50"), (infer.play("0", 1), infer.play("50", 1))
    lines = play.table(stages, found).decode("utf-8-sig").splitlines()
    assert lines[0].split(",") == list(play.COLUMNS)
    assert len(lines) == 1 + sum(map(len, found))
    last = lines[-1].split(",")
    assert last[:2] == ["50", str(len(found[1]) - 1)]
    assert [float(v) for v in last[2:6]] == pytest.approx(found[1].states[-2].tolist())
    assert [float(v) for v in last[6:]] == pytest.approx(found[1].q_values[-1].tolist())
