"""Our pre- and post-processing against the libraries' own, on the same (random) weights."""

import hashlib
import io
from dataclasses import replace
from functools import partial
from types import SimpleNamespace

import numpy as np
import pytest
import torch
from torch import nn

from core.detection import infer, models, ssd
from core.runtime import eager, registry, specs, ultralytics_guard, weights
from core.shared import yolo
from tests.shared.blank import blank

OFFICIAL_SSDS = [name for name in models.LAYOUTS if name not in models.EVERYDAY]
SIZES = ((720, 1280), (480, 640))


def noise(size: tuple[int, int]) -> np.ndarray:
    """Return a picture without plain surfaces, where equal scores would leave the order to chance."""
    return np.random.default_rng(0).integers(0, 256, (*size, 3), np.uint8)


def stir(network: nn.Module, x: torch.Tensor) -> None:
    """Give a network random numbers, and normalise each layer for `x` so that the picture comes through."""
    torch.manual_seed(0)
    for layer in network.modules():
        if isinstance(layer, nn.BatchNorm2d):
            layer.momentum, layer.eps = 1.0, 1e-3
        elif isinstance(layer, nn.Conv2d) and layer.weight.requires_grad:
            nn.init.kaiming_normal_(layer.weight)
    if any(isinstance(layer, nn.BatchNorm2d) for layer in network.modules()):
        with torch.no_grad():
            network.train()(x)
    network.eval()


def spread(lasts: list[nn.Conv2d], network: nn.Module, x: torch.Tensor, middle: float) -> None:
    """Scale the last layers so that the logits for `x` scatter around `middle`, by about 1."""
    seen: dict[nn.Module, torch.Tensor] = {}
    hooks = [last.register_forward_hook(lambda m, _, out: seen.update({m: out})) for last in lasts]
    with torch.no_grad():
        network.eval()(x)
        for last in lasts:
            out = seen[last]
            scale = 1 / out.std((0, 2, 3), correction=0).clamp(min=0.05)
            last.weight.mul_(scale.view(-1, 1, 1, 1))
            last.bias.copy_(middle - (out.mean((0, 2, 3)) - last.bias) * scale)
    [hook.remove() for hook in hooks]


def quiet_threshold(rgb: np.ndarray, name: str) -> float:
    """Return a score threshold near which no score is: rounding cannot decide what is above it."""
    scores = infer.candidates(rgb, name).scores[100:600]
    widest = int(np.argmax(scores[:-1] - scores[1:]))
    return float(scores[widest : widest + 2].mean())


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch):
    """Return a function that lets `infer` run a module, in plain torch, as model `name`: once a picture."""

    def use_(module: nn.Module) -> None:
        given: dict[bytes, eager.Outputs] = {}

        def timed(view, x: np.ndarray) -> tuple[eager.Outputs, float]:
            seen = x.tobytes()
            if seen not in given:
                given[seen] = eager.run(view(module), x)
            return given[seen], 1.0

        predictor = lambda name, view: SimpleNamespace(timed=partial(timed, view))  # noqa: E731
        monkeypatch.setattr(infer.engine, "predictor", predictor)

    return use_


def same(ours: infer.Detections, xyxy: np.ndarray, scores: np.ndarray, class_ids: np.ndarray) -> None:
    """Each box has its partner: order says little where scores are equal to 1e-6."""
    assert 0 < len(ours.scores) == len(scores) < infer.MOST
    near = np.abs(ours.xyxy[:, None] - xyxy[None]).max(2) < 0.5
    near &= np.abs(ours.scores[:, None] - scores[None]) < 1e-3
    near &= ours.class_ids[:, None] == class_ids[None]
    assert near.any(0).all() and near.any(1).all()


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", ["yolo11n", "yolov8n"])
def test_yolo_boxes_are_ultralytics_own(name: str, size: tuple[int, int], use) -> None:
    whole, rgb = ultralytics_guard.network("detection", f"{name}.yaml", 80), noise(size)
    stir(whole, torch.from_numpy(yolo.letterbox(rgb)[0]))
    spread(
        [branch[-1] for branch in whole.model[-1].cv3], whole, torch.from_numpy(yolo.letterbox(rgb)[0]), -4
    )
    bare = models.build_yolo(name)
    bare.load_state_dict(whole.state_dict())
    use(bare.eval())
    threshold = quiet_threshold(rgb, name)
    ours = infer.detect(rgb, name, threshold, iou_threshold=0.45)

    ultralytics_guard.load()
    from ultralytics.data.augment import LetterBox
    from ultralytics.utils import nms, ops

    boxed = LetterBox(640, auto=True, stride=32)(image=rgb)
    x = torch.from_numpy(boxed.transpose(2, 0, 1)[None].copy()).float() / 255
    with torch.inference_mode():
        found = nms.non_max_suppression(whole(x), threshold, 0.45)[0]
        found[:, :4] = ops.scale_boxes(x.shape[2:], found[:, :4], rgb.shape)
    same(ours, found[:, :4].numpy(), found[:, 4].numpy(), found[:, 5].numpy())


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES[:1])
@pytest.mark.parametrize("name", OFFICIAL_SSDS)
def test_ssd_boxes_are_torchvisions_own(name: str, size: tuple[int, int], use) -> None:
    from torchvision.models import get_model

    options = {"nms_thresh": 0.45, "topk_candidates": 400, "detections_per_img": 300}
    with blank():
        whole, bare = get_model(name, weights=None, weights_backbone=None, **options), models.build_ssd(name)
    bare.backbone, bare.head = whole.backbone, whole.head
    rgb, columns = noise(size), [c + 1 for c in models.coco_columns()]
    stir(bare, torch.from_numpy(ssd.view(rgb, models.LAYOUTS[name])).repeat(2, 1, 1, 1))
    whole.eval()
    lasts = [
        part if isinstance(part, nn.Conv2d) else part[-1]
        for part in whole.head.classification_head.module_list
    ]
    spread(lasts, bare, torch.from_numpy(ssd.view(rgb, models.LAYOUTS[name])), 0)
    for last in lasts:
        unlabelled = np.setdiff1d(np.arange(91), [0, *columns])
        last.bias.data.view(-1, 91)[:, unlabelled] = -30
        last.weight.data.view(-1, 91, *last.weight.shape[1:])[:, unlabelled] = 0
        last.bias.data.view(-1, 91)[:, 0] += 3
    use(bare.eval())
    whole.score_thresh = quiet_threshold(rgb, name)
    ours = infer.detect(rgb, name, whole.score_thresh, iou_threshold=0.45)
    with torch.inference_mode():
        found = whole([torch.from_numpy(rgb).permute(2, 0, 1).float() / 255])[0]
    to_coco = {column: i for i, column in enumerate(columns)}
    theirs = np.array([to_coco[c] for c in found["labels"].tolist()])
    same(ours, found["boxes"].numpy(), found["scores"].numpy(), theirs)


