import contextlib
import io

import numpy as np
import pytest

from core.detection.metrics import THRESHOLDS, Found, curve, evaluate, match


def scene(rng: np.random.Generator, truths: int, spare: int, classes: int) -> tuple[Found, Found]:
    """Return predictions that are shifted truths and false alarms, and the truths, of one picture."""
    corner = rng.uniform(0, 200, (truths, 2))
    real = np.hstack([corner, corner + rng.uniform(10, 80, (truths, 2))])
    ids = rng.integers(0, classes, truths)
    seen = rng.random(truths) < 0.8
    shifted = real[seen] + rng.normal(0, 6, (seen.sum(), 4))
    corner = rng.uniform(0, 200, (spare, 2))
    alarms = np.hstack([corner, corner + rng.uniform(10, 80, (spare, 2))])
    wrong = rng.integers(0, classes, spare)
    scores = np.round(rng.random(seen.sum() + spare), 2)  # with ties
    predicted = Found(np.vstack([shifted, alarms]), np.concatenate([ids[seen], wrong]), scores)
    return predicted, Found(real, ids)


def coco(predictions: list[Found], truths: list[Found]) -> np.ndarray:
    from pycocotools.coco import COCO
    from pycocotools.cocoeval import COCOeval

    def rows(found: list[Found]) -> list[dict]:
        out = []
        for image, f in enumerate(found, 1):
            for k, (x0, y0, x1, y1) in enumerate(f.xyxy.tolist()):
                row = {"image_id": image, "category_id": int(f.class_ids[k]) + 1, "iscrowd": 0}
                row |= {"bbox": [x0, y0, x1 - x0, y1 - y0], "area": (x1 - x0) * (y1 - y0)}
                row["id"] = len(out) + 1
                if f.scores is not None:
                    row["score"] = float(f.scores[k])
                out.append(row)
        return out

    with contextlib.redirect_stdout(io.StringIO()):
        real, seen = COCO(), COCO()
        images = [{"id": i} for i in range(1, len(truths) + 1)]
        classes = sorted({int(c) + 1 for f in (*truths, *predictions) for c in f.class_ids})
        for data, found in ((real, truths), (seen, predictions)):
            data.dataset = {
                "images": images,
                "categories": [{"id": c} for c in classes],
                "annotations": rows(found),
            }
            data.createIndex()
        judge = COCOeval(real, seen, "bbox")
        judge.params.areaRng, judge.params.areaRngLbl = [[0, 1e10]], ["all"]
        judge.params.maxDets = [100]
        judge.evaluate(), judge.accumulate()
    precision, recall = judge.eval["precision"][:, :, :, 0, 0], judge.eval["recall"][:, :, 0, 0]
    ap = np.where(precision[:, 0] < 0, np.nan, precision.mean(1))
    return ap, np.where(recall < 0, np.nan, recall)


@pytest.mark.parametrize("seed", range(12))
def test_scores_are_those_of_pycocotools(seed: int) -> None:
    rng = np.random.default_rng(seed)
    scenes = [scene(rng, *rng.integers(0, 12, 2), classes=3) for _ in range(1 + seed % 5)]
    predictions, truths = ([s[k] for s in scenes] for k in (0, 1))
    if not sum(len(f.class_ids) for f in (*predictions, *truths)):
        pytest.skip("nothing in these scenes")
    ours = evaluate(predictions, truths)
    ap, recall = coco(predictions, truths)
    np.testing.assert_allclose(ours.average_precision, ap, atol=1e-9)
    np.testing.assert_allclose(ours.recall, recall, atol=1e-9)
    assert ours.map == pytest.approx(np.nanmean(ap)) and ours.map50 == pytest.approx(np.nanmean(ap[0]))
    assert ours.ar == pytest.approx(np.nanmean(recall))


def test_perfect_boxes_score_one_and_missing_ones_zero() -> None:
    truth = Found(np.array([[0, 0, 10, 10], [20, 20, 40, 40]], float), np.array([0, 1]))
    perfect = Found(truth.xyxy, truth.class_ids, np.ones(2))
    nothing = Found(np.zeros((0, 4)), np.zeros(0, int), np.zeros(0))
    assert evaluate([perfect], [truth]).map == evaluate([perfect], [truth]).ar == 1
    assert evaluate([nothing], [truth]).map == evaluate([nothing], [truth]).ar == 0
    assert np.isnan(evaluate([perfect], [nothing]).map)


def test_a_truth_is_found_once_and_the_second_box_on_it_is_a_false_alarm() -> None:
    truth = np.array([[0, 0, 10, 10]], float)
    two = np.array([[0, 0, 10, 9], [0, 0, 10, 10]], float)
    assert match(two, truth, 0.5).tolist() == [0, -1]
    found = curve(
        [Found(two, np.zeros(2, int), np.array([0.9, 0.8]))], [Found(truth, np.zeros(1, int))], 0, 0.5
    )
    assert found.precision.tolist() == [1, 0.5] and found.recall.tolist() == [1, 1]


def test_thresholds_are_cocos() -> None:
    np.testing.assert_allclose(THRESHOLDS, np.arange(50, 100, 5) / 100)
