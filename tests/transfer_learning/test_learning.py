"""A head on frozen features equals scikit-learn, is examined on unseen photos, and refuses strangers."""

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict

from core.runtime import registry
from core.shared import backbones, logistic
from core.shared.preprocess import preprocess, view
from core.transfer_learning import head_attribution, learning, sample_albums

WIDTH = 60


def cloud(counts: tuple[int, ...], apart: float = 1.0, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Return features (N, WIDTH) of length 1 around one random centre a class, and class numbers."""
    rng = np.random.default_rng(seed)
    centres = rng.standard_normal((len(counts), WIDTH)) * apart
    y = np.repeat(np.arange(len(counts)), counts)
    x = centres[y] + rng.standard_normal((len(y), WIDTH))
    return (x / np.linalg.norm(x, axis=1, keepdims=True)).astype(np.float32), y


def reference() -> LogisticRegression:
    return LogisticRegression(C=logistic.STRENGTH, class_weight="balanced", max_iter=9999, tol=1e-8)


@pytest.mark.parametrize("counts", [(10, 10, 10), (5, 8), (4, 9, 6, 12), (40, 40)])
def test_head_is_scikit_learns_in_all_dimensions(counts: tuple[int, ...]) -> None:
    x, y = cloud(counts)
    head = learning.learn(x, y, tuple("abcd"[: len(counts)]), "everyday").head
    new, _ = cloud(counts, seed=1)
    expected = reference().fit(x.astype(float), y).predict_proba(new)
    np.testing.assert_allclose(head.probabilities(new), expected, atol=1e-4)
    assert head.weight.shape == (len(counts), WIDTH) and head.weight.dtype == np.float32


@pytest.mark.parametrize("counts", [(10, 10, 10), (5, 8), (3, 9, 6)])
def test_cross_validation_is_scikit_learns(counts: tuple[int, ...]) -> None:
    x, y = cloud(counts, apart=0.4)
    check = learning.learn(x, y, tuple("abc"[: len(counts)]), "everyday").check
    folds = StratifiedKFold(min(5, *counts), shuffle=True, random_state=0)
    expected = cross_val_predict(reference(), x.astype(float), y, cv=folds, method="predict_proba")
    np.testing.assert_allclose(check.probabilities, expected, atol=1e-4)
    np.testing.assert_array_equal(check.right, expected.argmax(1) == y)
    assert check.low < check.accuracy <= check.high <= 1


def test_photos_told_by_chance_are_right_by_chance_only() -> None:
    x, _ = cloud((60,))
    check = learning.learn(x, np.tile([0, 1, 2], 20), ("a", "b", "c"), "everyday").check
    assert check.low < 1 / 3 < check.high


@pytest.mark.parametrize(
    ("hits", "count", "low", "high"), [(26, 30, 0.703, 0.947), (30, 30, 0.886, 1.0), (0, 10, 0.0, 0.278)]
)
def test_interval_is_wilsons(hits: int, count: int, low: float, high: float) -> None:
    assert logistic.interval(hits, count) == pytest.approx((low, high), abs=1e-3)


def test_a_class_of_one_photo_is_learnt_but_not_examined() -> None:
    x, y = cloud((1, 5), apart=3)
    lesson = learning.learn(x, y, ("a", "b"), "everyday")
    assert lesson.check is None and lesson.curve is None and lesson.head.limit == 2
    assert (lesson.head.probabilities(x).argmax(1) == y).all()


def test_learning_curve_rises_and_never_sees_its_own_questions() -> None:
    x, y = cloud((12, 30, 12), apart=0.5)
    curve = learning.learning_curve(x, y)
    assert curve.sizes.tolist() == [1, 2, 3, 5, 8, 10]
    assert curve.mean[-1] > curve.mean[0] + 0.1
    assert (curve.low <= curve.high).all() and curve.high.max() <= 1
    noise, _ = cloud((54,), seed=3)
    assert learning.learning_curve(noise, y).mean[-1] < 0.5


def test_limit_refuses_the_share_it_is_told_and_strangers() -> None:
    x, y = cloud((20, 20), apart=3)
    check = learning.learn(x, y, ("a", "b"), "everyday").check
    assert (check.distances > check.limit(0.1)).mean() == pytest.approx(0.1, abs=0.03)
    assert check.limit(0.0) == check.distances.max()
    head = learning.learn(x, y, ("a", "b"), "everyday").head
    strangers, _ = cloud((20,), apart=3, seed=7)
    assert (head.distances(strangers) > head.limit).all()


@pytest.mark.slow
@pytest.mark.parametrize("name", backbones.NETWORKS)
def test_features_are_what_the_last_layer_gets(name: str) -> None:
    import torch
    from torch import nn

    torch.manual_seed(0)
    module = registry.get_spec(name).build().eval()
    before = dict(module.named_modules())
    last = [layer for layer in module.modules() if isinstance(layer, nn.Linear)][-1]
    x = torch.randn(2, *registry.get_spec(name).input_shape)
    with torch.inference_mode():
        found = backbones.without_head(module)(x)
        torch.testing.assert_close(last(found), module(x))
    assert found.shape == (2, backbones.NETWORKS[name])
    assert dict(module.named_modules()) == before


def test_bundled_features_have_length_one_and_are_the_networks_own() -> None:
    import torch

    rgb = sample_albums.scene("cup", "brick", 0)
    found = backbones.features(rgb, "everyday")
    x = torch.from_numpy(preprocess(rgb, registry.get_spec("everyday").preprocessing))
    with torch.inference_mode():
        expected = registry.load_model("everyday").cpu().features(x)[0].numpy()
    np.testing.assert_allclose(found, expected / np.linalg.norm(expected), atol=1e-4)


def test_joined_features_are_both_networks_side_by_side(needs) -> None:
    needs(*backbones.networks(backbones.JOINED))
    rgb = sample_albums.scene("cup", "brick", 0)
    found = backbones.features(rgb, backbones.JOINED)
    parts = [backbones.features(rgb, name) for name in backbones.networks(backbones.JOINED)]
    assert found.shape == (backbones.BACKBONES[backbones.JOINED],) and found.dtype == np.float32
    assert np.linalg.norm(found) == pytest.approx(1, abs=1e-5) and sum(backbones.WEIGHT.values()) == 1
    other = backbones.features(sample_albums.scene("fish", "grass", 1), backbones.JOINED)
    weights = [backbones.WEIGHT[name] for name in backbones.networks(backbones.JOINED)]
    others = [backbones.features(sample_albums.scene("fish", "grass", 1), name) for name in backbones.WEIGHT]
    cosines = [float(a @ b) for a, b in zip(parts, others, strict=True)]
    assert found @ other == pytest.approx(np.dot(weights, cosines), abs=1e-5)


def test_views_have_the_features_of_the_photos_that_they_are_seen_of(needs) -> None:
    needs(*backbones.networks(backbones.JOINED))
    rgb = sample_albums.scene("cup", "brick", 0)
    seen = view(rgb, registry.get_spec(backbones.networks(backbones.JOINED)[-1]).preprocessing)
    found = backbones.features_of_views(seen[None], backbones.JOINED)[0]
    assert found @ backbones.features(rgb, backbones.JOINED) > 0.95  # the other network sees it shrunk twice


def taught(how: str) -> learning.Lesson:
    album = sample_albums.album(how)
    x = np.stack([backbones.features(rgb, "everyday") for photos in album.values() for _, rgb in photos])
    y = np.repeat(np.arange(len(album)), [len(photos) for photos in album.values()])
    return learning.learn(x, y, tuple(album), "everyday")


@pytest.mark.slow
def test_the_walls_trap_catches_the_head_that_saw_one_wall_a_class() -> None:
    """What the lesson says of its own pictures is so."""
    varied, wall = taught("varied"), taught("wall")
    assert varied.check.accuracy == wall.check.accuracy == 1
    unseen = {name: found for name, found in sample_albums.unseen().items() if found[0]}
    x = np.stack([backbones.features(rgb, "everyday") for _, rgb in unseen.values()])
    things = np.array([thing for thing, _ in unseen.values()])

    def right(lesson: learning.Lesson) -> int:
        names = np.array(lesson.head.labels)[lesson.head.probabilities(x).argmax(1)]
        return int((names == things).sum())

    assert right(varied) == 9 and right(wall) < 9
    brick = backbones.features(sample_albums.unseen()["brick"][1], "everyday")[None]
    assert wall.head.labels[wall.head.probabilities(brick).argmax()] == "cup", "no cup, but the cups' wall"
    assert wall.head.probabilities(brick).max() > 0.9 > varied.head.probabilities(brick).max()


@pytest.mark.slow
def test_covering_where_the_thing_is_takes_the_evidence_away() -> None:
    head = taught("varied").head
    rgb = np.full((200, 200, 3), 128, np.uint8)
    rgb[:100, :100] = sample_albums.scene("cup", "gravel", 5)[::2, ::2][:100, :100]
    found = head_attribution.occlude(rgb, head, head.labels.index("cup"))
    fall = np.clip(found.fall, 0, None)
    assert fall[:5, :5].sum() > 0.5 * fall.sum()
    row, column = found.most()
    assert found.covered[row, column] < found.whole
    assert found.picture(96).shape == (96, 96, 3)
