"""Codes by chance, the judge's count, and the cloud of one picture."""

import numpy as np
import pytest
import torch
from torch.distributions import Normal, kl_divergence

from core.denoising import infer, latent
from core.denoising.models import SUBJECTS
from core.runtime import registry


@pytest.fixture(scope="module")
def garment() -> np.ndarray:
    return infer.garments()[-1, 2]


def test_what_the_page_decodes_is_what_the_networks_draw() -> None:
    codes = latent.prior(20, seed=1)
    for kind in latent.KINDS:
        net = registry.load_model(f"{kind}_digits")
        where = next(net.parameters()).device
        with torch.inference_mode():
            own = net.decoder(torch.from_numpy(codes).to(where)).view(-1, 28, 28).cpu().numpy()
        assert np.allclose(infer.decode(codes, latent.decoder(kind, "digits")), own, atol=1e-4)


def test_codes_are_drawn_from_a_standard_normal_distribution_and_repeat() -> None:
    codes = latent.prior(20000, seed=3)
    assert np.allclose(codes.mean(0), 0, atol=0.03) and np.allclose(np.cov(codes.T), np.eye(2), atol=0.04)
    assert (latent.prior(5, 3) == codes[:5]).all() and (latent.prior(5, 4) != codes[:5]).all()
    inside = (np.hypot(*codes.T) < 2).mean()  # the ring on the maps, of which the page says 86 of 100
    assert inside == pytest.approx(1 - np.exp(-2), abs=0.01) and round(100 * (1 - np.exp(-2))) == 86


def test_a_wide_draw_has_mean_and_covariance_of_the_points() -> None:
    rng = np.random.default_rng(0)
    points = rng.normal(size=(500, 2)) @ [[3, 1], [0, 2]] + [5, -4]
    wide = latent.as_wide(latent.prior(50000, 0), points)
    assert np.allclose(wide.mean(0), points.mean(0), atol=0.1)
    assert np.allclose(np.cov(wide.T), np.cov(points.T), rtol=0.05, atol=0.1)


def test_a_class_is_found_from_a_quarter_of_its_fair_part_on_if_the_judge_is_sure() -> None:
    named = np.repeat(np.arange(10), 100)
    probability = np.ones(1000, np.float32)
    probability[:76] = 0.89  # 24 of class 0 are left, 25 of class 1
    probability[100:175] = 0.5
    made = latent.Drawn(np.zeros((1000, 2)), np.zeros((1000, 28, 28)), named, probability)
    counted = latent.count(made)
    assert counted.found == 9 and counted.sure == pytest.approx(0.849)


@pytest.mark.parametrize("subject", SUBJECTS)
def test_chance_finds_more_classes_with_the_vae_and_all_of_the_maps_are_squares(subject: str) -> None:
    tried = latent.tried(subject)
    assert tried["vae"].found > tried["plain"].found < tried["wide"].found
    for kind in latent.KINDS:
        (left, right), (low, high) = latent.reach(latent.points(kind, subject))
        assert right - left == pytest.approx(high - low)
        assert min(left, low) <= -2 and max(right, high) >= 2


def test_the_terms_that_are_shown_add_up() -> None:
    assert latent.in_tenths(136.45, 8.16) == (136.4, 8.2, 144.6) == latent.in_tenths(136.4499, 8.1500001)
    for first, second in np.random.default_rng(0).uniform(0, 200, (200, 2)):
        one, other, both = (f"{term:.1f}" for term in latent.in_tenths(first, second))
        assert f"{float(one) + float(other):.1f}" == both
        assert float(both) == pytest.approx(first + second, abs=0.11) and float(one) == pytest.approx(
            first, abs=0.051
        )


def test_the_terms_of_a_picture_are_those_of_torch(garment: np.ndarray) -> None:
    found = latent.cloud(garment, "garments")
    q = Normal(torch.from_numpy(found.mean), torch.from_numpy(found.spread))
    assert found.divergence == pytest.approx(kl_divergence(q, Normal(0.0, 1.0)).sum().item(), rel=1e-3)
    codes = found.mean + found.spread * latent.prior(latent.CODES, 0)
    chances = infer.decode(codes, latent.decoder("vae", "garments")).clip(1e-6, 1 - 1e-6)
    costs = -(garment * np.log(chances) + (1 - garment) * np.log(1 - chances)).sum((1, 2))
    assert found.reconstruction == pytest.approx(costs.mean(), rel=2e-3)
    x = garment[(garment > 1e-5) & (garment < 1 - 1e-5)]
    assert found.floor == pytest.approx(-(x * np.log(x) + (1 - x) * np.log(1 - x)).sum(), rel=0.01)
    assert found.floor < found.reconstruction and np.abs(found.rebuilt - garment).mean() < 0.2
