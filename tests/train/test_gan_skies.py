import json
from pathlib import Path

import numpy as np
import pytest
import torch
from torch.nn import functional as F

from core.gan.sky_networks import Ages, Doubled, Generator
from core.shared.everyday_net import EverydayNet
from core.train.shared import sky_photos
from core.train.shared.augmentation import augment, punched, shifted
from core.train.shared.projected import Heads, Sight, fold
from core.train.shared.sky_photos import SPARE, Windows


@pytest.mark.slow
def test_quick_run_writes_all_ages_and_a_card_that_fits_them(tmp_path: Path, train) -> None:
    from safetensors.torch import load_file

    train("gan_skies")
    card = json.loads((tmp_path / "gan_skies.json").read_text(encoding="utf8"))
    ages = Ages(len(card["stages"]))
    ages.load_state_dict(load_file(tmp_path / card["file"]))
    assert [stage["step"] for stage in card["stages"]] == sorted({0, 1, card["trained"]["steps"]})
    assert card["stages"][-1]["frechet"] == card["metrics"]["frechet"] > 0
    table = np.array(card["measured"]["confusion"])
    assert table.sum() == card["measured"]["samples"] and (table.sum(1) == table.sum() / 4).all()
    assert card["metrics"]["agreement"] == pytest.approx(table.trace() / table.sum(), abs=1e-3)
    before, after = ages.generators[0], ages.generators[-1]
    assert not torch.equal(before.first.weight, after.first.weight)
    train("gan_skies")  # resumes at the end
    again = json.loads((tmp_path / "gan_skies.json").read_text(encoding="utf8"))
    assert again["sha256"] == card["sha256"]


def test_doubling_is_a_convolution_of_repeated_pixels() -> None:
    torch.manual_seed(0)
    layer, x = Doubled(3, 5), torch.randn(2, 3, 6, 6)
    expected = F.conv2d(F.interpolate(x, scale_factor=2.0), layer.weight, padding=1)
    torch.testing.assert_close(layer(x), expected, atol=1e-5, rtol=1e-5)


def test_the_code_is_heard_in_every_layer() -> None:
    torch.manual_seed(0)
    net = Generator().eval()
    codes = torch.randn(2, 68)
    loss = net(codes).sum()
    loss.backward()
    assert all(norm.said.weight.grad.abs().sum() > 0 for norm in net.norms)
    assert net(codes).shape == (2, 3, 64, 64)


def test_changes_differ_between_pictures_and_let_gradients_through() -> None:
    torch.manual_seed(0)
    x = torch.rand(1, 3, 32, 32).repeat(6, 1, 1, 1).requires_grad_()
    changed = augment(x)
    assert changed.shape == x.shape
    gaps = (changed[:, None] - changed[None]).abs().mean((2, 3, 4))
    assert (gaps + torch.eye(6) > 0.01).all()
    changed.sum().backward()
    assert (x.grad.flatten(1).abs().sum(1) > 0).all()


def test_a_shift_moves_and_a_hole_covers() -> None:
    torch.manual_seed(1)
    x = torch.zeros(40, 3, 32, 32)
    x[:, :, 16, 16] = 1
    moved = shifted(x)
    places = moved[:, 0].flatten(1).argmax(1)
    rows, columns = places // 32 - 16, places % 32 - 16
    assert (moved.sum((1, 2, 3)) == 3).all() and rows.abs().max() == columns.abs().max() == 4
    left = punched(torch.ones(40, 3, 32, 32)).mean((1, 2, 3))
    assert left.max() < 1 and left.min() == pytest.approx(1 - 13 * 13 / 32 / 32, abs=1e-5)


def test_folding_leaves_what_a_network_sees_and_sight_stays_frozen() -> None:
    torch.manual_seed(0)
    net, x = EverydayNet().eval(), torch.rand(2, 3, 64, 64)
    for part in net.modules():
        if isinstance(part, torch.nn.BatchNorm2d):
            part.running_mean.uniform_(-0.1, 0.1), part.running_var.uniform_(0.5, 2)
    with torch.no_grad():
        before = net(x)
        torch.testing.assert_close(fold(net)(x), before, atol=1e-4, rtol=1e-3)
    sight = Sight(net)
    assert not any(p.requires_grad for p in sight.parameters())
    seen = sight(x.requires_grad_())
    logits = Heads(4)(seen, F.one_hot(torch.tensor([0, 3]), 4).float())
    assert [tuple(head.shape) for head in logits] == [(2, 4, 4)] * len(seen)
    sum(head.sum() for head in logits).backward()
    assert x.grad.abs().sum() > 0


def test_windows_lie_inside_and_every_class_is_as_likely() -> None:
    photos, kinds = sky_photos.made_up(8)
    photos = [np.pad(photo, ((0, 0), (0, 40), (0, 0)), mode="edge") for photo in photos]
    seen, classes = Windows((photos, kinds), 0).next(16)
    assert seen.shape == (16, 3, 64, 64) and classes.bincount().tolist() == [4] * 4
    brightness = seen.mean((1, 2, 3)) * 255
    assert ((brightness - 60 * classes - 30).abs() < 10).all()


def test_photos_are_made_small_by_their_shorter_side(tmp_path: Path) -> None:
    from PIL import Image

    Image.new("RGB", (200, 100), "red").save(tmp_path / "a.png")
    entries = {"a.png": {"label": "rain", "split": "val"}, "b.png": {"label": "rain", "split": "train"}}
    (tmp_path / "labels.json").write_text(json.dumps(entries), encoding="utf8")
    (photo,), kinds = sky_photos.load(tmp_path, ("val",))
    assert photo.shape == (SPARE, 2 * SPARE, 3) and kinds.tolist() == [1]
