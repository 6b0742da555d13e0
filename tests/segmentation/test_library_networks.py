"""Random weights: our steps around the libraries' networks give what their own steps give."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
import torch
from torchvision.models.detection import MaskRCNN
from torchvision.models.detection.roi_heads import paste_masks_in_image

from core.runtime import eager, registry, ultralytics_guard
from core.segmentation import infer, instances, models
from core.shared import yolo
from tests.shared.blank import blank


def noise(height: int, width: int) -> np.ndarray:
    rng = np.random.default_rng(0)
    coarse = rng.integers(0, 255, (height // 16 + 1, width // 16 + 1, 3)).astype(np.uint8)
    return np.kron(coarse, np.ones((16, 16, 1), np.uint8))[:height, :width]


def stir(network: torch.nn.Module, x: torch.Tensor) -> torch.nn.Module:
    """Let batch normalisation see its input once, so that random weights give numbers of normal size."""
    torch.manual_seed(0)
    for layer in network.modules():
        if isinstance(layer, torch.nn.BatchNorm2d):
            layer.momentum = 1.0
    with torch.no_grad():
        network.train()(x)
    return network.eval()


@pytest.mark.slow
def test_semantic_answer_is_torchvisions_own(monkeypatch: pytest.MonkeyPatch) -> None:
    from torchvision import models as theirs

    name = "lraspp_mobilenet_v3_large"
    rgb, entry = noise(520, 560), theirs.get_model_weights(name).DEFAULT
    x = entry.transforms()(torch.from_numpy(rgb.transpose(2, 0, 1).copy()))[None]
    whole = stir(theirs.get_model(name, weights=None, weights_backbone=None), x.repeat(2, 1, 1, 1))
    with blank():
        bare = models.build_semantic(name).eval()
    bare.load_state_dict(whole.state_dict())
    monkeypatch.setattr(
        infer.engine, "predictor", lambda _: SimpleNamespace(timed=lambda x: (eager.run(bare, x), 1.0))
    )
    with torch.inference_mode():
        expected = whole(x)["out"][0].numpy()
    ours, _ = infer.logits_of(rgb, name)
    np.testing.assert_allclose(ours, expected, atol=1e-3 * np.abs(expected).max())
    assert infer.segment(rgb, name).class_map.shape == rgb.shape[:2]


@pytest.mark.slow
@pytest.mark.parametrize("shape", [(640, 640), (300, 500)])
def test_yolo_masks_are_ultralytics_own(shape: tuple[int, int]) -> None:
    ultralytics_guard.load()
    from ultralytics.utils import ops

    rgb = noise(*shape)
    x, place = yolo.letterbox(rgb)
    network = models.build_yolo("yolo11n-seg")
    whole = ultralytics_guard.network("segmentation", "yolo11n-seg.yaml", 80)
    whole.load_state_dict(network.state_dict())
    stir(whole, torch.from_numpy(x).repeat(2, 1, 1, 1))
    network.load_state_dict(whole.state_dict())
    distances, logits, recipes, prototypes = eager.run(network.eval(), x)
    with torch.inference_mode():
        decoded, theirs = whole(torch.from_numpy(x))[0]
    np.testing.assert_allclose(prototypes, theirs, atol=1e-4 * np.abs(prototypes).max())
    order = np.argsort(-logits[0].max(0))[:12]
    floor = 1 / (1 + np.exp(-np.sort(logits[0].max(0))[-13]))
    xyxy, scores, _ = yolo.decode(distances[0], logits[0], x.shape[2:], floor)
    cells = yolo.sure(logits[0], floor)
    assert set(cells) == set(order)
    rows = decoded[0, :, torch.from_numpy(cells)].T
    np.testing.assert_allclose(xyxy, ops.xywh2xyxy(rows[:, :4]).numpy(), atol=0.05)
    np.testing.assert_allclose(scores, rows[:, 4:84].max(1).values.numpy(), atol=1e-4)
    mine = recipes[0][:, cells].T
    boxes, masks = instances.from_prototypes(prototypes[0], mine, xyxy, x.shape[2:], place, shape)
    expected = ops.process_mask(
        torch.from_numpy(prototypes[0]), rows[:, 84:], torch.from_numpy(xyxy), x.shape[2:], upsample=True
    ).numpy()
    if shape == (640, 640):
        assert (masks != expected.astype(bool)).mean() < 1e-3 and masks.any()
        np.testing.assert_allclose(boxes, np.clip(xyxy, 0, 640), atol=1e-3)
    else:
        scale_x, scale_y, left, top = place
        at_y = np.clip(((np.arange(shape[0]) + 0.5) * scale_y + top).astype(int), 0, x.shape[2] - 1)
        at_x = np.clip(((np.arange(shape[1]) + 0.5) * scale_x + left).astype(int), 0, x.shape[3] - 1)
        assert (masks != expected[:, at_y][:, :, at_x].astype(bool)).mean() < 0.02 and masks.any()


def test_pasted_masks_are_torchvisions_own() -> None:
    rng = np.random.default_rng(1)
    corner, size = rng.uniform(-10, 60, (8, 2)), rng.uniform(3, 60, (8, 2))
    xyxy = np.hstack([corner, corner + size]).astype(np.float32)
    small = rng.random((8, 28, 28)).astype(np.float32)
    expected = paste_masks_in_image(torch.from_numpy(small)[:, None], torch.from_numpy(xyxy), (70, 90))
    np.testing.assert_allclose(instances.paste(small, xyxy, 70, 90), expected[:, 0], atol=1e-5)


@pytest.mark.slow
def test_mask_rcnn_answers_as_torchvisions_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    name, rgb = "maskrcnn_resnet50_fpn", noise(128, 160)
    torch.manual_seed(0)
    bare = models.build_mask_rcnn().eval()
    with blank():
        whole = MaskRCNN(bare.backbone, num_classes=91, min_size=128).eval()
    whole.rpn, whole.roi_heads = bare.rpn, bare.roi_heads
    spec = registry.get_spec(name)
    spec = replace(spec, preprocessing=replace(spec.preprocessing, resize=128))
    monkeypatch.setattr(instances, "FLOOR", 0.0)
    monkeypatch.setattr(
        instances, "registry", SimpleNamespace(load_model=lambda _: bare, get_spec=lambda _: spec)
    )
    bare.roi_heads.score_thresh = 0.0
    found = instances.find(rgb, name)
    with torch.inference_mode():
        theirs = whole([torch.from_numpy(rgb.transpose(2, 0, 1).copy()).float() / 255])[0]
    n = len(found.scores)
    assert n == min(instances.MOST, len(theirs["scores"])) > 0
    np.testing.assert_allclose(found.scores, theirs["scores"][:n], atol=1e-4)
    np.testing.assert_allclose(found.xyxy, theirs["boxes"][:n], atol=0.05)
    assert (found.masks != (theirs["masks"][:n, 0] > 0.5).numpy()).mean() < 1e-3


def test_things_become_pixels_the_best_in_front() -> None:
    masks = np.zeros((2, 4, 4), bool)
    masks[0, :2], masks[1, 1:] = True, True
    found = instances.Instances(masks, np.zeros((2, 4)), np.float32([0.9, 0.6]), ("cat", "dog"))
    pixels = instances.as_pixels(found)
    np.testing.assert_array_equal(pixels.class_ids[0][:, 0], [1, 1, 2, 2])
    np.testing.assert_allclose(pixels.chances[0][:, 0], [0.9, 0.9, 0.6, 0.6])
    assert pixels.labels == ("background", "cat", "dog") and found.above(0.7).labels == ("cat",)


@pytest.mark.parametrize(
    "name",
    [n for n in registry.list_models("segmentation") if registry.get_spec(n).weights.kind == "official"],
)
def test_facts_of_semantic_networks_are_torchvisions(name: str) -> None:
    from torchvision import models as theirs

    spec, entry = registry.get_spec(name), theirs.get_model_weights(name).DEFAULT
    published = entry.meta["_metrics"]["COCO-val2017-VOC-labels"]
    assert spec.weights.url == entry.url
    assert spec.weights.metrics == pytest.approx(
        {"mean_iou": published["miou"] / 100, "pixel_accuracy": published["pixel_acc"] / 100}
    )
    assert spec.labels[1:] == tuple(entry.meta["categories"][1:])
    assert [spec.preprocessing.resize] == entry.transforms().resize_size
