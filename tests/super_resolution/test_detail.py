"""Detail: how much is painted, how much of it is right; and photos as they enter a contest."""

from dataclasses import replace

import numpy as np
import pytest

from core.media import samples
from core.super_resolution import detail, infer, resize


@pytest.fixture(scope="module")
def contest() -> infer.Contest:
    photo = infer.fitted(samples.load("cat")[:200, :240], 4)
    found = infer.contest(photo, 4, infer.PLAIN)
    gap = found.truth.astype(float) - found.made["bicubic"]
    rng = np.random.default_rng(0)
    shuffled = rng.permutation(gap.reshape(-1, 3)).reshape(gap.shape)
    made = found.made | {
        "half": np.clip(found.made["bicubic"] + gap / 2, 0, 255).astype(np.uint8),
        "shuffled": np.clip(found.made["bicubic"] + shuffled, 0, 255).astype(np.uint8),
        "true": found.truth,
    }
    return replace(found, made=made)


def test_the_truth_paints_all_detail_and_bicubic_none(contest: infer.Contest) -> None:
    true, none = detail.of(contest, "true"), detail.of(contest, "bicubic")
    assert (true.amount, true.agreement, true.refit) == pytest.approx((1, 1, 0))
    assert (none.amount, none.agreement) == (0, 0)


def test_half_the_detail_agrees_and_detail_elsewhere_does_not(contest: infer.Contest) -> None:
    half, shuffled = detail.of(contest, "half"), detail.of(contest, "shuffled")
    assert half.amount == pytest.approx(0.5, abs=0.03) and half.agreement > 0.97
    assert shuffled.amount == pytest.approx(1, abs=0.05) and abs(shuffled.agreement) < 0.05
    assert shuffled.refit > detail.of(contest, "half").refit


def test_detail_is_drawn_around_grey(contest: infer.Contest) -> None:
    assert (detail.drawn(contest, contest.made["bicubic"]) == 128).all()
    drawn, gap = detail.drawn(contest, contest.truth), contest.truth.mean(2) - contest.made["bicubic"].mean(2)
    assert (drawn[..., 0] > 128)[gap > 6].mean() > 0.98 and (drawn[..., 0] < 128)[gap < -6].mean() > 0.98


@pytest.mark.parametrize("shape", [(1280, 960), (40, 1280), (1280, 9), (5, 5), (300, 451)])
@pytest.mark.parametrize("scale", [2, 4])
def test_any_photo_can_be_measured(shape: tuple[int, int], scale: int) -> None:
    photo = infer.fitted(np.random.default_rng(0).integers(0, 256, (*shape, 3), dtype=np.uint8), scale)
    assert max(photo.shape) <= infer.LONGEST and not any(side % scale for side in photo.shape[:2])
    found = infer.contest(photo, scale, infer.PLAIN)
    assert np.isfinite([*found.psnr.values(), *found.ssim.values()]).all()
    x, y = found.most_lost(72)
    assert 0 <= x < photo.shape[1] and 0 <= y < photo.shape[0]


def test_most_is_lost_where_the_detail_is() -> None:
    photo = np.full((200, 240, 3), 90, np.uint8)
    photo[120:160, 160:200] = np.random.default_rng(1).integers(0, 256, (40, 40, 3))
    x, y = infer.contest(photo, 4, infer.PLAIN).most_lost(48)
    assert abs(x - 180) <= 8 and abs(y - 140) <= 8


def test_squares_win_on_squares() -> None:
    found = infer.contest(infer.fitted(samples.load("pixel_art"), 4), 4, infer.PLAIN)
    assert found.best() == "nearest" and found.psnr["nearest"] > found.psnr["bicubic"] + 3


def test_bicubic_is_as_resize_has_it() -> None:
    small = samples.load("cat")[:30, :40]
    assert (infer.by_way(small, "bicubic", 2) == resize.upscale(small, 2)).all()
