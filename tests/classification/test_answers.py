"""The bundled networks for 28×28 pictures know what our own code draws."""

import numpy as np
import pytest

from core.architectures import digits, fashion_mnist, shifts
from core.media import cutout, sketches
from core.runtime import cards, eager, registry

NAMES = ("fashion_mlp", "fashion_cnn", "lenet5")


@pytest.mark.parametrize(
    ("name", "parameters", "least"),
    [("fashion_mlp", 104_938, 0.885), ("fashion_cnn", 242_570, 0.925), ("lenet5", 61_706, 0.99)],
)
def test_cards_say_what_was_measured(name: str, parameters: int, least: float) -> None:
    card, spec = cards.read(name), registry.get_spec(name)
    counts = np.array(card["confusion"])
    assert spec.parameters == parameters and spec.labels == tuple(card["labels"])
    assert counts.shape == (10, 10) and counts.sum() == 10_000
    assert card["metrics"]["accuracy"] == np.trace(counts) / 10_000 >= least
    assert card["bytes"] < 1_000_000
    assert all(shares[0] == card["metrics"]["accuracy"] for shares in card["shifted"].values())
    assert set(card["augmentation"]) == {"ko", "en"}


@pytest.mark.parametrize("name", sketches.DIGITS)
def test_every_drawn_digit_is_read(name: str) -> None:
    found = digits.read(cutout.digit(sketches.digit(name)).picture)
    assert str(found.probabilities.argmax()) == name
    assert found.probabilities.sum() == pytest.approx(1, abs=1e-5)


def test_maps_of_the_layers_are_those_of_the_whole_network() -> None:
    import torch

    picture = cutout.digit(sketches.digit("5")).picture
    found = digits.read(picture)
    shapes = {"C1": (6, 28, 28), "S2": (6, 14, 14), "C3": (16, 10, 10), "S4": (16, 5, 5)}
    assert {name: maps.shape for name, maps in found.maps.items()} == shapes
    module = registry.load_model("lenet5")
    assert not module._forward_hooks
    with torch.inference_mode():
        logits = module(torch.from_numpy(picture)[None, None])[0] / registry.get_spec("lenet5").temperature
    np.testing.assert_allclose(found.probabilities, logits.softmax(0).numpy(), atol=1e-5)
    np.testing.assert_allclose(found.maps["S2"][:, 0, 0], found.maps["C1"][:, :2, :2].mean((1, 2)), atol=1e-6)


def test_the_cnn_knows_most_of_the_drawn_garments() -> None:
    labels = registry.get_spec("fashion_cnn").labels
    right = 0
    for name in sketches.GARMENTS:
        found = fashion_mnist.answers(cutout.drawn_garment(sketches.garment(name)).picture, most=0)
        right += labels[found[1, 0, 0].argmax()] == name
    assert right >= 8


def test_answers_at_a_shift_are_those_to_the_shifted_picture() -> None:
    picture = cutout.drawn_garment(sketches.garment("Bag")).picture
    found = fashion_mnist.answers(picture)
    moved = shifts.shifted(picture, 3, -2)[None, None]
    for k, name in enumerate(fashion_mnist.NETWORKS):
        logits = eager.run(registry.load_model(name), moved)[0] / registry.get_spec(name).temperature
        expected = np.exp(logits) / np.exp(logits).sum()
        np.testing.assert_allclose(found[k, shifts.MOST - 2, shifts.MOST + 3], expected, atol=2e-3)


def test_kept_counts_the_places_with_the_answer_of_the_middle() -> None:
    found = np.zeros((2, 3, 3, 4), np.float32)
    found[0, ..., 2] = 1
    found[1, ..., 1] = 1
    found[1, 0, 0] = (0, 0, 0, 2)
    assert fashion_mnist.kept(found).tolist() == [9, 8]
