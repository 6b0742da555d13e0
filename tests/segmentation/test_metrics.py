import numpy as np
import pytest
from sklearn.metrics import (
    accuracy_score,
    confusion_matrix,
    f1_score,
    jaccard_score,
    precision_score,
    recall_score,
)

from core.segmentation import metrics

CLASSES, VOID = 5, 5


@pytest.fixture(params=range(4))
def maps(request) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(request.param)
    truth = rng.choice(CLASSES + 1, (24, 31), p=[0.5, 0.3, 0.1, 0.05, 0.01, 0.04])
    predicted = np.where(
        rng.random(truth.shape) < 0.7, truth % CLASSES, rng.integers(CLASSES, size=truth.shape)
    )
    return truth, predicted


def test_scores_are_scikit_learns_and_void_does_not_count(maps) -> None:
    truth, predicted = maps
    known = truth != VOID
    t, p = truth[known], predicted[known]
    matrix = metrics.confusion(truth, predicted, CLASSES)
    np.testing.assert_array_equal(matrix, confusion_matrix(t, p, labels=range(CLASSES)))
    found = metrics.scores(matrix)
    options = {"average": None, "labels": range(CLASSES), "zero_division": np.nan}
    there = ~np.isnan(found.iou)
    np.testing.assert_allclose(
        found.iou[there], jaccard_score(t, p, average=None, labels=np.flatnonzero(there))
    )
    np.testing.assert_allclose(found.precision, precision_score(t, p, **options))
    np.testing.assert_allclose(found.recall, recall_score(t, p, **options))
    assert found.pixel_accuracy == pytest.approx(accuracy_score(t, p))
    assert found.mean_iou == pytest.approx(jaccard_score(t, p, average="macro", labels=np.flatnonzero(there)))


def test_a_class_that_nobody_names_is_no_part_of_the_mean() -> None:
    found = metrics.scores(metrics.confusion(np.array([0, 0, 1]), np.array([0, 1, 1]), 3))
    assert np.isnan(found.iou[2]) and found.mean_iou == pytest.approx(0.5)


def test_common_classes_hide_rare_ones() -> None:
    truth = np.zeros(1000, int)
    truth[:10] = 1
    found = metrics.scores(metrics.confusion(truth, np.zeros(1000, int), 2))
    assert found.pixel_accuracy == 0.99 and found.iou[1] == 0 and found.mean_iou == pytest.approx(0.495)


def test_overlap_is_scikit_learns_and_dice_follows_from_iou() -> None:
    rng = np.random.default_rng(0)
    t, p = rng.random((2, 20, 20)) < 0.4
    found = metrics.overlap(t, p)
    expected = [f(t.ravel(), p.ravel()) for f in (jaccard_score, f1_score, precision_score, recall_score)]
    assert [found.iou, found.dice, found.precision, found.recall] == pytest.approx(expected)
    assert found.dice == pytest.approx(2 * found.iou / (1 + found.iou))
    assert np.isnan(metrics.overlap(np.zeros((2, 2), bool), np.zeros((2, 2), bool)).iou)
