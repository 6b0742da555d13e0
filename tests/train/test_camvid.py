import json
from pathlib import Path

import numpy as np
import pytest
import torch

from core.train import camvid
from core.train.shared.camvid_views import VOID, Phase, Photos, made_up, view


def corners(seed: int) -> Photos:
    """Return a photo whose colours tell where each pixel was: red across, green down."""
    y, x = np.mgrid[:90, :120]
    rgb = np.stack([2 * x, 2 * y, np.zeros_like(x)], -1).astype(np.uint8)
    return Photos(rgb[None], ((x >= 60) + 2 * (y >= 45)).astype(np.uint8)[None])


@pytest.mark.parametrize("rare", [0.0, 1.0])
def test_views_keep_colours_and_classes_together(rare: float) -> None:
    photos, rng = corners(0), np.random.default_rng(1)
    for _ in range(30):
        rgb, classes = view(photos, Phase(0, (64, 48), (0.6, 1.4)), rare, rng)
        assert rgb.shape == (48, 64, 3) and classes.shape == (48, 64)
        expected = (rgb[..., 0] / 2 >= 59.5) + 2 * (rgb[..., 1] / 2 >= 44.5)
        assert (classes == expected)[classes != VOID].mean() > 0.93


def test_a_view_larger_than_its_photo_is_void_beyond_the_edges() -> None:
    rng = np.random.default_rng(0)
    _, classes = view(corners(0), Phase(0, (96, 80), (0.5, 0.5)), 0.0, rng)
    assert (classes[:, :10] == VOID).all() and (classes[:8] == VOID).all()
    assert (classes[25:55, 25:70] != VOID).all()


def test_dice_is_counted_by_hand_and_void_is_left_out() -> None:
    truth = torch.tensor([[[0, 0, 1, VOID]]])
    logits = torch.full((1, VOID, 1, 4), -30.0)
    for place, said in enumerate((0, 1, 1, 5)):
        logits[0, said, 0, place] = 30.0
    dice = [2 * 1 / (2 + 1), 2 * 1 / (1 + 2)]  # class 0: one of two found; class 1: one right, one too many
    assert camvid.dice_loss(logits, truth).item() == pytest.approx(1 - np.mean(dice), abs=1e-5)


def test_rare_classes_weigh_more_but_mildly() -> None:
    classes = np.repeat([0, 1, 2], [900, 90, 10])
    weight = camvid.class_weights(classes, 0.4)
    assert weight[0] < weight[1] < weight[2]
    assert (weight[2] / weight[0]).item() == pytest.approx(90**0.4, rel=1e-4)


@pytest.mark.slow
def test_quick_training_learns_and_its_figures_come_back(tmp_path: Path, train) -> None:
    train("camvid", "unet")
    card = json.loads((tmp_path / "unet.json").read_text())
    assert card["metrics"]["pixel_accuracy"] > 0.8 and card["parameters"] > 3e6
    train("camvid", "unet", "--evaluate")
    assert json.loads((tmp_path / "unet.json").read_text())["metrics"] == card["metrics"]


def test_made_up_photos_have_void_and_three_classes() -> None:
    assert set(np.unique(made_up(1, np.random.default_rng(0)).classes)) == {0, 3, 8, VOID}


def test_the_limit_is_that_of_the_hardest_drive() -> None:
    sure = [0.9] * 100 + list(np.linspace(0.5, 0.7, 100))
    drives = ("a",) * 100 + ("b",) * 100
    assert camvid.limit_of(sure, drives) == pytest.approx(0.51)
    assert camvid.limit_of(sure[:100], ()) == pytest.approx(0.9)


def test_streets_are_drawn_by_chance_with_every_name() -> None:
    from core.train.shared import drawn_streets

    found = drawn_streets.read(12)
    assert found.rgb.shape == (12, 360, 480, 3) and set(np.unique(found.classes)) == set(range(VOID))
    assert len({photo.tobytes() for photo in found.rgb}) == 12
    np.testing.assert_array_equal(found.classes[3], drawn_streets.read(4).classes[3])
