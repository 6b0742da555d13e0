"""The lesson on pose: what it says of known photos, and what it does where no network is here."""

import json

import pytest

from core.i18n.catalog import LANGUAGES, text
from core.pose import figure
from core.ui.lessons import new_place


def said(key: str, lang: str = "en", **facts: object) -> str:
    return text(lang, f"pose.{key}", **facts)


def verdict(app) -> str:
    return app.info[-1].value


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("part", ["find", "wall", "upright", "film"])
def test_without_a_network_it_says_so_calmly(open_lesson, part: str, lang: str) -> None:
    app = open_lesson("pose", lang, part=part)
    assert app.info[0].value == said("missing", lang)
    assert len(app.info) == (2 if part == "find" else 1), "the drawn figure works all the same"


def test_only_the_pose_itself_copies_it(open_lesson) -> None:
    app = open_lesson("pose", "en", part="copy_pose", target="cactus")
    assert not app.success and "**2 of 6 joints**" in verdict(app)
    app.session_state["own"]["body"] = json.dumps(figure.TARGETS["cactus"])
    app.run()
    assert app.success[0].value.startswith(text("en", "common.challenge_solved"))
    app.button(key="preset_t_pose").click().run()
    assert not app.success and "**4 of 6 joints**" in verdict(app)


@pytest.mark.parametrize(
    ("preset", "key", "solved"),
    [("coarse", "sure", False), ("fine", "sure", False), ("leaning", "between", True)],
)
def test_regression_says_what_each_way_does(open_lesson, preset: str, key: str, solved: bool) -> None:
    app = open_lesson("pose", "en", part="regression")
    app.button(key=f"preset_{preset}").click().run()
    beginning = said(f"doubt_{key}").split("{")[0]
    assert beginning in verdict(app) and ("in between" in verdict(app)) is (key == "between")
    assert bool(app.success) is solved


def test_links_of_before_lead_here() -> None:
    assert new_place("segmentation", {"part": "pose"}) == {"page": "pose", "part": "find"}


@pytest.mark.slow
def test_people_are_counted_and_doubt_is_said(open_lesson, needs) -> None:
    needs("blazepose", "yolov3_tiny")
    app = open_lesson("pose", "en")
    assert "**2 people**: 132 numbers" in verdict(app) and "doubtful" not in verdict(app)
    assert "of the object detector: 2" in verdict(app), "two passers-by are cut off by the edge"
    for preset, expected in (("half", "only"), ("crossed", "**2 people**"), ("animal", "**nobody**")):
        app.button(key=f"preset_{preset}").click().run()
        assert not app.exception and expected in verdict(app), preset


@pytest.mark.slow
def test_mask_and_view_are_judged_by_what_they_show(open_lesson, needs) -> None:
    needs("blazepose")
    share = int(verdict(open_lesson("pose", "en", part="wall")).split("%")[0])
    assert 35 < share < 55, "the astronaut fills almost half of the photo"
    app = open_lesson("pose", "en", part="upright")
    assert said("upright_first").split("{")[0] in verdict(app)
    app.button(key="preset_tight").click().run()
    assert "65% of the size" in verdict(app) and not app.exception
    app.button(key="preset_quarter").click().run()
    assert said("upright_astray").split("{")[0] in verdict(app) and "does not tell whether" in verdict(app)


@pytest.mark.slow
def test_a_video_in_which_nobody_moves_shows_the_networks_own_error(open_lesson, needs) -> None:
    needs("blazepose")
    app = open_lesson("pose", "en", part="film")
    app.button(key="pose_film_start").click().run()
    assert not app.exception
    assert "of 36 frames" in verdict(app) and "network's own error" in verdict(app)
