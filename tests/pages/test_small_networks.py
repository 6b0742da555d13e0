"""The parts of the classification lesson with the networks for 28×28 pictures."""

import numpy as np
import pytest

from core.i18n.catalog import LANGUAGES, text
from core.media import samples, sketches
from core.ui import inputs


@pytest.mark.parametrize("lang", LANGUAGES)
def test_garments_open_with_a_drawing_both_networks_answer(open_lesson, lang: str) -> None:
    app = open_lesson("architectures", lang, part="fashion_mnist")
    boot = text(lang, "architectures.garments.names.Ankle boot")
    assert boot in app.info[0].value and "81" in app.info[0].value
    for view in ("classes", "confusion", "shift"):
        app.session_state["garment_view"] = view
        app.run()
        assert not app.exception and not app.error and len(app.info) == 2
    app.selectbox(key="garment").select("empty").run()
    assert not app.exception and not app.error
    assert app.info[0].value != app.info[1].value


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_photo_is_cut_out_and_answered(open_lesson, lang: str) -> None:
    app = open_lesson("architectures", lang, part="fashion_mnist", garment_from="photo", photo="coffee")
    assert not app.error and len(app.info) == 2
    assert text(lang, "architectures.garments.only_ten") in [block.value for block in app.caption]
    app.toggle(key="garment_keep").set_value(True).run()
    assert not app.exception and not app.error


def test_a_photo_in_which_nothing_stands_out_is_not_called_empty(open_lesson, monkeypatch) -> None:
    pale = samples.load("coffee") // 40 + 200
    monkeypatch.setattr(inputs.Picture, "rgb", lambda _: pale)
    app = open_lesson("architectures", "en", part="fashion_mnist", garment_from="photo", photo="coffee")
    assert text("en", "architectures.garments.not_found") in [block.value for block in app.caption]
    assert "There is nothing" not in app.info[0].value


@pytest.mark.parametrize("lang", LANGUAGES)
def test_digits_open_with_a_seven_that_is_read(open_lesson, lang: str) -> None:
    app = open_lesson("architectures", lang, part="digits")
    assert "**7**" in app.info[0].value
    assert not app.success
    app.selectbox(key="digit").select("empty").run()
    assert not app.exception and not app.error
    assert text(lang, "architectures.digits.state_empty") in "".join(m.value for m in app.markdown)


def test_moving_a_garment_solves_the_challenge(open_lesson) -> None:
    from core.architectures import fashion_mnist, shifts
    from core.media import cutout

    found = fashion_mnist.answers(cutout.drawn_garment(sketches.garment("Ankle boot")).picture)
    best = found.argmax(-1)
    same = best == best[:, shifts.MOST, shifts.MOST][:, None, None]
    down, right = np.argwhere(~same[0] & same[1])[0] - shifts.MOST
    app = open_lesson("architectures", "en", part="fashion_mnist", garment_at=f"{right},{down}")
    assert len(app.success) == 1


def test_a_little_changed_digit_that_is_read_as_another_solves_the_challenge(open_lesson) -> None:
    app = open_lesson("architectures", "en", part="digits", digit="1")
    assert not app.success
    ink = sketches.digit("1").copy()
    ink[12:20, 20:60] = 255  # a long flag makes a 7 of it
    app.session_state["own"].update(digit=("1", ink))
    app.run()
    assert "**7**" in app.info[0].value and len(app.success) == 1
