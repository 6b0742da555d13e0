"""The detectors that come along: what they find in sample photos, and what is said of them."""

from types import SimpleNamespace

import numpy as np
import pytest
import torch

from core.detection import infer, models
from core.media import samples
from core.runtime import cards, eager, registry
from core.shared import yolo


@pytest.mark.parametrize("name", models.EVERYDAY)
def test_card_tells_names_figures_and_limits(name: str) -> None:
    card = cards.read(name)
    labels = registry.get_spec(name).labels
    assert tuple(card["labels"]) == labels and set(labels) < set(yolo.coco_labels())
    assert {"map50_coco", "map50_voc"} == set(card["metrics"])
    assert card["bytes"] <= 7.3e6


@pytest.mark.parametrize("name", models.EVERYDAY)
def test_boxes_come_best_first_in_the_photo_with_known_names(name: str) -> None:
    rgb = samples.load("bus")
    found = infer.candidates(rgb, name)
    assert found.wh == (810, 1080) and found.network_ms > 0 and len(found.scores) > 5
    assert (np.diff(found.scores) <= 0).all() and found.scores.min() > infer.FLOOR
    assert found.class_ids.min() >= 0 and found.class_ids.max() < len(found.labels) == 47
    kept = infer.choose(found, 0.05)
    assert (kept.xyxy >= 0).all() and (kept.xyxy <= [810, 1080, 810, 1080]).all()


@pytest.mark.parametrize(("photo", "thing"), [("cat", "cat"), ("coffee", "cup")])
def test_yolo_names_what_fills_a_sample_photo(photo: str, thing: str) -> None:
    found = infer.detect(samples.load(photo), "everyday_yolo")
    assert thing in found.labels[:2]
    x1, y1, x2, y2 = found.xyxy[found.labels.index(thing)]
    h, w = samples.load(photo).shape[:2]
    assert (x2 - x1) * (y2 - y1) > 0.1 * w * h


@pytest.mark.parametrize("wh", [(320, 320), (320, 224), (96, 320), (32, 320)])
def test_each_grid_has_its_cells(wh: tuple[int, int]) -> None:
    network, (w, h) = registry.load_model("everyday_yolo"), wh
    x = torch.rand(1, 3, h, w, generator=torch.Generator().manual_seed(0))
    with torch.inference_mode():
        distances, logits = network(x)
        maps = network.neck(*network.trunk((255 * x - 127) / 128))
    strides = yolo.cells(h, w)[1]
    assert distances.shape[2] == logits.shape[2] == len(strides)
    sizes = [part[0, 0].numel() for part in maps]
    assert sizes == [int((strides == stride).sum()) for stride in yolo.STRIDES]


def test_families_know_their_members() -> None:
    assert models.of_family("yolo")[0] == "everyday_yolo" and models.of_family("ssd")[0] == "everyday_ssd"
    assert sorted(models.of_family("yolo") + models.of_family("ssd")) == sorted(
        registry.list_models("detection")
    )
    with pytest.raises(KeyError):
        models.family("everyday")


@pytest.mark.parametrize("name", models.EVERYDAY)
def test_fast_answers_are_torchs(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    rgb = samples.load("cat")
    fast = infer.candidates(rgb, name)
    plain_torch = lambda name, view: SimpleNamespace(  # noqa: E731
        timed=lambda x: (eager.run(view(registry.load_model(name)), x), 1.0)
    )
    monkeypatch.setattr(infer.engine, "predictor", plain_torch)
    plain = infer.candidates(rgb, name)
    n = min(len(fast.scores), len(plain.scores), 50)
    np.testing.assert_allclose(fast.scores[:n], plain.scores[:n], atol=1e-3)
