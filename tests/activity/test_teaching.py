"""A learner's own movements are learnt from seconds, and tested on people who were not there."""

import numpy as np
import pytest

from core.activity import features, teaching, walker, windows
from core.activity.recording import Recording
from core.activity.teaching import ERROR_CODES, Piece, TeachingError
from core.i18n.catalog import LANGUAGES, labels


def piece(movement: str, person: int, seconds: float = 12, gyro: bool = True) -> Piece:
    r = walker.posture(movement, seconds, seed=10 * person + len(movement), person=0.6)
    recording = r if gyro else Recording(r.time_s, r.accel_ms2, None, r.rate_hz)
    return Piece(movement, f"person {person}", recording)


THREE = ("walking", "sitting", "lying")
PIECES = [piece(movement, person) for person in range(3) for movement in THREE]


def test_what_was_taught_is_known_in_somebody_else() -> None:
    taught = teaching.teach(PIECES)
    assert taught.movements == THREE
    for i, movement in enumerate(THREE):
        found = teaching.answer(taught, piece(movement, 7).recording)
        assert found.labels == THREE and np.mean(found.probabilities.argmax(1) == i) > 0.9
        np.testing.assert_allclose(found.probabilities.sum(1), 1)


def test_each_person_is_left_out_once() -> None:
    scores = teaching.leave_one_person_out(PIECES)
    assert [score.person for score in scores] == ["person 0", "person 1", "person 2"]
    windows_each = (12 * 50 - 128) // teaching.STEP + 1
    for score in scores:
        assert score.counts.sum(1).tolist() == [windows_each] * 3 and score.accuracy > 0.9


def test_a_person_left_out_was_not_learnt_from() -> None:
    """The names of person 1's movements are swapped: only a model that knew them could get them right."""
    swapped = [
        Piece({"walking": "lying", "lying": "walking"}[p.movement], p.person, p.recording)
        if p.person == "person 1"
        else p
        for p in PIECES
        if p.movement != "sitting"
    ]
    assert teaching.leave_one_person_out(swapped)[1].accuracy < 0.1


def test_one_person_keeps_the_end_of_each_piece_aside() -> None:
    (score,) = teaching.leave_one_person_out(PIECES[:3])
    assert score.person == "" and score.counts.sum(1).tolist() == [5, 5, 5]


def test_without_gyroscope_its_features_are_not_used() -> None:
    mixed = [piece("walking", 1), piece("lying", 1, gyro=False)]
    taught = teaching.teach(mixed)
    names = np.array([feature.name for feature in features.FEATURES])[taught.used]
    assert len(names) == taught.weight.shape[0] < len(features.FEATURES)
    assert not any("gyro" in name for name in names)
    found = teaching.answer(taught, piece("lying", 3, gyro=False).recording)
    assert np.mean(found.probabilities.argmax(1) == 1) > 0.9


def test_two_movements_are_scikit_learns_probabilities() -> None:
    from sklearn.linear_model import LogisticRegression

    two = [p for p in PIECES if p.movement != "sitting"]
    taught = teaching.teach(two)
    cuts = [windows.cut(windows.resample(p.recording), teaching.STEP).values for p in two]
    x = np.concatenate([features.of(cut) for cut in cuts])
    y = np.concatenate([np.full(len(cut), p.movement == "lying") for cut, p in zip(cuts, two, strict=True)])
    model = LogisticRegression(C=teaching.STRICTNESS, max_iter=500).fit((x - taught.mean) / taught.std, y)
    recording = piece("walking", 5).recording
    new = features.of(windows.cut(windows.resample(recording)).values)
    expected = model.predict_proba((new - taught.mean) / taught.std)
    np.testing.assert_allclose(teaching.answer(taught, recording).probabilities, expected, atol=1e-4)


@pytest.mark.parametrize("count", [1, 5])
def test_too_few_or_too_many_movements(count: int) -> None:
    names = list(walker.POSTURES)[:count]
    with pytest.raises(TeachingError) as caught:
        teaching.teach([piece(name, 1) for name in names])
    assert caught.value.code == "teach_movements" and caught.value.facts["count"] == count


def test_too_short_a_movement() -> None:
    with pytest.raises(TeachingError) as caught:
        teaching.teach([piece("walking", 1), piece("lying", 1, seconds=4)])
    assert caught.value.code == "teach_short" and caught.value.facts == {"movement": "lying", "needed": 4.5}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_codes_have_sentences(lang: str) -> None:
    assert all(labels(lang)[f"errors.{code}"] for code in ERROR_CODES)
