"""The first lesson: what its verdicts say follows what is set."""

import pytest

from core.i18n.catalog import LANGUAGES, text
from core.learning import fruits


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_rule_is_counted_then_one_is_found_then_new_pictures_come(open_lesson, lang: str) -> None:
    app, (seen, new) = open_lesson("learning", lang), fruits.both(fruits.SEED)
    learnt = fruits.learn(seen)[-1]
    assert str(fruits.by_hand(seen, fruits.START)) in app.info[0].value
    app.button(key="preset_machine_finds").click().run()
    assert not app.exception and str(learnt.right(seen)) in app.info[0].value
    app.button(key="preset_new_come").click().run()
    assert not app.exception and not app.success
    assert str(learnt.right(new)) in app.info[0].value


@pytest.mark.parametrize("seed", [0, fruits.SEED])
def test_the_challenge_can_be_won_by_hand_whatever_chance_draws(open_lesson, seed: int) -> None:
    seen, _ = fruits.both(seed)
    rules = [(a, b) for a in range(101) for b in range(101)]
    best = max(rules, key=lambda rule: fruits.by_hand(seen, rule))
    assert open_lesson("learning", "en", fruit_seed=str(seed), hand_rule=fruits.write(best)).success
    worse = next(rule for rule in rules if fruits.by_hand(seen, rule) == fruits.by_hand(seen, best) - 1)
    assert not open_lesson("learning", "en", fruit_seed=str(seed), hand_rule=fruits.write(worse)).success


@pytest.mark.parametrize("lang", LANGUAGES)
def test_circles_and_ways_tell_what_runs(open_lesson, lang: str) -> None:
    app = open_lesson("learning", lang, part="circles")
    for preset, key in (("line", "machine"), ("network", "deep"), ("search", "ai")):
        app.button(key=f"preset_{preset}").click().run()
        bold = text(lang, f"learning.verdict_circle_{key}").split("**")[1]
        assert not app.exception and bold in app.info[0].value
    app = open_lesson("learning", lang, part="three_ways", groups="3")
    assert "36" in app.info[0].value and "3" in app.info[0].value


@pytest.mark.parametrize("lang", LANGUAGES)
def test_data_may_be_computed_with_or_not(open_lesson, lang: str) -> None:
    app = open_lesson("learning", lang, part="variables")
    app.button(key="preset_best_line").click().run()
    assert text(lang, "learning.verdict_line_best").split("**")[1] in app.info[0].value
    app.button(key="preset_strict_spam").click().run()
    assert "7" in app.info[0].value
    app.button(key="preset_added_districts").click().run()
    assert "1.8" in app.info[0].value and text(lang, "learning.why.district") in app.info[0].value
    assert text(lang, "learning.verdict_nonsense").split("**")[1] in app.info[0].value


@pytest.mark.parametrize("lang", LANGUAGES)
def test_jobs_are_answered_and_the_eye_can_be_fooled(open_lesson, lang: str) -> None:
    app = open_lesson("learning", lang, part="vision")
    assert text(lang, "learning.answers.packing_wrong").split("**")[1] in app.info[0].value
    app.button(key="preset_parts_touch").click().run()
    assert not app.exception and len(app.success) == 1
    app.button(key="preset_box_full").click().run()
    assert text(lang, "learning.answers.packing_full").split("**")[1] in app.info[0].value and not app.success
    app.button(key="preset_person_in").click().run()
    assert text(lang, "learning.answers.danger_alarm").split("**")[1] in app.info[0].value
    app = open_lesson("learning", lang, part="bitmap", bitmap_size="8")
    assert "192" in app.info[0].value
