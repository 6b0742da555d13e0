import numpy as np
import pytest

from core.denoising import filters, infer, noise, quality
from core.denoising.models import PHOTOS, SUBJECTS
from core.denoising.sizes import BOTTLENECKS
from core.runtime import cards


@pytest.fixture(scope="module")
def boot() -> np.ndarray:
    return infer.garments()[-1, 2]


@pytest.mark.parametrize("subject", SUBJECTS)
def test_on_test_pictures_the_network_beats_every_filter_by_2_db(subject: str) -> None:
    found = cards.read(f"denoiser_{subject}")["measured"]["gaussian"]
    for level in (0.3, 0.5):
        at = found["levels"].index(level)
        best = {scale: max(found[scale][name][at] for name in filters.FILTERS) for scale in ("psnr", "ssim")}
        assert found["psnr"]["network"][at] >= best["psnr"] + 2
        assert found["ssim"]["network"][at] > best["ssim"]


def test_wider_bottlenecks_rebuild_better() -> None:
    for subject in SUBJECTS:
        psnr = cards.read(f"bottleneck_{subject}")["bottlenecks"]["psnr"]
        assert psnr[0] < psnr[2] < psnr[4] and psnr[-1] > psnr[0] + 2


def test_denoise_takes_any_number_of_pictures_and_stays_in_range(boot: np.ndarray) -> None:
    noisy = noise.add(np.repeat(boot[None], 3, 0), "gaussian", 0.4, seed=0)
    cleaned = infer.denoise(noisy, "denoiser_garments")
    assert cleaned.shape == (3, 28, 28) and cleaned.min() >= 0 and cleaned.max() <= 1
    assert np.allclose(infer.denoise(noisy[1:2], "denoiser_garments")[0], cleaned[1], atol=1e-4)
    assert (quality.psnr(noisy * 0 + boot, cleaned) > quality.psnr(noisy * 0 + boot, noisy) + 4).all()


def test_a_sweep_is_what_each_maker_makes_at_each_level(boot: np.ndarray) -> None:
    found = infer.sweep(boot, "gaussian", 3, "denoiser_garments")
    assert found.levels[5] == pytest.approx(0.3) and set(found.images) == {
        "noisy",
        "network",
        *filters.FILTERS,
    }
    noisy = noise.add(boot[None], "gaussian", 0.3, 3)
    assert np.allclose(found.images["noisy"][5], noisy[0], atol=1e-6)
    best = filters.best("median", noisy, boot[None])
    assert np.array_equal(found.images["median"][5], best.images[0])
    assert found.settings["median"][5] == best.setting
    assert found.psnr["network"][5] == pytest.approx(
        quality.psnr(boot[None], found.images["network"][5:6])[0]
    )
    names = list(filters.FILTERS)
    assert found.psnr[found.best_filter(5)][5] == max(found.psnr[name][5] for name in names)


def test_the_photo_network_cleans_a_photo_of_odd_size() -> None:
    from core.media import samples

    clean = samples.load("cat")[:121, :163] / np.float32(255)
    noisy = noise.add(clean[None], "gaussian", 0.4, seed=0)[0]
    found = infer.clean_photo("network", noisy, clean)
    assert found.photo.shape == clean.shape
    assert found.psnr > infer.scored(clean, noisy).psnr + 5
    median = infer.clean_photo("median", noisy, clean)
    assert median.setting in filters.FILTERS["median"][1]
    assert np.isclose(median.psnr, quality.psnr(clean[None], median.photo[None])[0])


def test_on_noisy_photos_it_never_saw_the_photo_network_beats_every_filter() -> None:
    found = cards.read(PHOTOS)["measured"]["psnr"]
    sigmas = cards.read(PHOTOS)["sigmas"]
    for at in (sigmas.index(0.3), sigmas.index(0.5)):
        assert found["network"][at] > max(found[name][at] for name in filters.FILTERS)


@pytest.mark.parametrize("subject", SUBJECTS)
def test_what_the_browser_computes_is_what_the_network_computes(subject: str, boot: np.ndarray) -> None:
    import torch

    from core.runtime import registry

    code = infer.codes(boot[None], subject, 2)
    with torch.inference_mode():
        family = registry.load_model(f"bottleneck_{subject}").family
        theirs = family["2"].decoder(torch.from_numpy(code)).numpy()
    ours = infer.decode(code, infer.decoder(subject))
    assert np.allclose(ours.reshape(1, -1), theirs, atol=1e-5)
    assert np.allclose(infer.through_bottlenecks(boot[None], subject)[0, 0], ours[0], atol=1e-3)


def test_an_error_larger_than_all_known_ones_is_a_surprise() -> None:
    usual = cards.read("bottleneck_garments")["errors"][BOTTLENECKS.index(16)]
    assert infer.surprise(usual[-1] * 2, "garments", 16) == 1
    assert infer.surprise(usual[50], "garments", 16) == pytest.approx(0.5, abs=0.011)
    assert infer.surprise(0, "garments", 16) == 0
