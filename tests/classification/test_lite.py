"""EfficientNet-Lite on its real weights: known photos, and the engine against plain torch."""

import numpy as np
import pytest

from core.classification import infer
from core.media import samples
from core.runtime import eager, engine, registry

# photo, what one of the first three names has to be
KNOWN = (
    ("cat", {"tiger cat", "Egyptian cat", "tabby"}),
    ("coffee", {"espresso", "cup", "coffee mug"}),
    ("bus", {"minibus", "trolleybus", "streetcar"}),
    ("rocket", {"missile", "projectile", "space shuttle"}),
    ("china", {"palace", "bell cote", "monastery", "stupa"}),
)


@pytest.mark.parametrize(("photo", "names"), KNOWN)
def test_known_photos_have_their_names(photo: str, names: set[str], needs) -> None:
    needs("efficientnet_lite0")
    found = infer.classify(samples.load(photo), "efficientnet_lite0", top_k=3)
    assert set(found.labels) & names


@pytest.mark.parametrize("name", ["efficientnet_lite0", "efficientnet_lite2"])
def test_engine_gives_torchs_answers(name: str, needs) -> None:
    needs(name)
    spec = registry.get_spec(name)
    x = infer.preprocess(samples.load("coffee"), spec.preprocessing)
    wanted = eager.run(registry.load_model(name), x)
    np.testing.assert_allclose(engine.predictor(name)(x), wanted, atol=1e-4 * np.abs(wanted).max())
    assert wanted.shape == (1, 1000) and spec.labels[int(wanted.argmax())] == "espresso"


def test_colours_are_as_the_network_learnt_them() -> None:
    how = registry.get_spec("efficientnet_lite0").preprocessing
    x = infer.preprocess(np.full((300, 400, 3), [0, 127, 255], np.uint8), how)
    assert x.shape == (1, 3, 224, 224)
    np.testing.assert_allclose(x[0, :, 0, 0], [-127 / 128, 0, 1], atol=1e-6)


@pytest.mark.parametrize("photo", ["astronaut", "coins", "brick", "galaxies"])
def test_what_it_was_not_taught_scatters_its_answers(photo: str, needs) -> None:
    needs("efficientnet_lite0")
    limit = registry.get_spec("efficientnet_lite0").unsure_above
    assert infer.classify(samples.load(photo), "efficientnet_lite0").entropy > limit
    known = (infer.classify(samples.load(name), "efficientnet_lite0").entropy for name, _ in KNOWN)
    assert all(entropy < limit for entropy in known)


@pytest.mark.parametrize("name", ["efficientnet_lite0", "efficientnet_lite2"])
def test_shares_are_torchs_logits_divided_by_the_temperature(name: str, needs) -> None:
    needs(name)
    spec, rgb = registry.get_spec(name), samples.load("rocket")
    logits = eager.run(registry.load_model(name), infer.preprocess(rgb, spec.preprocessing))[0].astype(float)
    expected = np.exp(logits / spec.temperature)
    found = infer.classify(rgb, name, top_k=1000)
    np.testing.assert_allclose(found.probabilities, np.sort(expected / expected.sum())[::-1], atol=1e-4)


def test_it_is_about_as_often_right_as_it_is_sure(needs) -> None:
    """On views of photos whose names are known: turned around, cut, darker, smaller."""
    needs("efficientnet_lite0")
    right, sure = [], []
    for photo, names in KNOWN:
        rgb = samples.load(photo)
        h, w = rgb.shape[:2]
        cut = rgb[h // 12 : h - h // 12, w // 12 : w - w // 12]
        views = (
            rgb,
            rgb[:, ::-1],
            cut,
            cut[:, ::-1],
            (rgb * 0.6).astype(np.uint8),
            rgb[::2, ::2],
            rgb[:, w // 6 :],
        )
        for view in views:
            found = infer.classify(np.ascontiguousarray(view), "efficientnet_lite0", top_k=1000)
            shares = dict(zip(found.labels, found.probabilities, strict=True))
            right.append(found.labels[0] in names)
            sure.append(
                shares[found.labels[0]] if not right[-1] else sum(shares[n] for n in names if n in shares)
            )
    assert abs(np.mean(right) - np.mean(sure)) < 0.2, (np.mean(right), np.mean(sure))
