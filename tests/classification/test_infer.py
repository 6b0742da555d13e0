import io
from dataclasses import replace

import numpy as np
import pytest
import torch
from PIL import Image

from core.classification import figures, infer
from core.media import samples
from core.runtime import registry
from core.shared import preprocess, probabilities


@pytest.mark.parametrize("name", ["resnet50", "efficientnet_b0", "inception_v3", "vit_b_16"])
@pytest.mark.parametrize("photo", ["coffee", "cat", "rocket"])
def test_preprocessing_is_torchvisions_own(name: str, photo: str) -> None:
    from torchvision import models

    rgb = samples.load(photo)
    theirs = models.get_model_weights(name).DEFAULT.transforms()(Image.fromarray(rgb)).numpy()[None]
    ours = preprocess.preprocess(rgb, registry.get_spec(name).preprocessing)
    assert ours.shape == theirs.shape and ours.dtype == np.float32
    np.testing.assert_allclose(ours, theirs, atol=0.02)  # one grey level


@pytest.mark.parametrize("shape", [(1, 1, 3), (5, 900, 3), (900, 5, 3), (64, 64, 3)])
def test_any_shape_of_photo_fits(shape: tuple[int, int, int]) -> None:
    rgb = np.zeros(shape, np.uint8)
    guesses = infer.classify(rgb)
    assert len(guesses.labels) == 5 and np.isfinite(guesses.probabilities).all()


def test_a_very_long_photo_is_not_scaled_up_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    rgb = np.zeros((3, 4000, 3), np.uint8)
    rgb[:, 1990:2010] = 200
    resize, sizes = Image.Image.resize, []
    monkeypatch.setattr(
        Image.Image, "resize", lambda *given, **how: sizes.append(given[1]) or resize(*given, **how)
    )
    how = replace(registry.get_spec("everyday").preprocessing, resize=480, crop=480)
    seen = preprocess.view(rgb, how)
    assert seen.shape == (480, 480, 3) and seen[:, 100:380].min() > 150
    assert sizes == [(480 * preprocess.LONGEST, 480)]


def test_softmax_and_entropy_equal_torch() -> None:
    z = np.random.default_rng(0).normal(size=(4, 102)) * 5
    np.testing.assert_allclose(
        probabilities.softmax(z), torch.softmax(torch.from_numpy(z), -1).numpy(), atol=1e-12
    )
    p = probabilities.softmax(z[0])
    expected = torch.distributions.Categorical(torch.from_numpy(p)).entropy().item() / np.log(102)
    assert probabilities.entropy(p) == pytest.approx(expected, abs=1e-9)
    assert probabilities.entropy(np.eye(5)[0]) == 0
    assert probabilities.entropy(np.full(7, 1 / 7)) == pytest.approx(1)


def test_engine_answers_like_plain_torch() -> None:
    rgb, spec = samples.load("cat"), registry.get_spec("everyday")
    guesses = infer.classify(rgb, top_k=len(spec.labels))
    with torch.inference_mode():
        x = torch.from_numpy(preprocess.preprocess(rgb, spec.preprocessing))
        z = registry.load_model("everyday")(x)[0].numpy() / spec.temperature
    expected = probabilities.softmax(z.astype(np.float64))
    assert guesses.labels[:5] == tuple(spec.labels[i] for i in np.argsort(-expected)[:5])
    np.testing.assert_allclose(guesses.probabilities, np.sort(expected)[::-1], atol=1e-4)


def test_astronaut_is_none_of_the_classes() -> None:
    guesses = infer.classify(samples.load("astronaut"))
    assert guesses.entropy > registry.get_spec("everyday").unsure_above


def test_picture_to_keep_has_the_photo_and_no_metadata() -> None:
    png = figures.answer_png(samples.load("cat"), ["고양이", "dog"], [0.9, 0.1], "caption")
    sheet = Image.open(io.BytesIO(png))
    assert sheet.format == "PNG" and not sheet.info and sheet.width >= 560
