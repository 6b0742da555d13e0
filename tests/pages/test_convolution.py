"""Every part of the lesson in both languages: its sentence, its link, its challenges."""

import subprocess
import sys

import pytest

from core.convolution import challenges
from core.i18n.catalog import text
from core.ui.parts.convolution import PARTS, SITUATIONS
from tests.pages.presets import by_name

UPRIGHT = "-1,0,1_-1,0,1_-1,0,1"


def test_words_come_before_the_heavy_libraries() -> None:
    """Nothing that takes seconds to import is on the way to the page's first part."""
    script = "import core.ui.parts.convolution.window, core.ui.parts.convolution.kernel_quiz, sys"
    check = "sys.exit(bool({'torch', 'cv2', 'openvino'} & set(sys.modules)))"
    subprocess.run([sys.executable, "-c", f"{script}\n{check}"], check=True)


def verdict(app) -> str:
    """Return the first sentence under the stage."""
    return app.info[0].value


def said(key: str, lang: str = "en", **facts: object) -> str:
    return text(lang, f"convolution.{key}", **facts)


@pytest.mark.parametrize(
    ("preset", "words"),
    [
        ("blur", "(96 − 5 + 2·2)/1 + 1 = 96"),
        ("edges", "(96 − 3 + 2·0)/1 + 1 = 94"),
        ("stride", "⌊(24 − 3 + 2·0)/2⌋ + 1 = 11"),
        ("shrink", "24 × 16 → 22 × 14 → 20 × 12 → 18 × 10 → 16 × 8 → 14 × 6"),
        ("pooling", "(48 − 2 + 2·0)/2 + 1 = 24"),
    ],
)
def test_preset_brings_its_situation(open_lesson, preset: str, words: str) -> None:
    app = open_lesson("convolution", "en", part=by_name(SITUATIONS)[preset][0])
    app.button(key=f"preset_{preset}").click().run()
    assert words in verdict(app)


def test_link_restores_every_control_of_the_window(open_lesson) -> None:
    link = {"kernel": "box", "size": "5", "stride": "3", "padding": "zero", "amount": "2", "dilation": "2"}
    app = open_lesson("convolution", "ko", **link, pixels="96", filters="7", show="signed", photo="coffee")
    assert "(96 − 9 + 2·2)/3" in verdict(app)
    assert "5·5·1·7 + 7 = **182" in verdict(app)
    app.session_state["lang"] = "en"
    app.run()
    assert "(96 − 9 + 2·2)/3" in verdict(app)
    assert "5·5·1·7 + 7 = **182" in verdict(app)
    assert app.selectbox(key="show").value == "signed"


def test_the_look_of_a_photo_is_in_the_link_and_changes_what_its_numbers_tell(open_lesson) -> None:
    link = {"part": "colour", "space": "hsv"}
    assert "saturation is **0%**" in verdict(open_lesson("convolution", "en", **link, photo_colour="0"))
    for odd in ("1e9", "x", ""):
        assert "saturation is **0%**" not in verdict(
            open_lesson("convolution", "en", **link, photo_colour=odd)
        )


def test_window_that_no_longer_fits_is_told_and_nothing_breaks(open_lesson) -> None:
    app = open_lesson("convolution", "en", kernel="box", size="7", dilation="4", pixels="24")
    assert verdict(app) == said("verdict_nothing", n=1, w=24, h=16, reach=25)


def test_written_kernel_travels_in_the_link_and_meets_the_challenge(open_lesson) -> None:
    app = open_lesson("convolution", "en", kernel="own", cells=UPRIGHT)
    state = said("upright_state", vertical=765, horizontal=0, plain=0)
    assert [done.value for done in app.success] == [f"{text('en', 'common.challenge_solved')} {state}"]
    other = open_lesson("convolution", "en", kernel="own", cells="1,1,1_0,0,0_-1,-1,-1")
    assert not other.success


def test_written_kernel_survives_other_parts_and_other_pages(open_lesson) -> None:
    app = open_lesson("convolution", "en", kernel="own", cells=UPRIGHT)
    for part in ("colour", "window"):
        app.session_state["part_convolution"] = part
        app.run()
    assert len(app.success) == 1
    app.switch_page("pages/models.py").run()
    app.switch_page("pages/convolution.py").run()
    assert len(app.success) == 1
    assert app.selectbox(key="kernel").value == "own"


