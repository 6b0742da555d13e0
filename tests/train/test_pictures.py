"""The scripts that turn pictures into pictures run from made-up photos to a card."""

import json
from pathlib import Path

import numpy as np
import pytest

SCRIPTS = {
    "sr_x2": ("super_resolution", ["--scale", "2"]),
    "sr_x4": ("super_resolution", ["--scale", "4"]),
    "srgan_x4": ("srgan", ["--scale", "4"]),
    "colouring": ("colorization", []),
    "inpainter": ("inpainting", []),
}


def built(name: str):
    from core.colorization.networks import Colouring, Inpainter
    from core.super_resolution.networks import Enlarger

    others = {"colouring": Colouring, "inpainter": Inpainter}
    return others[name]() if name in others else Enlarger(int(name[-1]))


@pytest.mark.slow
@pytest.mark.parametrize("name", SCRIPTS)
def test_a_quick_run_writes_weights_that_fit_and_a_card(name: str, tmp_path: Path, train) -> None:
    from safetensors.torch import load_file

    script, arguments = SCRIPTS[name]
    train(script, *arguments)
    card = json.loads((tmp_path / f"{name}.json").read_text(encoding="utf8"))
    built(name).load_state_dict(load_file(tmp_path / card["file"]))
    assert {"data", "licence", "split", "command", "seed", "date", "metrics", "limits"} <= set(card)
    assert not list(tmp_path.glob("*.partial.*"))
    if name != "sr_x2":  # its script is that of the other scale
        train(script, *arguments)  # resumes at the end
        assert json.loads((tmp_path / f"{name}.json").read_text(encoding="utf8"))["sha256"] == card["sha256"]


def test_windows_on_the_device_are_the_photos_pixels() -> None:
    import torch

    from core.train.shared.pictures.photos import Photos

    rng = np.random.default_rng(0)
    originals = [rng.integers(0, 256, (h, w, 3), dtype=np.uint8) for h, w in ((20, 30), (25, 17), (40, 12))]
    photos = Photos(originals, torch.device("cpu"))
    ids, tops, lefts = torch.tensor([2, 0, 1]), torch.tensor([5, 0, 9]), torch.tensor([1, 18, 3])
    found = photos.windows(ids, tops, lefts, 10, 11)
    for window, i, top, left in zip(found, ids, tops, lefts, strict=True):
        assert (window.numpy() == originals[i][top : top + 10, left : left + 11]).all()
    tops, lefts = photos.corners(torch.zeros(500, dtype=torch.long), 20, 11)
    assert tops.max() == 0 and lefts.min() == 0 and lefts.max() == 19


def test_small_and_large_windows_show_the_same() -> None:
    import torch

    from core.super_resolution import resize
    from core.train.shared.pictures.photos import turned
    from core.train.shared.pictures.sharpness import Pairs

    y, x = np.mgrid[:96, :128]
    photo = np.stack([np.sin(x / 9), np.cos(y / 7), np.sin((x + y) / 11)], 2) * 100 + 128
    pairs = Pairs([photo.astype(np.uint8)], 4, 16, torch.device("cpu"))
    for small, large in zip(*turned(*pairs.draw(8)), strict=True):
        again = resize.downscale(large.contiguous().numpy(), 4)
        assert np.abs(again.astype(int) - small.numpy())[3:-3, 3:-3].max() <= 1


def test_whole_windows_are_the_photo_or_its_mirror_image() -> None:
    import torch

    from core.train.shared.pictures.photos import scaled_windows, squares

    photo = np.random.default_rng(0).integers(0, 256, (32, 32, 3), dtype=np.uint8)
    squared, sizes = squares([photo] * 8, 32, torch.device("cpu"))
    for window in scaled_windows(squared, sizes, 32, 1.0):
        made = (window.permute(1, 2, 0) * 255).numpy()
        # stretched by chance one way and cut off at the photo's edge: about the photo
        assert min(np.abs(made - photo).mean(), np.abs(made[:, ::-1] - photo).mean()) < 85


def test_colours_on_the_device_are_those_of_the_lesson() -> None:
    import torch

    from core.colorization import lab
    from core.train.shared.pictures import colours

    photo = np.random.default_rng(0).integers(0, 256, (9, 8, 3), dtype=np.uint8)
    light, ab = colours.to_lab(torch.from_numpy(photo).permute(2, 0, 1)[None] / 255)
    found = torch.cat([light * 100, ab], 1)[0].permute(1, 2, 0).numpy()
    assert np.abs(found - lab.to_lab(photo)).max() < 2e-2


def test_hints_are_true_and_turn_with_their_photo() -> None:
    import torch

    from core.train.shared.pictures import colours

    torch.manual_seed(0)
    ab = torch.randn(16, 2, 1, 1).expand(-1, -1, 24, 32) * 30
    hints, any_at_all = colours.revealed(ab, 0.5, 16)
    mask = hints[:, 2:]
    assert 0 < any_at_all.sum() < 16 and torch.equal(mask.sum((1, 2, 3)) > 0, any_at_all)
    assert torch.allclose(hints[:, :2] * 50, ab * mask, atol=1e-3)
    turned, shown = colours.turned_hue(any_at_all, ab, hints[:, :2])
    assert torch.allclose(shown * 50, turned * mask, atol=1e-3)
    assert torch.equal(turned[~any_at_all], ab[~any_at_all])
    assert torch.allclose(turned.norm(dim=1), ab.norm(dim=1), atol=1e-3)


def test_rare_colours_weigh_more() -> None:
    import torch

    from core.train.shared.pictures.colours import Choices

    choices = Choices(torch.device("cpu"))
    ab = torch.zeros(1, 2, 20, 20)
    ab[:, 0, :2] = 60
    choices.balance(ab)
    soft = choices.soft(ab)
    assert torch.allclose(soft.sum(1), torch.ones(1, 20, 20), atol=1e-5)
    common, rare = (choices.weights[int(soft[0, :, row, 0].argmax())] for row in (10, 0))
    assert rare > 2 * common
    right = (soft + 1e-6).log()
    assert choices.loss(right, ab) < choices.loss(right.flip(1), ab)


def test_holes_by_chance_have_their_sizes() -> None:
    import torch

    from core.train.shared.pictures import holes

    device = torch.device("cpu")
    squares = holes.rectangles(20, 64, (32, 32), device)
    assert (squares.sum((1, 2)) == 32 * 32).all()
    assert holes.by_chance(40, 64, 32, device).unique().tolist() == [0, 1]
    thin = holes.strokes(20, 64, 5, 6, device)
    assert thin.float().mean() < 0.5
