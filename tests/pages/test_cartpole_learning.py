"""The learning half of the lesson: every part in both languages, and a training in the page."""

import numpy as np
import pytest

from core.cartpole import ablations, dqn, grid_world, network
from core.i18n.catalog import Words, text
from core.ui import live_training
from core.ui.parts.cartpole import ablations as part
from core.ui.parts.cartpole import train

OURS = ("grid", "learn", "train", "ablations")


def said(key: str, lang: str = "en", **facts: object) -> str:
    return text(lang, f"cartpole.{key}", **facts)


def verdict(app) -> str:
    """Return the sentence under the stage."""
    return app.info[0].value


@pytest.mark.parametrize("link", ["x", "|||", f"{'1' * 35}|0.5|0.9|0.2", f"{'0' * 35}|2|0.9|0.2"])
def test_broken_world_in_a_link_is_the_first_one(open_lesson, link: str) -> None:
    app = open_lesson("cartpole", "en", part="grid", grid=link)
    assert verdict(app) == said("grid.rule", alpha="0.5", gamma="0.9")


def test_another_world_keeps_the_numbers(open_lesson) -> None:
    app = open_lesson("cartpole", "en", part="grid", grid=f"{grid_world.WORLDS['maze']}|0.25|0.8|0.1")
    app.button(key="world_cliff").click().run()
    assert app.session_state["grid"] == f"{grid_world.WORLDS['cliff']}|0.25|0.8|0.1"
    assert verdict(app) == said("grid.rule", alpha="0.25", gamma="0.8")


def test_an_agent_is_trained_and_then_plays(open_lesson) -> None:
    app = open_lesson("cartpole", "en", part="train", dqn_attempts="20", dqn_falls="300")
    assert verdict(app) == said("train.verdict_open", all=20)
    app.button(key="dqn_begin").click().run(timeout=120)
    (settings, outcome), *others = app.session_state["dqn_trained"].items()
    assert not others and settings == dqn.Settings(episodes=20, epsilon_steps=300)
    assert len(outcome.returns) == 20 and outcome.complete
    assert "of 500 steps on 20 new starts" in verdict(app) and "above 100." in verdict(app)
    app.switch_page("pages/models.py").run()
    app.switch_page("pages/cartpole.py").run()
    assert "of 500 steps on 20 new starts" in verdict(app)  # the training is still there


def test_a_training_ends_by_itself_and_says_so(open_lesson, monkeypatch) -> None:
    monkeypatch.setattr(live_training, "LONGEST_S", 0.5)
    app = open_lesson("cartpole", "en", part="train")
    app.button(key="dqn_begin").click().run(timeout=120)
    assert said("train.verdict_stopped", all=150) in verdict(app)


@pytest.mark.parametrize(
    ("epsilon", "falls", "share"),
    [((1.0, 0.02), 300, "2.0%"), ((1.0, 0.0), 10_000, "60%"), ((0.0, 0.0), 300, "")],
)
def test_random_moves_are_those_of_the_last_steps_of_the_training(
    epsilon: tuple[float, float], falls: int, share: str
) -> None:
    settings = dqn.Settings(epsilon=epsilon, epsilon_steps=falls)
    agent = network.fresh(np.random.default_rng(0))
    outcome = dqn.Outcome(np.full(40, 100), agent, complete=True)
    told = train.verdict(Words("en", "cartpole"), settings, outcome, np.full(20, 300))
    assert ("at random" in told) == bool(share) and share in told


@pytest.mark.parametrize("variant", part.CHANGED)
def test_every_variant_has_its_sentence_with_its_numbers(open_lesson, variant: str) -> None:
    app = open_lesson("cartpole", "en", part="ablations", variant=variant)
    found = ablations.read()
    compared = ablations.compare(found["normal"], found[variant])
    assert f"**{compared.variant:.0f} steps**" in verdict(app)
    assert said(f"ablation.why_{variant}") in verdict(app)


def test_preset_shows_the_variant(open_lesson) -> None:
    app = open_lesson("cartpole", "ko", part="ablations")
    app.button(key="preset_no_target").click().run()
    assert app.session_state["variant"] == "no_target"
    assert said("ablation.why_no_target", "ko") in verdict(app)