@pytest.mark.parametrize("name", OFFICIAL_SSDS)
def test_default_boxes_are_torchvisions(name: str) -> None:
    from torchvision.models import get_model
    from torchvision.models.detection.image_list import ImageList

    layout = models.LAYOUTS[name]
    with blank():
        generator = get_model(name, weights=None, weights_backbone=None).anchor_generator
    maps = [torch.zeros(1, 1, side, side) for side in layout.maps]
    picture = ImageList(torch.zeros(1, 3, layout.side, layout.side), [(layout.side, layout.side)])
    theirs = generator(picture, maps)[0].numpy() / layout.side
    ours = ssd.every_box(layout)
    xyxy = np.hstack([ours[:, :2] - ours[:, 2:] / 2, ours[:, :2] + ours[:, 2:] / 2])
    np.testing.assert_allclose(xyxy, theirs, atol=1e-5)


def test_a_grid_has_8400_cells_and_their_middles_are_half_a_stride_in() -> None:
    middles, strides = yolo.cells(640, 640)
    assert middles.shape == (8400, 2) and strides.shape == (8400,)
    assert middles[0].tolist() == [4, 4] and middles[-1].tolist() == [624, 624]


@pytest.mark.parametrize(("h", "w"), [(720, 1280), (1280, 720), (480, 640), (33, 900), (7, 7)])
def test_letterbox_is_ultralytics_own(h: int, w: int) -> None:
    ultralytics_guard.load()
    from ultralytics.data.augment import LetterBox

    rgb = np.random.default_rng(0).integers(0, 256, (h, w, 3), np.uint8)
    theirs = LetterBox(640, auto=True, stride=32)(image=rgb).transpose(2, 0, 1)[None].astype(np.float32) / 255
    np.testing.assert_allclose(yolo.letterbox(rgb)[0], theirs, atol=1e-6)


def test_published_file_is_read_as_tensors(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = ultralytics_guard.network("detection", "yolo11n.yaml", 80)
    out = io.BytesIO()
    torch.save({"ema": None, "model": whole.half()}, out)
    spec = registry.get_spec("yolo11n")
    facts = {"sha256": hashlib.sha256(out.getvalue()).hexdigest(), "bytes": len(out.getvalue())}
    made = replace(spec, name="yolo_made", weights=replace(spec.weights, file="yolo_made.pt", **facts))
    monkeypatch.setitem(specs._specs, made.name, (__name__, made))
    monkeypatch.setenv("DEEPVISION_WEIGHTS", str(tmp_path))
    (tmp_path / "yolo_made.pt").write_bytes(out.getvalue())
    read = weights.read("yolo_made")
    assert all(torch.equal(read[key], value) for key, value in whole.float().state_dict().items())
    module = registry.load_model("yolo_made", keep=False)
    assert not any(p.requires_grad for p in module.parameters())
    flipped = bytearray(out.getvalue())
    flipped[len(flipped) // 2] ^= 1
    (tmp_path / "yolo_made.pt").write_bytes(flipped)
    with pytest.raises(weights.WeightsUnavailable):
        weights.read("yolo_made")


def test_thresholds_work_on_candidates_without_the_network() -> None:
    rng = np.random.default_rng(1)
    corner = rng.uniform(0, 300, (50, 2))
    xyxy = np.hstack([corner, corner + rng.uniform(20, 90, (50, 2))]).astype(np.float32)
    scores = np.sort(rng.random(50, np.float32))[::-1]
    found = infer.Candidates(xyxy, scores, rng.integers(0, 2, 50), ("cat", "dog"), (400, 400))
    many, few = infer.choose(found, 0.1, 0.9), infer.choose(found, 0.6, 0.3)
    assert len(few.scores) < len(many.scores) and (few.scores > 0.6).all()
    assert set(few.labels) <= {"cat", "dog"} and len(few.labels) == len(few.xyxy)


def test_nothing_in_the_picture_is_no_error(use) -> None:
    bare = models.build_yolo("yolo11n")
    for branch in bare.model[-1].cv3:
        branch[-1].bias.data.fill_(-40)
    use(bare.eval())
    assert len(infer.detect(np.zeros((50, 80, 3), np.uint8), "yolo11n").scores) == 0
