"""The temperature that is found is the one that drew the answers; counts of right and scattered."""

import numpy as np
import pytest

from core.shared.probabilities import entropy, softmax
from core.train.official import calibrate_lite as calibrate


@pytest.mark.parametrize("true", [0.6, 1.0, 1.6])
def test_the_least_surprise_is_at_the_true_temperature(true: float) -> None:
    rng = np.random.default_rng(0)
    drawn: dict[str, list[np.ndarray]] = {kind: [] for kind in calibrate.KINDS}
    of = {i: kind for kind, classes in calibrate.KINDS.items() for i in classes}
    for _ in range(1500):
        # No class but those of the kinds is likely, so that each photo has a kind.
        logits = np.full(1000, -60.0)
        logits[list(of)] = rng.normal(0, 2, len(of))
        drawn[of[int(rng.choice(1000, p=softmax(logits[None] / true)[0]))]].append(logits)
    every = np.concatenate([np.stack(rows) for rows in drawn.values() if rows])[:, list(of)]
    column = {i: place for place, i in enumerate(of)}
    own = [[column[i] for i in calibrate.KINDS[kind]] for kind, rows in drawn.items() for _ in rows]

    def surprise(t: float) -> float:
        shares = softmax(every / t)
        return float(np.mean([-np.log(p[places].sum()) for p, places in zip(shares, own, strict=True)]))

    best = calibrate.TEMPERATURES[np.argmin([surprise(t) for t in calibrate.TEMPERATURES])]
    assert best == pytest.approx(true, abs=0.2)
    known = {kind: np.stack(rows) for kind, rows in drawn.items() if rows}
    per_kind = [surprise_of(known[kind], kind, 1.0) for kind in known]
    assert calibrate.surprise(known, 1.0) == pytest.approx(np.mean(per_kind))


def surprise_of(logits: np.ndarray, kind: str, t: float) -> float:
    return float(-np.log(softmax(logits / t)[:, list(calibrate.KINDS[kind])].sum(1)).mean())


def test_right_is_any_class_of_the_kind_and_scattered_is_entropy() -> None:
    logits = np.zeros((3, 1000))
    logits[0, 283], logits[1, 950], logits[2, 200] = 9, 9, 9
    assert calibrate.right("cat", logits).tolist() == [True, False, False]
    assert calibrate.right("dog", logits).tolist() == [False, False, True]
    found = calibrate.scattered(np.concatenate([logits, np.zeros((1, 1000))]), 1.5)
    assert found[3] == pytest.approx(1) and (found[:3] < 1).all()
    assert found[0] == pytest.approx(entropy(softmax(logits[:1] / 1.5)[0]))
