"""Plates: what is drawn can be read while it is large; what a small photo allows follows Bayes."""

import numpy as np
import pytest

from core.super_resolution import infer, plates, resize


@pytest.mark.parametrize("number", ["0123456", "789", "4183952"])
@pytest.mark.parametrize("height", [3, 8])
def test_the_plate_itself_reads_its_number(number: str, height: int) -> None:
    plate = plates.draw(number, height, 4)
    assert not any(side % 4 for side in plate.true.shape[:2])
    assert plates.read(plate.true, plate) == number
    assert len(plate.places) == len(number)


def test_near_ones_are_read_even_after_enlarging_and_far_ones_are_not() -> None:
    wrong = {}
    for height in (2, 8):
        drawn, small = plates.several(height, 4, 10, seed=1)
        made = np.stack([infer.by_way(one, "bicubic", 4) for one in small])
        wrong[height] = plates.misread(drawn, made)
    assert wrong[8] == 0 and wrong[2] > 0.4


def test_noise_makes_digits_possible_that_are_not_there() -> None:
    plate = plates.draw("88888", 3, 4)
    sharp = plates.possible(plates.photographed(plate, 0, 0), plate, 0)
    dark = plates.possible(plates.photographed(plate, 40, 0), plate, 40)
    assert np.allclose([sharp.sum(1), dark.sum(1)], 1)
    assert (sharp.argmax(1) == 8).all() and sharp.max(1).min() > 0.99
    assert dark.max(1).mean() < 0.9


def test_chances_come_true_as_often_as_they_say() -> None:
    """Of the digits that are given 50 to 90 percent, about as many are the plate's own."""
    said, true = [], []
    for seed in range(12):
        number = "".join(map(str, np.random.default_rng(seed).integers(0, 10, 7)))
        plate = plates.draw(number, 3, 4)
        chances = plates.possible(plates.photographed(plate, 40, seed), plate, 40)
        said += chances.max(1).tolist()
        true += [str(best) == digit for best, digit in zip(chances.argmax(1), number, strict=True)]
    assert np.mean(true) == pytest.approx(np.mean(said), abs=0.12)


def test_what_is_hardly_probable_is_ruled_out() -> None:
    assert plates.thinkable(np.array([0.3, 0, 0, 0.6, 0, 0.01, 0, 0, 0.09, 0])) == "308"
    assert plates.thinkable(np.eye(10)[4]) == "4"


@pytest.mark.parametrize(("text", "number"), [("12-34", "1234"), ("", plates.USUAL), ("abc", plates.USUAL)])
def test_any_text_gives_a_number(text: str, number: str) -> None:
    assert plates.read_number(text) == number
    assert plates.read_number("9" * 50) == "9" * plates.LONGEST
    assert plates.read_number("٣") == plates.USUAL


def test_flat_pictures_correlate_with_nothing() -> None:
    assert plates.alike(np.ones((3, 3)), np.eye(3)) == 0
    assert plates.alike(np.eye(3), 2 * np.eye(3) + 5) == pytest.approx(1)


def test_the_small_photo_is_the_shrunk_plate() -> None:
    plate = plates.draw("52", 4, 4)
    assert (plates.photographed(plate, 0, 0) == resize.downscale(plate.true, 4)).all()
    assert np.abs(plates.shrunk(plate, 0, 5) - resize.downscale(plate.true, 4)[..., 0]).max() < 1.5
