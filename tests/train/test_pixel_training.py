import numpy as np
import pytest
import torch
from torch.nn import functional as F

from core.segmentation.lite_unet import UNet
from core.train.shared.pixels import measures
from core.train.shared.pixels.cuts import Cut, Photos, recolour, views
from core.train.shared.pixels.loop import ease_depthwise
from core.train.shared.pixels.partial_labels import class_weights, cost, table

CPU = torch.device("cpu")
UNKNOWN = 4


def corners() -> Photos:
    """Return a photo whose colours tell where each pixel was: red across, green down; and a smaller one."""
    y, x = np.mgrid[:90, :120]
    rgb = np.stack([2 * x, 2 * y, np.zeros_like(x)], -1).astype(np.uint8)
    truth = ((x >= 60) + 2 * (y >= 45)).astype(np.uint8)
    return Photos.of([(rgb, truth), (rgb[:80, :100], truth[:80, :100])], 4, UNKNOWN, CPU)


@pytest.mark.parametrize("rare", [0.0, 1.0])
def test_views_keep_colours_and_classes_together(rare: float) -> None:
    torch.manual_seed(0)
    rgb, truth = views(corners(), Cut((64, 48), (0.6, 1.4), rare), 40)
    assert rgb.shape == (40, 3, 48, 64) and truth.shape == (40, 48, 64)
    expected = (rgb[:, 0] * 255 / 2 >= 59.5) + 2 * (rgb[:, 1] * 255 / 2 >= 44.5)
    known = truth != UNKNOWN
    assert (truth == expected)[known].float().mean() > 0.96 and known.float().mean() > 0.6


def test_a_view_beyond_its_photo_is_unknown_there_and_repeats_the_edge() -> None:
    torch.manual_seed(0)
    rgb, truth = views(corners(), Cut((128, 96), (0.5, 0.5), 0.0, 0.0, 0.0), 8)
    known = (truth != UNKNOWN).flatten(1).float().mean(1)
    assert ((known - 60 * 45 / (128 * 96)).abs() < 0.01).any()
    assert ((known - 50 * 40 / (128 * 96)).abs() < 0.01).any()
    assert rgb[..., 0, 0].sum(1).min() >= 0 and rgb[:, 2].max() == 0


def test_views_around_rare_classes_hold_them() -> None:
    torch.manual_seed(0)
    truth = np.zeros((200, 200), np.uint8)
    truth[150:156, 20:26] = 3
    photos = Photos.of([(np.zeros((200, 200, 3), np.uint8), truth)], 4, UNKNOWN, CPU)
    share = [
        (views(photos, Cut((40, 40), (1, 1), rare), 60)[1] == 3).any((1, 2)).float().mean() for rare in (0, 1)
    ]
    assert share[0] < 0.2 and share[1] > 0.35


def test_recoloured_views_stay_in_range_and_differ() -> None:
    torch.manual_seed(0)
    x = torch.rand(6, 3, 8, 8)
    assert ((y := recolour(x)) >= 0).all() and (y <= 1).all() and (y - x).abs().amax((1, 2, 3)).min() > 0.01


def test_one_class_a_label_is_the_usual_cross_entropy() -> None:
    torch.manual_seed(0)
    allowed = table([[0], [1], [2], range(3)], 3)
    logits, truth, weight = torch.randn(2, 3, 4, 5), torch.randint(4, (2, 4, 5)), torch.tensor([1, 2, 0.5, 1])
    ours, _ = cost(logits, truth, allowed, weight, torch.eye(3).bool())
    theirs = F.cross_entropy(logits, truth, weight[:3], ignore_index=3)
    torch.testing.assert_close(ours, theirs)


