import numpy as np
import pytest

from core.denoising import noise

GREY = np.full((40, 28, 28), 0.5, np.float32)


def test_gaussian_noise_has_the_asked_spread_and_no_drift() -> None:
    gap = noise.add(GREY, "gaussian", 0.1, seed=0) - GREY
    assert gap.std() == pytest.approx(0.1, rel=0.02)
    assert gap.mean() == pytest.approx(0, abs=0.002)
    each = noise.add(GREY, "gaussian", np.linspace(0, 0.1, 40), seed=0) - GREY
    assert each[0].std() == 0 and each[-1].std() == pytest.approx(0.1, rel=0.1)


@pytest.mark.parametrize("level", [0.2, 0.6])
def test_specks_and_gaps_hit_the_asked_share_of_pixels(level: float) -> None:
    specks, gaps = (noise.add(GREY, kind, level, seed=1) for kind in ("salt_pepper", "mask"))
    assert (specks != GREY).mean() == pytest.approx(level, abs=0.01)
    assert (specks == 1).mean() == pytest.approx(level / 2, abs=0.01)
    assert set(np.unique(specks)) == {np.float32(0), np.float32(0.5), np.float32(1)}
    assert (gaps == 0).mean() == pytest.approx(level, abs=0.01)
    assert set(np.unique(gaps)) == {np.float32(0), np.float32(0.5)}


@pytest.mark.parametrize("kind", noise.KINDS)
def test_same_seed_same_noise_in_range_and_nothing_at_level_0(kind: str) -> None:
    clean = np.random.default_rng(0).random((3, 28, 28), np.float32)
    level = noise.KINDS[kind].highest
    once, again, other = (noise.add(clean, kind, level, seed) for seed in (5, 5, 6))
    assert np.array_equal(once, again) and once.dtype == np.float32
    assert kind == "blur" or not np.array_equal(once, other)
    assert once.min() >= 0 and once.max() <= 1
    assert np.array_equal(noise.add(clean, kind, 0, 5), clean)


def test_a_higher_level_spoils_the_same_pixels_and_more() -> None:
    weak, strong = (noise.add(GREY, "mask", level, seed=2) == 0 for level in (0.2, 0.5))
    assert (weak <= strong).all() and strong.sum() > weak.sum()
    weak, strong = (noise.add(GREY, "gaussian", level, seed=2) - GREY for level in (0.05, 0.1))
    assert np.allclose(2 * weak, strong, atol=1e-6)


def test_blur_keeps_the_brightness_and_is_scipys() -> None:
    from scipy.ndimage import gaussian_filter

    clean = np.random.default_rng(0).random((1, 28, 28), np.float32)
    smeared = noise.add(clean, "blur", 1.5, seed=0)[0]
    assert smeared.mean() == pytest.approx(clean.mean(), abs=0.01)
    assert np.allclose(smeared, gaussian_filter(clean[0], 1.5, truncate=6), atol=2e-3)


def test_colours_of_a_pixel_go_together_and_unknown_noise_is_refused() -> None:
    photo = np.random.default_rng(0).random((1, 30, 40, 3), np.float32) * 0.8 + 0.1
    gone = noise.add(photo, "mask", 0.4, seed=0)[0] == 0
    assert np.array_equal(gone.any(-1), gone.all(-1))
    with pytest.raises(KeyError):
        noise.add(photo, "rain", 0.4, seed=0)
