import numpy as np
import pytest
import torch

from core.gan import codes, history, models, skies
from core.runtime import cards, registry


@pytest.fixture(scope="module")
def few() -> skies.Skies:
    return skies.sample(3, 5)


def test_a_column_shares_its_noise_and_a_row_its_weather(few: skies.Skies) -> None:
    assert few.images.shape == (12, 64, 64, 3) and few.images.dtype == np.uint8
    latents = few.latents.reshape(4, 3, -1)
    assert (latents == latents[:1]).all() and not np.allclose(latents[0, 0], latents[0, 1])
    assert few.classes.argmax(1).tolist() == [0] * 3 + [1] * 3 + [2] * 3 + [3] * 3
    rows = few.images.reshape(4, 3, -1).astype(int)
    assert (np.abs(rows[0] - rows[3]).mean(1) > 5).all()


def test_one_kind_has_noise_of_its_own_each_and_truncation_shrinks_it() -> None:
    rain = skies.sample(2, 5, asked=1, truncation=0.5)
    assert (rain.classes.argmax(1) == 1).all() and len(np.unique(rain.latents[:, 0])) == 8
    np.testing.assert_allclose(skies.sample(2, 5, asked=1).latents * 0.5, rain.latents, rtol=1e-6)


def test_engine_and_plain_torch_agree(few: skies.Skies) -> None:
    net = registry.load_model(skies.MODEL).generators[-1]
    with torch.inference_mode():
        made = net(torch.from_numpy(codes.joined(few.latents, few.classes)).to(next(net.parameters()).device))
    gap = np.abs(skies.photos(made.cpu().numpy()).astype(int) - few.images)
    assert gap.mean() < 0.5 and gap.max() <= 8


def test_a_way_begins_and_ends_at_its_pictures_without_a_jump(few: skies.Skies) -> None:
    way = skies.walk(few, 0, 11, 17).astype(int)
    assert np.abs(way[0] - few.images[0]).max() <= 2 and np.abs(way[-1] - few.images[11]).max() <= 2
    steps = np.abs(np.diff(way, axis=0)).mean((1, 2, 3))
    assert steps.max() < 0.5 * np.abs(way[-1] - way[0]).mean()


def test_an_arc_keeps_its_length_and_the_same_point_stays() -> None:
    a, b = np.random.default_rng(0).standard_normal((2, 64), np.float32)
    lengths = np.linalg.norm(codes.between(a, b, 9), axis=1)
    low, high = sorted(np.linalg.norm([a, b], axis=1))
    assert low * 0.97 < lengths.min() and lengths.max() < high * 1.03
    np.testing.assert_allclose(codes.between(a, a, 3), [a, a, a], rtol=1e-5)


def test_the_oldest_age_is_the_finished_generator_and_the_youngest_knows_nothing(few: skies.Skies) -> None:
    aged = skies.through_time(few.latents, few.classes)
    told = history.read(models.SKIES)
    assert aged.shape == (12, len(told.steps), 64, 64, 3)
    assert np.abs(aged[:, -1].astype(int) - few.images).max() <= 2
    assert np.abs(aged[:, 0].astype(int) - few.images).mean() > 15
    assert told.distances[-1] < 0.5 * told.distances[0] and told.agreement[-1] > 2 * told.agreement[0]


def test_the_verdict_is_the_cards() -> None:
    card, told = cards.read(skies.MODEL), skies.verdict()
    assert told.agreement == pytest.approx(told.confusion.trace() / told.confusion.sum(), abs=1e-3)
    assert told.distance == card["stages"][-1]["frechet"] and told.distance_real < told.distance
    assert told.agreement < told.agreement_real <= 1
