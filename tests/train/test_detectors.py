import json
from pathlib import Path

import numpy as np
import pytest
import torch
from torchvision.models.detection._utils import BoxCoder
from torchvision.ops import box_convert

from core.detection import ssd
from core.detection.everyday import LAYOUT, EverydaySsd, EverydayYolo
from core.shared import yolo
from core.train.detectors import NETWORKS, Recipe, fit, learnt, loss_of, pick
from core.train.shared.detection import photos, targets
from core.train.shared.detection.early_maps import SHAPES, SIZES, Stock, Views
from core.train.shared.detection.losses import ssd_loss, yolo_loss
from core.train.shared.detection.photos import SIDE, Photo

CLASSES = 3


def photo(source: str = "coco", class_id: int = 1) -> Photo:
    return Photo(Path(), source, "train", (320, 200), np.float32([[60, 50, 160, 150]]), np.array([class_id]))


def stock(shown: Photo, kind: str) -> Stock:
    rows = np.random.default_rng(0).random((4, sum(SIZES))).astype(np.float16)
    return Stock([(Views([shown], np.array([True, True, False]), 0, kind), rows)])


@pytest.mark.parametrize("seed", range(20))
def test_a_box_still_holds_its_thing_in_every_view(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    rng, shown = np.random.default_rng(seed), photo()
    rgb = np.full((200, 320, 3), 20, np.uint8)
    rgb[50:150, 60:160] = 250
    monkeypatch.setattr(Photo, "rgb", lambda self: rgb)
    matrix = photos.turn(shown, rng)
    xyxy, ids = photos.boxes_in(shown, matrix)
    seen = photos.view(shown, matrix, np.random.default_rng(0))
    bright = seen.astype(int).sum(2) > 450
    rows, columns = np.flatnonzero(bright.any(1)), np.flatnonzero(bright.any(0))
    if not len(ids):
        assert bright.mean() < 0.35 * 100 * 100 / 64000 * 5
        return
    measured = [columns[0], rows[0], columns[-1] + 1, rows[-1] + 1]
    np.testing.assert_allclose(xyxy[0], measured, atol=3)
    assert seen.shape == (SIDE, SIDE, 3) and ids.tolist() == [1]


def test_photos_with_rare_things_are_shown_more_often() -> None:
    album = [photo(class_id=0)] * 97 + [photo(class_id=1)] * 3
    views = Views(album, np.ones(2, bool), 0, "ssd")
    rare = sum(int(views.look(i)[0].class_ids[0]) for i in range(2000)) / 2000
    assert 0.045 < rare < 0.06  # √(0.1 / 0.03) = 1.8 times 3 %


def test_views_are_the_same_each_time_and_others_with_another_seed() -> None:
    first, again, other = (Views([photo()], np.ones(2, bool), seed, "ssd").look(5)[1] for seed in (0, 0, 1))
    assert (first == again).all() and (first != other).any()


def test_default_boxes_are_moved_as_torchvision_would() -> None:
    truth = torch.tensor([[0.2, 0.3, 0.55, 0.7], [0.6, 0.1, 0.9, 0.35]])
    names, moves = targets.match(torch.tensor([0, 2]), truth, targets.DEFAULT)
    assert {0, 1, 3} == set(names.unique().tolist())
    chosen = torch.nonzero(names)[:, 0]
    owner = torch.where(names[chosen] == 1, 0, 1)
    corners = box_convert(targets.DEFAULT, "cxcywh", "xyxy")
    theirs = BoxCoder((10.0, 10.0, 5.0, 5.0)).encode_single(truth[owner], corners[chosen])
    torch.testing.assert_close(moves[chosen], theirs, atol=1e-4, rtol=1e-4)
    logits = np.full((len(names), 4), -9.0, np.float32)
    logits[np.arange(len(names)), names.numpy()] = 9.0
    xyxy, _, ids = ssd.decode(moves.numpy(), logits, LAYOUT, 0.5)
    np.testing.assert_allclose(xyxy, truth.numpy()[np.where(ids == 0, 0, 1)], atol=1e-4)


def test_cells_in_the_middle_answer_and_the_smaller_thing_comes_first() -> None:
    boxes = torch.tensor([[40.0, 40, 300, 300], [150, 150, 190, 190], [3, 3, 7, 7]])
    owner = targets.answering(boxes)
    assert set(owner.tolist()) == {-1, 0, 1, 2}
    assert (owner == 2).sum() == 1, "a thing between the middles of cells has the nearest one"
    for i in (0, 1):
        own = owner == i
        assert 1 <= own.sum() <= targets.CELLS * 2
        middle = (boxes[i, :2] + boxes[i, 2:]) / 2
        assert ((targets.MIDDLES[own] - middle).abs() < 2 * targets.STRIDE[own][:, None]).all()
    assert (targets.STRIDE[owner == 0] == 32).all() and (targets.STRIDE[owner == 1] <= 16).all()


@pytest.mark.parametrize(("kind", "answers"), [("ssd", 9620), ("yolo", 2100)])
def test_a_batch_says_what_each_view_shows(kind: str, answers: int) -> None:
    """Decoded as the dashboard decodes them, the targets of a view are its boxes."""
    views = stock(photo("voc"), kind)
    batch = views.batch([0, 1, 2, 3])
    assert batch.ids.shape == (4, answers) and [tuple(m.shape[1:]) for m in batch.maps] == list(SHAPES)
    assert batch.counted.tolist() == [[True, True, False]] * 4, "VOC says nothing of the third class"
    for i in range(4):
        shown, matrix, _ = views.parts[0][0].look(i)
        xyxy, _ = photos.boxes_in(shown, matrix)
        some = batch.ids[i] >= 0
        numbers = batch.numbers[i, some].numpy()
        if kind == "ssd":
            logits = np.tile(np.float32([-9, 9]), (len(numbers), 1))
            whole = np.full((answers, 2), -9, np.float32), np.zeros((answers, 4), np.float32)
            whole[0][:, 0], whole[0][some], whole[1][some] = 9, logits, numbers
            numbers = ssd.decode(whole[1], whole[0], LAYOUT, 0.5)[0] * SIDE
        assert len(numbers) == int(some.sum()) and (len(numbers) > 0) == (len(xyxy) > 0)
        np.testing.assert_allclose(numbers, np.repeat(xyxy, len(numbers), 0), atol=0.02)


def test_picked_cells_stand_for_all() -> None:
    torch.manual_seed(0)
    forced = torch.zeros(2, 400, dtype=torch.bool)
    forced[0, [3, 7, 200]] = True
    cells, weight = pick(forced, 64)
    assert {3, 7, 200} <= set(cells[0].tolist()) and len(set(cells[0].tolist())) == 64
    torch.testing.assert_close(weight.sum(1), torch.tensor([400.0, 400.0]))
    assert (weight[forced.gather(1, cells)] == 1).all()


@pytest.mark.parametrize("network", [EverydayYolo, EverydaySsd])
def test_only_what_a_photo_of_voc_boxes_is_held_against_it(network: type) -> None:
    counted = torch.tensor([[True, True, False]])
    none = torch.full((1, 6), -1)
    for other in (False, True):
        logits = torch.zeros(1, 6, CLASSES + 1).requires_grad_()
        if network is EverydaySsd:
            loss = ssd_loss((torch.zeros(1, 6, 4), logits), (none, torch.zeros(1, 6, 4)), counted | other)
            told = lambda grad: grad[..., 3]  # noqa: E731
        else:
            found = torch.zeros(1, 64, 6), logits.transpose(1, 2)[:, :CLASSES]
            cells = torch.zeros(1, 6, 2), torch.ones(1, 6)
            loss = yolo_loss(found, cells, (none, torch.zeros(1, 6, 4)), torch.ones(1, 6), counted | other)
            told = lambda grad: grad[..., 2]  # noqa: E731
        loss.backward()
        assert bool((told(logits.grad) != 0).any()) is other and (logits.grad != 0).any()


def test_a_right_answer_costs_a_yolo_almost_nothing() -> None:
    """Distances of 4 strides to each side round the middle of a cell, and a sure name."""
    distances = torch.full((1, 4, yolo.BINS, 2), -20.0)
    distances[:, :, 4] = 20
    logits = torch.full((1, CLASSES, 2), -20.0)
    logits[0, 1, 0] = 20
    wanted = torch.tensor([[1, -1]]), torch.tensor([[[68.0, 68, 132, 132], [0, 0, 0, 0]]])
    cells = torch.full((1, 2, 2), 100.0), torch.full((1, 2), 8.0)
    right = yolo_loss(
        (distances.flatten(1, 2), logits), cells, wanted, torch.ones(1, 2), torch.ones(1, 3) > 0
    )
    wrong = yolo_loss(
        (distances.flatten(1, 2), -logits), cells, wanted, torch.ones(1, 2), torch.ones(1, 3) > 0
    )
    assert right < 0.01 and wrong > 5


def test_cells_that_are_computed_alone_are_those_of_the_whole_map() -> None:
    torch.manual_seed(0)
    network = EverydaySsd(CLASSES).eval()
    x = torch.randn(1, 3, SIDE, SIDE)
    with torch.inference_mode():
        maps = network.trunk(x)
        assert [tuple(part.shape[1:]) for part in maps] == list(SHAPES)
        b, _ = network.neck.upper(*maps[1:])
        row, column = torch.arange(1600) // 40, torch.arange(1600) % 40
        above = b[:, :, row // 2, column // 2]
        alone = network.neck.fine(torch.cat([maps[0].flatten(2), above], 1)[..., None])
        whole = network.neck(*maps)[0]
    torch.testing.assert_close(alone[..., 0], whole.flatten(2), atol=1e-4, rtol=1e-4)
    assert network(x)[1].shape == (1, len(targets.DEFAULT), 1 + CLASSES)


@pytest.mark.parametrize("kind", ["yolo", "ssd"])
def test_steps_against_the_gradient_lower_the_loss_and_leave_the_trunk(kind: str) -> None:
    torch.manual_seed(0)
    net, views = NETWORKS[kind](CLASSES), stock(photo(), kind)
    net.trunk.eval().requires_grad_(False)
    before = {key: tensor.clone() for key, tensor in net.trunk.state_dict().items()}
    own = learnt(net).train()
    optimiser = torch.optim.Adam(own.parameters(), lr=2e-3)
    losses = []
    for _ in range(6):
        optimiser.zero_grad()
        value = loss_of(net, views.batch([0, 1, 2, 3]), (128, 64))
        value.backward()
        optimiser.step()
        losses.append(value.item())
    assert np.mean(losses[-2:]) < losses[0] and np.isfinite(losses).all()
    assert all((tensor == before[key]).all() for key, tensor in net.trunk.state_dict().items())


def test_maps_computed_anew_from_the_finest_are_the_trunks_own() -> None:
    torch.manual_seed(0)
    trunk = EverydaySsd(CLASSES).eval().requires_grad_(False).trunk
    maps = trunk(torch.rand(1, 3, SIDE, SIDE))
    for own, anew in zip(maps, trunk.coarser(maps[0]), strict=True):
        torch.testing.assert_close(anew, own)


@pytest.mark.parametrize("kind", ["yolo", "ssd"])
def test_deeper_the_stages_after_the_finest_map_learn_as_well(kind: str, tmp_path: Path) -> None:
    torch.manual_seed(0)
    net = NETWORKS[kind](CLASSES)
    net.trunk.eval().requires_grad_(False)
    before = {key: tensor.clone() for key, tensor in net.state_dict().items()}
    recipe = Recipe(steps=2, batch=2, cells=(128, 64), trunk=0.3)
    state = fit(net, stock(photo(), kind), recipe, tmp_path / "deeper.ckpt")
    moved = {key.rsplit(".", 2)[0] for key, tensor in state["net"].items() if (tensor != before[key]).any()}
    early = [key for key in moved if key.startswith(("trunk.stem", "trunk.stages.0", "trunk.stages.2"))]
    assert not early and any(key.startswith("trunk.stages.3") for key in moved)
    average = state["average"]["trunk.stages.6.0.narrow.0.weight"]
    assert (average != before["trunk.stages.6.0.narrow.0.weight"]).any()
    assert all(
        (state["net"][key] == before[key]).all() for key in before if "trunk" in key and "running" in key
    )


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "option"), [("yolo", ""), ("ssd", "--deeper --borrow")])
def test_the_script_runs_from_made_up_pictures_to_a_card(
    kind: str, option: str, tmp_path: Path, train
) -> None:
    train("detectors", kind, *option.split())
    card = json.loads((tmp_path / f"everyday_{kind}.json").read_text(encoding="utf8"))
    assert card["labels"] == ["person", "cup"] and card["side"] in (320, 416)
    assert set(card["metrics"]) == {"map50_coco", "map50_voc"}
    assert card["bytes"] < 7.3e6 and (tmp_path / card["file"]).stat().st_size == card["bytes"]
