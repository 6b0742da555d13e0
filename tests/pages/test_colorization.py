"""The page on colouring and restoring: with a stand-in for its networks, and without any."""

import numpy as np
import pytest

from core.colorization import bins, infer, inpaint, lab, measure, models, sizes
from core.colorization.hints import SPREAD
from core.i18n.catalog import LANGUAGES, Words, text
from core.media import images, samples
from core.runtime import engine
from core.ui import panels
from core.ui.parts.colorization import colour, restore
from core.ui.parts.colorization import hints as part

REACH = 12
"""cells that a hint reaches in the stand-in"""


def said(key: str, **facts: object) -> str:
    return text("en", f"colorization.{key}", **facts)


def verdict(app, at: int = 0) -> str:
    """Return a sentence of the page with plain spaces."""
    return app.info[at].value.replace("\xa0", " ")


def start(key: str) -> str:
    """Return how a sentence begins, before its first figure."""
    return said(key).partition("{")[0].partition("**")[0]


def coloured(light: np.ndarray, hints: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Colour everything brown, and a square round each hint as it asks."""
    known = hints[0, :, ::4, ::4]
    ab = np.broadcast_to(np.array([8, 14], np.float32)[:, None, None], (2, *known.shape[1:])).copy()
    for row, column in np.argwhere(known[2] > 0):
        place = slice(max(0, row - REACH), row + REACH), slice(max(0, column - REACH), column + REACH)
        ab[:, *place] = SPREAD * known[:2, row, column, None, None]
    gaps = ((bins.centres()[:, :, None, None] - ab) ** 2).sum(1)
    return ab[None], -gaps[None] / 50


def flat(photo: np.ndarray, hole: np.ndarray) -> np.ndarray:
    """Fill a hole with grey."""
    return photo * (1 - hole) + 0.5 * hole


@pytest.fixture
def networks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Put stand-ins in place of the networks; return the names of those that were asked."""
    asked = []

    def predictor(name: str) -> object:
        asked.append(name)
        return coloured if name == models.COLOURING else flat

    for module, name, value in (
        (engine, "predictor", predictor),
        (infer, "temperature", lambda: 0.38),
        (panels, "model_card", lambda say, name: None),
        (models, "here", lambda name: True),
    ):
        monkeypatch.setattr(module, name, value)
    monkeypatch.setattr("core.ui.parts.colorization.source.here", lambda name: True)
    return asked


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("part_name", ["colour", "hints", "restore"])
def test_without_its_network_a_part_says_so(open_lesson, monkeypatch, lang: str, part_name: str) -> None:
    monkeypatch.setattr("core.ui.parts.colorization.source.here", lambda name: False)
    app = open_lesson("colorization", lang, part=part_name)
    name = text(lang, f"colorization.network.{'inpainter' if part_name == 'restore' else 'colouring'}")
    assert app.info[0].value == text(lang, "colorization.missing", name=name)
    if part_name == "restore":
        assert text(lang, "colorization.not_truth") in app.info[1].value


def test_the_guesses_are_measured_against_the_true_colours(open_lesson, networks) -> None:
    app = open_lesson("colorization", "en", photo="astronaut")
    truth = lab.to_lab(sizes.at_most(images.from_jpeg(images.to_jpeg(samples.load("astronaut"))), 512))
    brown = np.broadcast_to(np.array([8, 14], np.float32)[:, None, None], (2, 8, 8))
    psnr = measure.score(truth, truth[..., 0], brown).psnr
    grey = measure.grey_score(truth).psnr
    assert f"mean **{psnr:.1f} dB**" in verdict(app) and f"grey {grey:.1f} dB" in verdict(app)
    assert networks == [models.COLOURING]
    app.select_slider(key="colour_heat").set_value("1").run()
    assert networks == [models.COLOURING], "a slider asks no network"
    app.button(key="preset_old_photo").click().run()
    assert app.info[0].value.startswith(start("verdict_unknown"))


@pytest.mark.parametrize(
    ("mean", "choice", "kind"), [(10, 25, "stronger"), (29, 45, "beyond"), (29, 30, "alike")]
)
def test_a_mean_as_colourful_as_the_photo_is_not_called_pale(mean: float, choice: float, kind: str) -> None:
    scores = {"mean": measure.Score(25, 10, mean), "choice": measure.Score(25, 10, choice)}
    assert colour.boldness(scores, 30) == kind


@pytest.mark.parametrize(
    ("mean", "choice", "kind"),
    [(21, 22, "choice_barely"), (21, 24, "choice"), (24, 22, "mean"), (20, 20.5, "grey")],
)
def test_a_guess_that_is_hardly_nearer_than_grey_is_not_called_good(mean, choice, kind) -> None:
    assert colour.nearest({"mean": mean, "choice": choice, "grey": 20.6}) == kind


def test_a_hint_is_followed_and_its_reach_is_told(open_lesson, networks) -> None:
    app = open_lesson("colorization", "en", part="hints", photo="astronaut")
    assert app.info[0].value.startswith(start("verdict_no_hint"))
    app = open_lesson("colorization", "en", part="hints", photo="astronaut", hints_astronaut="500.500.2e6fd0")
    share = float(verdict(app).split("**")[1].rstrip("%"))
    assert said("hint_obeyed") in verdict(app)
    assert share == pytest.approx(100 * (2 * REACH + 2) ** 2 / 64**2, rel=0.35)


@pytest.mark.parametrize(("count", "solved"), [(5, True), (6, False)])
def test_five_hints_near_the_original_solve_the_challenge(
    open_lesson, networks, monkeypatch, count, solved
) -> None:
    truth = [40.0]
    monkeypatch.setattr(
        part.measure,
        "score",
        lambda t, light, ab: measure.Score(20, 11.9 if np.ptp(ab) > 30 else truth[0], 30),
    )
    hints = "_".join(f"{150 * i + 50}.500.2e6fd0" for i in range(count))
    app = open_lesson("colorization", "en", part="hints", photo="flower", hints_flower=hints)
    assert bool(app.success) is solved
    truth[0] = 11.0
    app = open_lesson("colorization", "en", part="hints", photo="flower", hints_flower=hints)
    assert not app.success, "a photo that the network colours well enough alone is no challenge"


def test_smearing_is_called_enough_only_where_a_hole_is_narrow() -> None:
    words, psnr = Words("en", "colorization"), {"telea": 22.0, "network": 20.0}
    hole = np.zeros((200, 200), bool)
    for width, wide in ((6, False), (60, True)):
        hole[50:150, 50 : 50 + width] = True
        told = restore.verdict(words, psnr, hole)
        assert (said("because_smeared") in told) is wide and (said("because.telea") in told) is not wide


def test_a_photo_without_colours_has_none_to_be_shown_as_true(open_lesson, networks, monkeypatch) -> None:
    offered = []
    monkeypatch.setattr(colour, "reveal", lambda sides, *rest: offered.extend(side.name for side in sides))
    monkeypatch.setattr(part, "hint_points", lambda looks, *rest: offered.extend(look.name for look in looks))
    for name, coloured in (("cameraman", False), ("astronaut", True)):
        for shown in ("colour", "hints"):
            offered.clear()
            open_lesson("colorization", "en", part=shown, photo=name)
            assert (said("hand.truth") in offered) is coloured and len(offered) >= 1


def test_holes_are_scored_by_each_way_and_wide_ones_refused(open_lesson, networks) -> None:
    app = open_lesson("colorization", "en", part="restore", photo="brick", damage="large")
    rgb = sizes.at_most(images.from_jpeg(images.to_jpeg(samples.load("brick"))), sizes.HOLED)
    grid = restore.damage.cells(*rgb.shape[:2])
    hole = restore.damage.in_pixels(restore.damage.large(*grid), *rgb.shape[:2])
    best = max(inpaint.psnr_in(rgb, infer.fill(rgb, hole, way), hole) for way in ("network", *inpaint.WAYS))
    assert f"nearest ({best:.1f} dB)" in verdict(app)
    mask = restore.masks.write(np.ones(grid, bool))
    app.session_state["own"]["hole"] = ("brick", "large", mask)
    app.run()
    assert app.info[0].value == said("verdict_too_much", most="30%")
    app.button(key="preset_hole").click().run()
    assert " of the photo was missing" in verdict(app), "a damage that is chosen anew begins afresh"
