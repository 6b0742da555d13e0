"""The objectives are the formulas, in values and in slopes; and each player wants what it should."""

import math

import pytest
import torch

from core.gan.objectives import discriminator_loss, generator_loss, saturating_generator_loss


def logit(p: float) -> float:
    return math.log(p / (1 - p))


REAL = torch.tensor([logit(0.9), logit(0.6)], dtype=torch.float64, requires_grad=True)
FAKE = torch.tensor([logit(0.2), logit(0.5), logit(0.7)], dtype=torch.float64, requires_grad=True)


def test_values_are_those_of_the_formulas() -> None:
    value = (math.log(0.9) + math.log(0.6)) / 2 + (math.log(0.8) + math.log(0.5) + math.log(0.3)) / 3
    assert discriminator_loss(REAL, FAKE).item() == pytest.approx(-value)
    assert generator_loss(FAKE).item() == pytest.approx(-(math.log(0.2) + math.log(0.5) + math.log(0.7)) / 3)
    minimax = (math.log(0.8) + math.log(0.5) + math.log(0.3)) / 3
    assert saturating_generator_loss(FAKE).item() == pytest.approx(minimax)


def test_slopes_are_those_of_the_formulas() -> None:
    by_real, by_fake = torch.autograd.grad(discriminator_loss(REAL, FAKE), (REAL, FAKE))
    assert by_real.tolist() == pytest.approx([(0.9 - 1) / 2, (0.6 - 1) / 2])  # d/dlogit of −log D is D − 1
    assert by_fake.tolist() == pytest.approx([0.2 / 3, 0.5 / 3, 0.7 / 3])
    (practice,) = torch.autograd.grad(generator_loss(FAKE), FAKE)
    assert practice.tolist() == pytest.approx([(0.2 - 1) / 3, (0.5 - 1) / 3, (0.7 - 1) / 3])
    (minimax,) = torch.autograd.grad(saturating_generator_loss(FAKE), FAKE)
    assert minimax.tolist() == pytest.approx([-0.2 / 3, -0.5 / 3, -0.7 / 3])


def test_downhill_the_discriminator_raises_d_of_real_and_the_generator_d_of_fake() -> None:
    by_real, by_fake = torch.autograd.grad(discriminator_loss(REAL, FAKE), (REAL, FAKE))
    assert (by_real < 0).all() and (by_fake > 0).all()
    for loss in (generator_loss, saturating_generator_loss):
        assert (torch.autograd.grad(loss(FAKE), FAKE)[0] < 0).all()


def test_where_the_discriminator_is_sure_only_the_minimax_slope_vanishes() -> None:
    sure = torch.tensor([-12.0], dtype=torch.float64, requires_grad=True)
    assert abs(torch.autograd.grad(saturating_generator_loss(sure), sure)[0].item()) < 1e-5
    assert abs(torch.autograd.grad(generator_loss(sure), sure)[0].item()) > 0.99


def test_at_one_half_everywhere_the_discriminator_cannot_do_better_on_the_same_points() -> None:
    half = torch.zeros(5, dtype=torch.float64)
    assert discriminator_loss(half, half).item() == pytest.approx(2 * math.log(2))
    for shift in (-0.3, 0.3):
        assert discriminator_loss(half + shift, half + shift) > discriminator_loss(half, half)
