"""One loaded model serves everybody: settings never mix, and not one bit of its parameters changes."""

import hashlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from core.classification.infer import classify
from core.detection.infer import detect
from core.explanation import gradcam
from core.gan.infer import sample
from core.media import samples
from core.runtime import registry
from core.segmentation.infer import segment

PEOPLE = 8
ASKS: dict[str, Callable[[np.ndarray, int], np.ndarray]] = {
    "everyday": lambda rgb, who: classify(rgb, top_k=who + 1).probabilities,
    "everyday evidence": lambda rgb, who: gradcam.explain(rgb, "everyday", [who, who + 9]).maps[-1],
    "everyday_yolo": lambda rgb, who: detect(rgb, "everyday_yolo", score_threshold=0.05 * (who + 1)).scores,
    "everyday_ssd": lambda rgb, who: detect(rgb, "everyday_ssd", iou_threshold=0.1 * (who + 1)).xyxy,
    "unet": lambda rgb, who: segment(rgb).class_map,
    "gan_fashion": lambda rgb, who: sample(who + 1, seed=who, model="gan_fashion").images,
}


def fingerprint(model: str) -> str:
    found = hashlib.sha256()
    for tensor in registry.load_model(model).state_dict().values():
        found.update(tensor.cpu().numpy().tobytes())
    return found.hexdigest()


@pytest.mark.slow
def test_eight_people_with_settings_of_their_own_get_what_each_would_get_alone() -> None:
    models = {name.split()[0] for name in ASKS}
    before = {model: fingerprint(model) for model in models}
    coffee = samples.load("coffee")[::2, ::2]
    photos = [np.roll(coffee, 16 * who, axis=1) for who in range(PEOPLE)]

    def ask(who: int) -> list[np.ndarray]:
        return [question(photos[who], who) for question in ASKS.values()]

    alone = [ask(who) for who in range(PEOPLE)]
    with ThreadPoolExecutor(PEOPLE) as people:
        for found, expected in zip(people.map(ask, range(PEOPLE)), alone, strict=True):
            for name, a, b in zip(ASKS, found, expected, strict=True):
                np.testing.assert_allclose(a, b, atol=1e-5, err_msg=name)
    assert {model: fingerprint(model) for model in models} == before
    for model in models:
        assert not any(m._forward_hooks for m in registry.load_model(model).modules()), model
