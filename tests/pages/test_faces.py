"""Finding faces: four ways, doubtful finds called so, the mesh, and faces hidden."""

import re
from types import SimpleNamespace

import numpy as np
import pytest

from core.faces import landmarks
from core.faces.comparison import Run
from core.faces.known import Judged
from core.i18n.catalog import LANGUAGES, Words, text
from core.ui.parts.faces import comparison, judged


def boxes(app) -> int:
    """Return how many places are left, as the verdict tells."""
    return int(re.search(r"into \*\*(\d+)\*\* places", app.info[0].value)[1])


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGUAGES)
def test_part_opens_with_a_search(open_lesson, lang: str) -> None:
    app = open_lesson("faces", lang, face_step="8")
    assert any("가" <= letter <= "힣" for letter in app.info[0].value) is (lang == "ko")
    labels = {metric.label for metric in app.metric}
    assert text(lang, "faces.windows") in labels


@pytest.mark.slow
def test_a_stricter_border_and_learnt_mistakes_leave_fewer_places(open_lesson) -> None:
    link = {"face_step": "8", "face_border": "0.0"}
    first = boxes(open_lesson("faces", "en", **link))
    strict = boxes(open_lesson("faces", "en", **link | {"face_border": "1.0"}))
    again = boxes(open_lesson("faces", "en", **link, face_again="true"))
    assert strict < first and again < first


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGUAGES)
def test_all_are_compared_on_the_same_patches_and_on_the_same_photo(open_lesson, lang: str, needs) -> None:
    needs("blazeface")
    app = open_lesson("faces", lang, face_step="10", face_all="true", face_least="40")
    table = app.dataframe[0].value
    assert len(table) == 3
    assert all("/ 80 (" in cell for cell in table[text(lang, "faces.column.right")])
    names = [text(lang, f"faces.short.{name}") for name in ("hog", "cnn", "transfer")]
    told = [block.value for block in app.markdown if block.value.startswith("**")]
    for name in (*names, "BlazeFace"):
        assert sum(f"**{name}** · " in block for block in told) == 1, name
    # A busy machine may let another way win: then the sentence says why it can.
    begins = tuple(text(lang, f"faces.race.{kind}").split("{")[0] for kind in ("verdict", "verdict_few"))
    assert any(box.value.startswith(begins) and "BlazeFace" in box.value for box in app.info[1:])


def test_who_is_fastest_is_told_as_it_was_measured() -> None:
    def said(*seconds: float) -> str:
        names, empty = ("hog", "cnn", "blazeface")[: len(seconds)], np.zeros((0, 4), np.float32)
        runs = [Run(name, empty, 700, s) for name, s in zip(names, seconds, strict=True)]
        return comparison.verdict(Words("en", "faces"), tuple(runs))

    assert said(0.5, 0.2, 0.01).startswith(
        "On this photo **BlazeFace** was about **50 times** as fast as HOG"
    )
    assert "**HOG + SVM** was the fastest, as there were only 700 windows" in said(0.004, 0.2, 0.01)
    assert "about **4 times** as fast as small network, for the same 700 windows" in said(0.1, 0.4)


@pytest.mark.slow
def test_places_on_a_photo_without_faces_are_called_wrong(open_lesson) -> None:
    app = open_lesson("faces", "en", photo="cat", face_method="hog", face_border="0.3")
    found = boxes(app)
    assert found > 0 and f"all {found} places are wrong" in app.info[0].value


@pytest.mark.parametrize("lang", LANGUAGES)
def test_blazeface_answers_first_where_it_is(open_lesson, lang: str, needs) -> None:
    needs("blazeface")
    app = open_lesson("faces", lang)
    assert app.radio(key="face_method").value == "blazeface"
    assert (
        "2,304" in app.info[0].value
        and text(lang, "faces.judged.all_right", found=1, known=1) in app.info[0].value
    )
    app.button(key="preset_nobody").click().run()
    assert app.radio(key="face_method").value == "hog" and not app.exception


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_the_networks_every_part_says_so_and_works(open_lesson, lang: str) -> None:
    app = open_lesson("faces", lang, face_method="blazeface", face_step="10")
    calm = text(lang, "faces.blazeface_missing")
    assert calm in [box.value for box in app.info] and len(app.metric) == 4
    app = open_lesson("faces", lang, part="mesh")
    assert next(box.value for box in app.info) == text(lang, "faces.mesh.missing")
    assert "1,404" in [metric.value for metric in app.metric]
    app = open_lesson("faces", lang, part="hide")
    said = [box.value for box in app.info]
    assert said[0] == text(lang, "faces.hide.missing") and text(lang, "faces.hide.check") in said[1]


def test_a_face_from_the_side_is_doubtful_and_a_wall_is_wrong(open_lesson, needs) -> None:
    needs("blazeface", "face_mesh")
    app = open_lesson("faces", "en", part="mesh")
    assert "1,404 numbers at once" in app.info[0].value
    app.button(key="preset_profile").click().run()
    assert app.info[0].value.startswith("**Doubtful")
    app.button(key="preset_wall").click().run()
    assert app.info[0].value.startswith("**Wrong")


def test_the_nearest_point_solves_the_challenge(open_lesson) -> None:
    nearest = int(landmarks.example().near[:, 2].argmin())
    assert not open_lesson("faces", "en", part="mesh", mesh_view="0_0_all_10").success
    assert open_lesson("faces", "en", part="mesh", mesh_view=f"-60_0_all_{nearest}").success


def test_fields_that_are_too_fine_are_called_too_weak(open_lesson, needs) -> None:
    needs("blazeface")
    app = open_lesson("faces", "en", part="hide", photo="astronaut", hide_cells="20")
    assert "Too weak" in app.info[0].value and not app.success
    app.slider(key="hide_cells").set_value(10).run()
    assert "no face in them any more" in app.info[0].value and app.success
    app.radio(key="hide_way").set_value("colour").run()
    assert not app.success and not app.exception


def test_blazeface_does_not_confirm_itself() -> None:
    say, found = Words("en", "faces"), Judged(("unchecked", "doubtful"), 0, None)
    mine = SimpleNamespace(key="mine")
    assert judged.judge_own(mine, np.zeros((2, 4)), np.float32([0.9, 0.55])) == found
    said = judged.sentence(say, found, own=True)
    assert said == text("en", "faces.judged.by_itself", least="0.6", doubtful=1)
    known = Judged(("right",), 1, 1)
    assert judged.sentence(say, known, own=True) == judged.sentence(say, known)


@pytest.mark.slow
def test_challenge_can_be_met(open_lesson) -> None:
    first = open_lesson("faces", "en", face_method="hog")
    assert not first.success
    wrong = re.search(r"wrong places: (\d+) of", first.info[0].value)[1]
    state = text("en", "faces.challenge_found", others=wrong)
    assert any(state in block.value for block in first.markdown), "as many as the photo shows"
    strict = open_lesson("faces", "en", face_method="hog", face_border="1.2")
    assert [text("en", "common.challenge_solved") in done.value for done in strict.success] == [True]
