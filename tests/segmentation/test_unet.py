import numpy as np
import pytest
import torch

from core.media.street import HEIGHT, NAMES, WIDTH, quiet_street, street
from core.runtime import cards, eager, registry
from core.segmentation import classic, infer, metrics, walk
from core.segmentation.networks import COARSEST, UNet
from core.shared.probabilities import softmax
from core.train.shared.camvid_views import LABELS


def test_shared_facts_agree() -> None:
    assert infer.UNET_MULTIPLE == COARSEST and NAMES == LABELS
    for name in ("unet", "unet_no_bridges"):
        assert registry.get_spec(name).labels == LABELS
        assert registry.get_spec(name).weights.bytes <= 15e6


@pytest.mark.parametrize("bridges", [True, False])
def test_maps_halve_and_double_and_the_bridges_matter(bridges: bool) -> None:
    network = UNet(bridges=bridges).eval()
    with torch.inference_mode():
        down = network.down(torch.rand(1, 3, 64, 96))
        up = network.up(down)
        assert [tuple(m.shape[1:]) for m in down] == [(32, 32, 48), (64, 16, 24), (128, 8, 12), (224, 4, 6)]
        assert [tuple(m.shape[1:]) for m in up] == [(96, 8, 12), (64, 16, 24), (32, 32, 48)]
        down[0] = down[0] + 1
        assert torch.equal(network.up(down)[-1], up[-1]) is not bridges
        assert network(torch.rand(2, 3, 64, 96)).shape == (2, 11, 64, 96)


def test_every_pixel_of_the_drawn_street_has_a_class_and_the_unet_knows_most() -> None:
    scene = street()
    assert scene.rgb.shape == (HEIGHT, WIDTH, 3) and set(np.unique(scene.classes)) == set(range(len(NAMES)))
    found = infer.segment(scene.rgb, "unet")
    assert found.class_map.shape == found.confidence.shape == (HEIGHT, WIDTH)
    scores = metrics.scores(metrics.confusion(scene.classes, found.class_map, len(NAMES)))
    assert scores.pixel_accuracy > 0.9 and scores.mean_iou > 0.7


def test_look_is_plain_torchs_softmax() -> None:
    rgb = street().rgb[::4, ::4]
    found = infer.look(rgb, "unet")
    side, inner = cards.read("unet")["longest"], rgb.shape[:2]
    small = classic.small(street().rgb, side)
    x = np.zeros((1, 3, -(-small.shape[0] // 16) * 16, side), np.float32)
    assert found.class_ids.shape == (3, *inner) and (np.diff(found.chances, axis=0) <= 0).all()
    assert found.shares.sum() == pytest.approx(1)
    logits = eager.run(registry.load_model("unet"), x)[0]
    assert logits.shape == (11, *x.shape[2:]) and softmax(logits, 0).sum(0) == pytest.approx(1, abs=1e-5)


def test_the_walk_ends_with_the_networks_own_answer() -> None:
    rgb = classic.small(street().rgb, cards.read("unet")["longest"])
    found = walk.walk(rgb)
    assert [s.name for s in found.stages] == ["down1", "down2", "down3", "down4", "up1", "up2", "up3"]
    assert [s.channels for s in found.stages] == [32, 64, 128, 224, 96, 64, 32]
    sizes = [s.colours.shape[1] for s in found.stages]
    assert sizes[:4] == sorted(sizes[:4], reverse=True) and sizes[4:] == sorted(sizes[4:])
    same = infer.look(rgb, "unet")
    assert same.class_ids[0].shape == found.class_map.shape
    assert (same.class_ids[0] == found.class_map).mean() > 0.99


def test_like_places_have_like_colours_every_time() -> None:
    rng = np.random.default_rng(0)
    maps = np.repeat(rng.normal(size=(12, 1, 4)), 6, 1)
    picture = walk.colours(maps)
    assert (picture == picture[:1]).all() and np.ptp(picture[0], axis=0).min() > 100
    np.testing.assert_array_equal(picture, walk.colours(maps.copy()))
    assert walk.colours(np.zeros((5, 3, 3))).shape == (3, 3, 3)


def test_forgetting_rare_names_hardly_costs_accuracy_and_their_iou_is_none() -> None:
    from core.ui.parts.segmentation import class_balance

    scene = quiet_street()
    found = infer.look(scene.rgb, "unet", most=len(NAMES))
    rarest = class_balance.by_share(scene.classes)[: class_balance.MOST_FORGOTTEN]
    whole, poor = (
        class_balance.scored(scene.classes, class_balance.without(found, names))
        for names in (rarest[:0], rarest)
    )
    assert whole.pixel_accuracy > 0.96 and poor.pixel_accuracy > whole.pixel_accuracy - 0.02
    assert (poor.iou[rarest] == 0).all() and poor.mean_iou < whole.mean_iou - 0.2