def test_a_loss_is_only_where_a_label_is() -> None:
    allowed = table([[0], [1], [2], range(3), [1, 2]], 3)
    logits = torch.randn(1, 3, 1, 3, requires_grad=True)
    truth = torch.tensor([[[3, 4, 0]]])  # nobody knows, one of two, known
    everything = torch.cat([torch.eye(3), torch.tensor([[0, 1, 1.0]])]).bool()
    by_pixel, overlap = cost(logits, truth, allowed, torch.ones(5), everything)
    (by_pixel + overlap).backward()
    slope = logits.grad[0, :, 0]
    assert slope[:, 0].abs().max() == 0
    assert slope[0, 1] > 0 and (slope[1:, 1] < 0).all() and slope[0, 2] < 0
    p = logits.detach().softmax(1)[0, :, 0]
    by_hand = -(torch.log(p[1, 1] + p[2, 1]) + torch.log(p[0, 2])) / 2
    torch.testing.assert_close(by_pixel.detach(), by_hand)


def test_dice_is_counted_by_hand_also_of_a_group() -> None:
    allowed = table([[0], [1], [2], range(3), [1, 2]], 3)
    truth = torch.tensor([[[0, 0, 1, 3, 4]]])
    logits = torch.full((1, 3, 1, 5), -30.0)
    for place, said in enumerate((0, 1, 1, 2, 0)):
        logits[0, said, 0, place] = 30.0
    # the last pixel is none of class 0, so calling it that counts there; for class 1 nobody knows
    classes = [2 * 1 / (2 + 2), 2 * 1 / (2 + 1)]
    for groups, dice in ((torch.eye(3).bool(), np.mean(classes)), (torch.tensor([[0, 1, 1]]).bool(), 0.5)):
        _, overlap = cost(logits, truth, allowed, torch.ones(5), groups)
        assert overlap.item() == pytest.approx(1 - dice)


def test_rare_classes_weigh_more_but_mildly_and_the_mean_stays() -> None:
    allowed = table([[0], [1], [2], range(3)], 3)
    truth = torch.tensor([0, 1, 2, 3]).repeat_interleave(torch.tensor([900, 90, 10, 500]))
    weight = class_weights(truth, allowed, 0.4)
    assert (weight[2] / weight[0]).item() == pytest.approx(90**0.4, rel=1e-4) and weight[3] == 1
    assert (weight[:3] * torch.tensor([0.9, 0.09, 0.01])).sum().item() == pytest.approx(1, rel=1e-4)


def test_eased_convolutions_give_the_same_numbers() -> None:
    network, x = UNet(3).eval(), torch.rand(1, 3, 64, 96)
    with torch.inference_mode():
        before = network(x)
        ease_depthwise(network)
        torch.testing.assert_close(network(x), before, rtol=1e-4, atol=1e-5)


def test_a_temperature_is_found_and_goes_into_the_weights() -> None:
    torch.manual_seed(0)
    network, rng = UNet(3).eval(), np.random.default_rng(0)
    seer = measures.Seer(network, 64)
    photos = [rng.integers(0, 255, (64, 64, 3)).astype(np.uint8) for _ in range(2)]
    logits = seer.logits(photos[0])
    measures.temper(network, 2.0)
    np.testing.assert_allclose(seer.logits(photos[0]), logits / 2, rtol=1e-3, atol=1e-4)
    with torch.no_grad():  # let the classes differ by place, none of them everywhere
        network.head.bias -= torch.from_numpy(seer.logits(photos[0]).mean((1, 2)))
        grow = 3 / seer.logits(photos[0]).std()
        network.head.weight *= grow
        network.head.bias *= grow
    pairs = []
    for photo in photos:  # labels drawn from what it says at half its certainty
        p = np.exp(seer.logits(photo) / 1.6)
        p = (p / p.sum(0)).cumsum(0)
        pairs.append((photo, (rng.random(p.shape[1:]) > p[:2]).sum(0).astype(np.uint8)))
    by, sure = measures.temperature(seer, pairs)
    assert by == pytest.approx(1.6, abs=0.45)
    measures.temper(network, by)
    assert sure == pytest.approx([seer.sureness(photo) for photo in photos], abs=0.05)
