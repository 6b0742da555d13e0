"""Face or not: each way opens with its sentence, and learning from mistakes leaves fewer boxes."""

import re

import pytest

from core.i18n.catalog import LANGUAGES, text


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
def test_all_three_are_compared_on_the_same_patches(open_lesson) -> None:
    app = open_lesson("faces", "en", face_step="10", face_all="true", face_least="40")
    table = app.dataframe[0].value
    assert len(table) == 3
    assert all("/ 80 (" in cell for cell in table[text("en", "faces.column.right")])


@pytest.mark.slow
def test_challenge_can_be_met(open_lesson) -> None:
    first = open_lesson("faces", "en")
    assert not first.success
    strict = open_lesson("faces", "en", face_border="1.2")
    assert [text("en", "common.challenge_solved") in done.value for done in strict.success] == [True]
