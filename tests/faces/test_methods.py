"""Three ways to tell faces: features as in scikit-image, good marks, the same again with one seed."""

import numpy as np
import pytest
from skimage.feature import hog as reference

from core.faces import methods, network, sliding_window_detector
from core.faces.hog import BINS, BLOCK, CELL, hog
from core.media import samples


def end(steps):
    """Return the last result of a training or search, and the shares that were told on the way."""
    shares, results = zip(*steps, strict=True)
    return results[-1], shares


@pytest.fixture(scope="module")
def split() -> methods.Split:
    return methods.split(60, seed=0)


@pytest.mark.parametrize("shape", [(25, 25), (20, 35)])
def test_hog_is_scikit_images(shape: tuple[int, int]) -> None:
    patches = np.random.default_rng(0).random((4, *shape))
    expected = [reference(p, BINS, (CELL, CELL), (BLOCK, BLOCK), block_norm="L2-Hys") for p in patches]
    np.testing.assert_allclose(hog(patches), expected, atol=1e-6)  # it adds up in float32


def test_hog_of_the_shipped_patches_is_scikit_images() -> None:
    patches = methods.patches()
    expected = [reference(p, BINS, (CELL, CELL), (BLOCK, BLOCK)) for p in patches[::20].astype(float)]
    np.testing.assert_allclose(hog(patches[::20]), expected, atol=1e-6)


def test_split_keeps_what_it_learns_from_out_of_the_test(split) -> None:
    assert split.train.shape == (120, 25, 25) and split.test.shape == (80, 25, 25)
    learnt = {patch.tobytes() for patch in split.train}
    assert not learnt & {patch.tobytes() for patch in split.test}
    everything = methods.patches()
    assert {p.tobytes() for p in split.train[:60]} <= {p.tobytes() for p in everything[:100]}


@pytest.mark.slow
@pytest.mark.parametrize("method", methods.METHODS)
def test_every_method_tells_unseen_patches(split, method: str) -> None:
    detector, shares = end(methods.train(method, split, seed=0))
    assert list(shares) == sorted(shares) and shares[-1] == 1
    marks = methods.test(detector, split)
    assert marks.count == 80 and marks.right >= 70
    low, high = marks.bounds()
    assert low < marks.right / marks.count <= high
    false_alarms, found = marks.roc()
    assert (false_alarms[0], found[0]) == (0, 0) and (false_alarms[-1], found[-1]) == (1, 1)
    assert (np.diff(false_alarms) >= 0).all() and (np.diff(found) >= 0).all()
    assert detector.scores(split.train[:60]).mean() == pytest.approx(1, abs=1e-3)
    again = end(methods.train(method, split, seed=0))[0]
    np.testing.assert_allclose(again.scores(split.test), detector.scores(split.test), atol=1e-3)


def test_svm_and_regression_lines_are_scikit_learns(split) -> None:
    from sklearn.svm import LinearSVC

    x, y = hog(split.train), np.arange(120) < 60
    w, b = methods.svm(x, y)
    model = LinearSVC(C=1.0, random_state=0).fit(x, y)
    np.testing.assert_allclose(hog(split.test) @ w + b, model.decision_function(hog(split.test)), atol=1e-9)


def test_network_sees_the_same_patch_in_any_light(split) -> None:
    patch = split.test[:3]
    np.testing.assert_allclose(network.even(patch), network.even(patch * 0.5 + 0.3), atol=0.35, rtol=0.2)


def test_windows_lie_where_they_say() -> None:
    rgb = samples.load("astronaut")
    found = sliding_window_detector.windows(rgb, 0.2, 5, 6000)
    assert found.patches.shape == (len(found.boxes), 25, 25)
    assert found.boxes.min() >= 0 and found.boxes.max() <= 1.001
    x0, y0, x1, y1 = (found.boxes[len(found.boxes) // 3] * 512).round().astype(int)
    cut = rgb[y0:y1, x0:x1].mean(-1) / 255
    patch = found.patches[len(found.boxes) // 3]
    assert abs(cut.mean() - patch.mean()) < 0.03


@pytest.mark.parametrize("size", [(300, 40), (12, 30), (2000, 2000)])
def test_odd_photos_give_a_bounded_number_of_windows(size: tuple[int, int]) -> None:
    found = sliding_window_detector.windows(np.zeros((*size, 3), np.uint8), 0.1, 2, 1500)
    assert 1 <= len(found.boxes) <= 1500


def test_hits_on_one_face_become_one() -> None:
    near = np.float32([0.1, 0.1, 0.3, 0.3]) + np.linspace(0, 0.02, 5, dtype=np.float32)[:, None]
    boxes = np.concatenate([near, np.float32([[0.7, 0.7, 0.9, 0.9]])])
    merged = sliding_window_detector.merge(boxes, np.array([0.5, 0.9, 0.4, 0.3, 0.2, 0.7]))
    assert merged.votes.tolist() == [5, 1] and merged.scores.tolist() == [0.9, 0.7]
    np.testing.assert_array_equal(merged.boxes[0], boxes[1])
    assert len(sliding_window_detector.merge(boxes[:0], np.array([])).boxes) == 0


@pytest.mark.slow
def test_learning_from_false_alarms_leaves_fewer_of_them(split) -> None:
    first = end(methods.train("hog", split, seed=0))[0]
    wrong = end(sliding_window_detector.false_alarms(first, seed=0))[0]
    assert 0 < len(wrong) <= sliding_window_detector.LEARNT and (first.scores(wrong) > 0).all()
    second = end(methods.train("hog", split, 0, wrong))[0]
    cat = samples.load("cat")  # none of the photos that mistakes are learnt from
    before, after = (
        end(sliding_window_detector.scan(cat, detector, 0.15, 6))[0] for detector in (first, second)
    )
    assert (after.scores > 0).sum() < 0.6 * (before.scores > 0).sum()


def test_search_asks_about_every_window_and_tells_how_far_it_is(split) -> None:
    detector = end(methods.train("hog", split, seed=0))[0]
    rgb = samples.load("astronaut")
    found, shares = end(sliding_window_detector.scan(rgb, detector, 0.2, 6))
    expected = sliding_window_detector.windows(rgb, 0.2, 6, 6000)
    assert list(shares) == sorted(shares) and shares[-1] == 1
    np.testing.assert_allclose(found.scores, detector.scores(expected.patches), atol=1e-6)
    assert (found.scores[found.hits(0.5)] > 0.5).all()
    assert (found.faces(0.5, 3).votes >= 3).all()
