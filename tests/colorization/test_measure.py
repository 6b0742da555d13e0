"""What the page says of colours is what was measured: distances, strength, what a hint has changed."""

import numpy as np
import pytest
from skimage import color

from core.colorization import bins, damage, hints, infer, lab, measure, sizes
from core.colorization.hints import Hint
from core.shared import masks


def photo() -> np.ndarray:
    rng = np.random.default_rng(0)
    return rng.integers(0, 256, (40, 60, 3), np.uint8)


def test_a_grey_photo_is_as_far_off_as_its_colours_are_strong() -> None:
    rgb = photo()
    truth = lab.to_lab(rgb)
    found = measure.grey_score(truth)
    grey = np.stack([truth[..., 0], *np.zeros((2, 40, 60))], -1)
    assert found.off == pytest.approx(color.deltaE_cie76(color.rgb2lab(rgb), grey).mean(), rel=1e-3)
    assert found.colourful < measure.GREY < lab.colourfulness(rgb)
    true_ab = truth[..., 1:].transpose(2, 0, 1)
    same = measure.score(truth, truth[..., 0], true_ab)
    assert same.psnr == np.inf and same.off == 0
    assert same.colourful == pytest.approx(lab.colourfulness(rgb), rel=0.01)
    assert not measure.has_colours(lab.to_rgb(grey)) and measure.has_colours(rgb)


def test_what_a_hint_changed_and_how_far_it_was_followed() -> None:
    before, after = np.zeros((2, 20, 30), np.float32), np.zeros((2, 20, 30), np.float32)
    after[:, :, 15:] = np.array([20, 0])[:, None, None]
    share = measure.changed(before, after, (40, 60)).mean()
    assert share == pytest.approx(0.5, abs=0.03)
    assert measure.followed(before, after, Hint(0.9, 0.5, 40, 0)) == pytest.approx(0.5)
    assert measure.followed(before, after, Hint(0.1, 0.5, 40, 0)) == 0
    assert measure.followed(before, before, Hint(0.1, 0.5, 1, 1)) == 1


def test_the_map_is_blue_where_sure_and_orange_where_torn() -> None:
    logits = np.zeros((len(bins.centres()), 1, 2), np.float32)
    logits[7, 0, 0] = 40
    sure = infer.Guess(np.zeros((2, 1, 2), np.float32), logits).sureness()
    assert sure == pytest.approx(np.array([[1, 0]]), abs=1e-3)
    shown = measure.sure_map(np.full((2, 40), 50, np.float32), sure).astype(int)
    assert shown[0, 0, 2] > shown[0, 0, 0] and shown[0, -1, 0] > shown[0, -1, 2]


def test_the_hotter_the_choice_the_nearer_to_the_mean() -> None:
    logits = np.zeros((len(bins.centres()), 1, 1), np.float32)
    red, blue = (int(np.abs(bins.centres() - ab).sum(1).argmin()) for ab in ((60, 40), (10, -60)))
    logits[red], logits[blue] = 20.5, 20
    guess = infer.Guess(np.zeros((2, 1, 1), np.float32), logits.astype(np.float16))
    bold, mean = (guess.ab("choice", heat)[:, 0, 0] for heat in (0.05, 1))
    assert bold == pytest.approx(bins.centres()[red], abs=1)
    assert np.hypot(*mean) < np.hypot(*bold) - 20


@pytest.mark.parametrize(
    ("text", "count"),
    [("none", 0), ("500.250.ff0000", 1), ("500.250.ff0000_1.1.00ff00", 2), ("1001.0.ff0000_x_5.5.zz", 0),
     ("_".join(["5.5.ff0000"] * 99), hints.MOST)],
)  # fmt: skip
def test_any_link_gives_some_hints(text: str, count: int) -> None:
    found = hints.read(text)
    assert len(found) == count
    if text.startswith("500"):
        wanted = color.rgb2lab(np.array([[[1.0, 0, 0]]]))[0, 0, 1:]
        assert (found[0].x, found[0].y) == (0.5, 0.25)
        assert (found[0].a, found[0].b) == pytest.approx(tuple(wanted), abs=0.05)


@pytest.mark.parametrize("kind", damage.KINDS)
@pytest.mark.parametrize(("height", "width"), [(384, 288), (61, 384), (8, 8)])
def test_damage_lies_within_the_photo_and_leaves_most_of_it(kind: str, height: int, width: int) -> None:
    grid = damage.cells(height, width)
    mask = damage.KINDS[kind](*grid)
    hole = damage.in_pixels(mask, height, width)
    assert mask.shape == grid and hole.shape == (height, width)
    assert hole.any() == (kind != "nothing") or min(height, width) < 64
    if min(height, width) > 64:
        assert hole.mean() < damage.MOST
    assert (masks.read(masks.write(mask), *grid) == mask).all()


def test_the_square_hole_has_its_32_pixels() -> None:
    hole = damage.in_pixels(damage.square(*damage.cells(256, 384)), 256, 384)
    assert hole.sum() == damage.SQUARE_PX**2 and hole.any(0).sum() == damage.SQUARE_PX


@pytest.mark.parametrize("text", ["", "?", "AAAA", masks.write(np.ones((3, 3), bool))])
def test_what_is_no_mask_of_this_shape_covers_nothing(text: str) -> None:
    assert not masks.read(text, 5, 9).any()


def test_copies_are_no_longer_than_asked_with_even_sides() -> None:
    assert sizes.at_most(photo(), 512).shape == (40, 60, 3)
    assert sizes.at_most(np.zeros((1001, 333, 3), np.uint8), 512).shape == (512, 170, 3)
    assert sizes.at_most(np.zeros((3, 900, 3), np.uint8), 512).shape == (2, 512, 3)
