"""YOLOv3-tiny: its anchors, Darknet's file byte by byte, and known photos on its real weights."""

import struct

import numpy as np
import pytest
import torch

from core.detection import anchored, infer, models
from core.detection.yolov3 import HEADER_BYTES, YoloV3Tiny, read_darknet
from core.media import samples
from core.runtime import compiled, eager, engine, registry, weights
from core.shared import boxes

NAME = "yolov3_tiny"


def darknet_file(network: YoloV3Tiny) -> bytes:
    """Write a network as Darknet does, by hand: the order is that of its own cfg file."""
    convolutions = [*network.early, network.deep, network.deeper, network.neck]
    convolutions += [*network.coarse, network.lift, *network.fine]
    out = [struct.pack("<3iq", 0, 2, 0, 1)]
    for layer in convolutions:
        if isinstance(layer, torch.nn.Conv2d):
            parts = (layer.bias, layer.weight)
        else:
            kernel, norm = layer[0], layer[1]
            parts = (norm.bias, norm.weight, norm.running_mean, norm.running_var, kernel.weight)
        out += [part.detach().numpy().astype("<f4").tobytes() for part in parts]
    return b"".join(out)


@pytest.fixture(scope="module")
def made_up() -> YoloV3Tiny:
    torch.manual_seed(0)
    network = YoloV3Tiny(classes=3)
    for module in network.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            torch.nn.init.normal_(module.running_mean), torch.nn.init.uniform_(module.running_var)
            torch.nn.init.normal_(module.weight), torch.nn.init.normal_(module.bias)
    return network.eval()


def test_darknets_file_comes_back_as_it_was(made_up: YoloV3Tiny) -> None:
    read = read_darknet(darknet_file(made_up), YoloV3Tiny(classes=3))
    wanted = made_up.state_dict()
    assert read.keys() == wanted.keys()
    assert all(torch.equal(read[name], wanted[name]) for name in wanted)


@pytest.mark.parametrize("change", [lambda data: data[:-4], lambda data: data + bytes(4)])
def test_a_byte_too_many_or_too_few_is_refused(made_up: YoloV3Tiny, change) -> None:
    with pytest.raises(ValueError, match="numbers expected"):
        read_darknet(change(darknet_file(made_up)), YoloV3Tiny(classes=3))


def test_one_box_an_anchor_and_cell(made_up: YoloV3Tiny) -> None:
    with torch.inference_mode():
        out = made_up(torch.rand(2, 3, 96, 160))
    assert out.shape == (2, 3 * (3 * 5 + 6 * 10), 5 + 3)
    assert len(anchored.starts(416, 416)[0]) == 2535


def test_an_anchor_that_is_not_moved_stands_in_the_middle_of_its_cell() -> None:
    raw = np.full((2535, 85), -20, np.float32)
    place = (4 * 13 + 7) * 3 + 1  # row 4, column 7 of the coarse grid, the second anchor
    raw[place, :5], raw[place, 5 + 16] = [0, 0, 0, 0, 20], 20
    xyxy, scores, classes = anchored.decode(raw, (416, 416), 0.1)
    x, y, w, h = (7 + 0.5) * 32, (4 + 0.5) * 32, 135, 169
    np.testing.assert_allclose(xyxy, [[x - w / 2, y - h / 2, x + w / 2, y + h / 2]], rtol=1e-5)
    assert classes.tolist() == [16] and scores[0] == pytest.approx(1)
    place = 3 * 13 * 13 + (25 * 26 + 3) * 3  # the fine grid follows
    raw[place, :5], raw[place, 5] = [0, 0, np.log(2), 0, 20], 20
    xyxy, _, classes = anchored.decode(raw, (416, 416), 0.1)
    x, y, w, h = 3.5 * 16, 25.5 * 16, 20, 14
    np.testing.assert_allclose(xyxy[1], [x - w / 2, y - h / 2, x + w / 2, y + h / 2], rtol=1e-5)


def test_a_second_look_adds_what_is_large_and_new() -> None:
    first = np.float32([[0, 0, 90, 90], [10, 10, 80, 95]]), np.float32([0.6, 0.05]), np.array([0, 1])
    again = np.float32([[0, 5, 92, 90], [0, 0, 90, 90], [10, 10, 80, 95], [0, 0, 30, 30]])
    second = again, np.float32([0.9, 0.9, 0.9, 0.9]), np.array([0, 2, 1, 3])
    # the first look has it; another class; the first look hardly believed in it; small
    assert anchored.unseen(first, second, 60).tolist() == [False, True, True, False]
    nothing = tuple(part[:0] for part in first)
    assert anchored.unseen(nothing, second, 60).tolist() == [True, True, True, False]
    assert len(anchored.unseen(first, nothing, 60)) == 0


def test_the_real_file_is_read_to_its_last_byte(needs) -> None:
    needs(NAME)
    data = weights.content(NAME)
    read = read_darknet(data)
    floats = sum(tensor.numel() for name, tensor in read.items() if "num_batches" not in name)
    assert HEADER_BYTES + 4 * floats == len(data) == 35434956
    assert all(tensor.isfinite().all() for tensor in read.values())
    assert all((tensor > 0).all() for name, tensor in read.items() if name.endswith("running_var"))


# photo, name, roughly where
KNOWN = (
    ("coffee", "cup", (140, 40, 440, 310)),
    ("cat", "cat", (120, 10, 400, 295)),
    ("bus", "bus", (15, 230, 800, 770)),
    ("bus", "person", (50, 400, 245, 905)),
    ("bus", "person", (223, 405, 345, 860)),
    ("zidane", "person", (745, 40, 1150, 715)),
    ("drawing", "banana", (60, 130, 590, 500)),
)


@pytest.mark.parametrize(("photo", "name", "where"), KNOWN)
def test_known_photos_have_their_boxes(photo: str, name: str, where: tuple[int, ...], needs) -> None:
    needs(NAME)
    found = infer.detect(samples.load(photo), NAME)
    mine = found.xyxy[[label == name for label in found.labels]]
    assert len(mine) and boxes.iou(mine, np.float32([where])).max() > 0.5


def test_engine_gives_torchs_answers(needs) -> None:
    needs(NAME)
    x, _ = anchored.view(samples.load("bus"))
    wanted, given = eager.run(registry.load_model(NAME), x), engine.predictor(NAME)(x)
    np.testing.assert_allclose(given, wanted, atol=compiled.RELATIVE_ERROR_HALF * np.abs(wanted).max())
    (xyxy, scores, kinds), loose = (
        anchored.decode(raw[0], x.shape[2:], floor) for raw, floor in ((wanted, 0.1), (given, 0.05))
    )
    same = (boxes.iou(xyxy, loose[0]) > 0.95) & (kinds[:, None] == loose[2])
    assert len(scores) > 10 and same.any(1).all()
    assert np.abs(scores - loose[1][same.argmax(1)]).max() < 0.05
    assert NAME in models.of_family("yolo")


@pytest.mark.parametrize("photo", ["brick", "grass", "gravel", "galaxies"])
def test_nothing_is_found_where_nothing_is(photo: str, needs) -> None:
    needs(NAME)
    assert len(infer.detect(samples.load(photo), NAME).scores) == 0
