import json
from pathlib import Path

import numpy as np
import pytest
import torch
from torchvision.models.detection._utils import BoxCoder
from torchvision.ops import box_convert

from core.detection import ssd
from core.detection.everyday import LAYOUT, EverydaySsd, EverydayYolo
from core.runtime import registry
from core.train.shared import scenes
from core.train.shared.detection_losses import SsdLoss, YoloLoss, default_boxes, match
from core.train.shared.scenes import NAMES, Photo, Stock


def thing(colour: int = 250) -> Photo:
    rgb = np.full((64, 64, 3), 20, np.uint8)
    rgb[16:48, 8:40] = colour
    return Photo(rgb, np.float32([[8, 16, 40, 48]]), np.array([1]))


@pytest.mark.parametrize("seed", range(20))
def test_a_box_still_holds_its_thing_after_cut_scale_and_mirror(seed: int) -> None:
    rng = np.random.default_rng(seed)
    w, h = rng.integers(40, 200, 2)
    filled = scenes.fill(thing(), int(w), int(h), rng)
    ((x0, y0, x1, y1),) = filled.xyxy
    bright = filled.rgb[..., 0] > 135
    rows, columns = np.flatnonzero(bright.any(1)), np.flatnonzero(bright.any(0))
    measured = [columns[0], rows[0], columns[-1] + 1, rows[-1] + 1]
    np.testing.assert_allclose([x0, y0, x1, y1], measured, atol=0.03 * max(w, h) + 2)


def test_scenes_keep_their_boxes_inside_and_show_each_thing() -> None:
    stock = Stock([thing()], [Photo(np.zeros((64, 64, 3), np.uint8), *scenes.NOTHING)], [], [])
    rng = np.random.default_rng(0)
    for _ in range(30):
        scene = scenes.compose(stock, 96, rng)
        assert scene.rgb.shape == (96, 96, 3) and scene.rgb.dtype == np.uint8
        assert (scene.xyxy >= 0).all() and (scene.xyxy <= 96).all() and (scene.class_ids == 1).all()
        for x0, y0, x1, y1 in scene.xyxy.astype(int):
            assert scene.rgb[y0:y1, x0:x1].max() > 100


def test_what_is_covered_is_no_longer_to_be_found() -> None:
    rng, big = np.random.default_rng(1), thing()
    whole = Photo(np.zeros((40, 40, 3), np.uint8), np.float32([[10, 10, 20, 20]]), np.array([0]))
    for _ in range(40):
        after = scenes.lay_on(whole, big, rng)
        x0, y0, x1, y1 = after.xyxy[-1]
        hidden = max(0, min(x1, 20) - max(x0, 10)) * max(0, min(y1, 20) - max(y0, 10)) / 100
        assert abs(hidden - 0.6) < 1e-3 or (len(after.class_ids) == 2) == (hidden < 0.6)


def test_rare_classes_are_shown_more_often_than_their_photos_say() -> None:
    common, rare = thing(), Photo(thing().rgb, thing().xyxy, np.array([2]))
    things = [common] * 16 + [rare]
    stock = Stock(things, [], [], [], scenes.balanced(things))
    rng = np.random.default_rng(0)
    shown = [stock.thing(rng).class_ids[0] for _ in range(2000)]
    assert np.mean(np.array(shown) == 2) == pytest.approx(1 / 5, abs=0.03)


def test_names_are_each_given_once_and_are_those_of_the_data() -> None:
    fine = [name for names in scenes.CLASSES.values() for name in names]
    assert len(set(fine)) == len(fine) and len(set(NAMES)) == len(NAMES)
    everyday = registry.get_spec("everyday").labels
    assert sum(name in everyday for name in fine) > 60


@pytest.mark.parametrize(("network", "loss"), [(EverydayYolo, YoloLoss), (EverydaySsd, SsdLoss)])
def test_a_step_against_the_gradient_lowers_the_loss(network: type, loss: type) -> None:
    torch.manual_seed(0)
    net = network(3).train()
    loss_of = loss(net, 3)
    side = 96
    pictures = torch.randint(0, 256, (2, 3, side, side), dtype=torch.uint8)
    boxes = torch.tensor([[0, 1, 8, 8, 60, 60], [1, 2, 20, 30, 90, 80]]).float()
    optimiser = torch.optim.Adam(net.parameters(), lr=1e-3)
    losses = []
    for _ in range(4):
        optimiser.zero_grad()
        value = loss_of(net, pictures, boxes)
        value.backward()
        optimiser.step()
        losses.append(value.item())
    assert losses[-1] < losses[0] and np.isfinite(losses).all()


def test_default_boxes_are_moved_as_torchvision_would() -> None:
    default = default_boxes(320)
    np.testing.assert_allclose(default, ssd.every_box(LAYOUT))
    truth = torch.tensor([[0.2, 0.3, 0.55, 0.7], [0.6, 0.1, 0.9, 0.35]])
    names, moves = match(torch.tensor([0, 2]), truth, default)
    assert {0, 1, 3} == set(names.unique().tolist())
    chosen = torch.nonzero(names)[:, 0]
    owner = torch.where(names[chosen] == 1, 0, 1)
    corners = box_convert(default, "cxcywh", "xyxy")
    theirs = BoxCoder((10.0, 10.0, 5.0, 5.0)).encode_single(truth[owner], corners[chosen])
    torch.testing.assert_close(moves[chosen], theirs, atol=1e-4, rtol=1e-4)
    logits = np.full((len(names), 4), -9.0, np.float32)
    logits[np.arange(len(names)), names.numpy()] = 9.0
    xyxy, _, ids = ssd.decode(moves.numpy(), logits, LAYOUT, 0.5)
    np.testing.assert_allclose(xyxy, truth.numpy()[np.where(ids == 0, 0, 1)], atol=1e-4)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["yolo", "ssd"])
def test_the_script_runs_from_made_up_pictures_to_a_card(kind: str, tmp_path: Path, train) -> None:
    train("detectors", kind)
    card = json.loads((tmp_path / f"everyday_{kind}.json").read_text(encoding="utf8"))
    assert card["labels"] == list(NAMES) and 0 <= card["metrics"]["map50_scenes"] <= 1
    assert card["bytes"] < 12e6 and (tmp_path / card["file"]).stat().st_size == card["bytes"]
