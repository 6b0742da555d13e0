import numpy as np
import pytest

from core.denoising import training
from core.denoising.training import Learner, RbmLearner, RbmSettings, Settings


def test_digits_are_apart_and_in_range() -> None:
    learn, test = training.digits()
    assert learn.shape == (1500, 64) and test.shape == (297, 64)
    assert min(learn.min(), test.min()) == 0 and max(learn.max(), test.max()) == 1


@pytest.mark.slow
def test_an_autoencoder_learns_to_clean_digits_it_never_saw() -> None:
    learner = Learner(Settings(epochs=12))
    assert training.tested(learner).psnr[1] < 8
    learner.advance(60)
    assert learner.done and learner.steps == learner.total == len(learner.losses)
    noisy, rebuilt = training.tested(learner).psnr
    assert rebuilt > noisy + 1.5
    again = Learner(Settings(epochs=12))
    [again.step() for _ in range(5)]
    assert again.losses == pytest.approx(learner.losses[:5], rel=1e-5)


def test_advance_stops_when_its_time_is_over_and_goes_on_later() -> None:
    learner = Learner(Settings(epochs=5000))
    learner.advance(0.05)
    steps = learner.steps
    assert 0 < steps < learner.total
    learner.advance(0.05)
    assert learner.steps > steps


def test_a_boltzmann_machine_learns_digits_and_keeps_its_ages() -> None:
    learner = RbmLearner(RbmSettings(epochs=6))
    learner.advance(60)
    assert learner.done and [age for age, _ in learner.ages] == list(range(7))
    assert learner.errors[-1] < 0.6 * learner.errors[0]
    young, old = (learner.ages[i][1].weights for i in (0, -1))
    assert np.abs(old).max() > 5 * np.abs(young).max()