@pytest.mark.parametrize("cells", ["", "1,2", "x", "<script>", "1e999,0_0,0"])
def test_broken_kernel_in_a_link_is_ignored(open_lesson, cells: str) -> None:
    assert "46" in verdict(open_lesson("convolution", "en", kernel="own", cells=cells))


def test_riddle_is_solved_by_the_right_kernel_alone_and_goes_on(open_lesson) -> None:
    app = open_lesson("convolution", "en", riddle="3")
    hidden = challenges.riddle(3)
    wrong = next(name for name in challenges.RIDDLES if name != hidden)
    app.selectbox(key="guess").select(wrong).run()
    assert not app.success
    app.selectbox(key="guess").select(hidden).run()
    right = said("riddle_right", number=3, guess=said(f"kernels.{hidden}"))
    assert right in app.success[0].value
    app.button(key="riddle_next").click().run()
    assert not app.success and app.selectbox(key="guess").value == "open"


def test_layers_are_stacked_taken_away_and_kept_in_the_link(open_lesson) -> None:
    app = open_lesson("convolution", "en", part="network", layers="conv16.relu")
    assert "3 × 64 × 96 into **16 × 64 × 96**" in verdict(app) and "**448**" in verdict(app)
    app.button(key="add_max").click().run()
    assert "**16 × 32 × 48**" in verdict(app)
    for _ in range(3):
        app.button(key="take_away").click().run()
    assert "0 layers turn" in verdict(app)
    assert app.button(key="take_away").disabled


def test_stack_that_shrinks_the_photo_away_is_told(open_lesson) -> None:
    app = open_lesson("convolution", "en", part="network", layers=".".join(["max4"] * 5))
    assert said("verdict_too_small") in verdict(app)


def test_calculator_opens_with_alexnets_first_layer(open_lesson) -> None:
    app = open_lesson("convolution", "en", part="network")
    expected = said("calc_verdict", sum="(227 − 11 + 2·0)/4 + 1 = 55", m=55, filters=96, learn="34,944")
    assert expected in [sentence.value for sentence in app.info]


def test_what_a_shift_changes_is_not_shown_before_the_guess(open_lesson) -> None:
    app = open_lesson("convolution", "en", part="pooling")
    assert "Guess first" in verdict(app) and not app.get("plotly_chart")
    app.slider(key="shift").set_value(1).run()
    assert len(app.get("plotly_chart")) == 1 and said("shift_note") in [note.value for note in app.caption]


@pytest.mark.parametrize("method", ["sobel", "canny", "harris", "keypoints"])
def test_classic_features_from_a_link(open_lesson, method: str) -> None:
    link = {"low": "200", "high": "100", "harris_k": "0.1", "detector": "orb", "angle": "90", "scale": "1.5"}
    app = open_lesson("convolution", "en", part="classic", method=method, **link)
    expected = {"sobel": "magnitude", "canny": "100", "harris": "k = 0.1", "keypoints": "ORB"}[method]
    assert expected in verdict(app)


def test_every_level_of_augmentation_asks_the_network_once(open_lesson, monkeypatch) -> None:
    from core.classification import infer

    asked = []
    classify = infer.classify
    monkeypatch.setattr(infer, "classify", lambda *args: asked.append(1) or classify(*args))
    app = open_lesson("convolution", "en", part="augmentation", photo="rocket")
    first = len(asked)
    assert first >= 36
    app.slider(key="level").set_value(5).run()
    assert "At level 5" in verdict(app)
    assert len(asked) == first


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("size", [(1, 1), (3, 700)], ids=str)
def test_odd_pictures_break_no_part(open_lesson, part: str, size: tuple[int, int]) -> None:
    import io

    from PIL import Image

    out = io.BytesIO()
    Image.effect_noise(size, 60).convert("RGB").save(out, "PNG")
    app = open_lesson("convolution", "en", part=part, method="keypoints")
    app.file_uploader[0].set_value([("odd.png", out.getvalue(), "image/png")])
    app.run()
    assert len(app.session_state["own"]["pictures"]) == 1
    assert not app.error and not app.exception
