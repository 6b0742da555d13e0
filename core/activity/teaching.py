"""A learner's own movements: a small model taught in a second, and tested on people it has not seen."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.activity import features, windows
from core.activity.features import FEATURES
from core.activity.infer import SECONDS, Activities
from core.activity.recording import Recording
from core.shared.probabilities import softmax

MOVEMENTS = (2, 4)  # fewest and most
STEP = 32  # samples from window to window: more to learn from than half a window apart
FEWEST = 4  # windows of each movement
STRICTNESS = 0.1  # C of logistic regression
ERROR_CODES = ("teach_movements", "teach_short")


class TeachingError(ValueError):
    """Pieces that nothing can be learnt from; `code` and `facts` fill the sentence that a page shows."""

    def __init__(self, code: str, **facts: float | str) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts


@dataclass(frozen=True)
class Piece:
    """A recording of one movement by one person."""

    movement: str
    person: str
    recording: Recording


@dataclass(frozen=True)
class Taught:
    """Logistic regression on features: weight (F, K), bias (K,), mean and std (F,) of the features `used`."""

    movements: tuple[str, ...]
    used: np.ndarray
    mean: np.ndarray
    std: np.ndarray
    weight: np.ndarray
    bias: np.ndarray


@dataclass(frozen=True)
class Score:
    """What a model that never saw `person` gets right of their windows: counts (K, K), rows are the truth.

    `person` "" means that there was one person only: then the last third of each piece was kept aside.
    """

    person: str
    counts: np.ndarray

    @property
    def accuracy(self) -> float:
        """The share of windows named right, 0..1."""
        return float(self.counts.trace() / max(1, self.counts.sum()))


@dataclass(frozen=True)
class _Examples:
    x: np.ndarray  # (W, F)
    movement: np.ndarray  # (W,) 0..K-1
    person: np.ndarray  # (W,) 0..P-1
    late: np.ndarray  # (W,) whether in the last third of its piece


def teach(pieces: Sequence[Piece]) -> Taught:
    """Return a model of the movements in `pieces`, in the order in which they come.

    Without a gyroscope in one of them, none of the features of a gyroscope are used.
    Raises: TeachingError for one movement or more than four, or one with less than 4 windows (about 4.5 s).
    """
    movements = _movements(pieces)
    used = _features_used(pieces)
    examples = _examples(pieces, movements, used)
    return _fit(examples.x, examples.movement, movements, used)


def leave_one_person_out(pieces: Sequence[Piece]) -> list[Score]:
    """Return for each person what a model that learnt from all others gets right.

    A movement that only this person has is unknown to that model. Raises as `teach` does.
    """
    movements, used = _movements(pieces), _features_used(pieces)
    examples = _examples(pieces, movements, used)
    people = list(dict.fromkeys(piece.person for piece in pieces))
    if len(people) == 1:
        return [_score("", examples, examples.late, movements, used)]
    tests = [(name, examples.person == i) for i, name in enumerate(people)]
    return [
        _score(name, examples, test, movements, used)
        for name, test in tests
        if len(set(examples.movement[~test])) > 1
    ]


def answer(taught: Taught, recording: Recording) -> Activities:
    """Return what a taught model says of each window of a recording, which may be none."""
    cut = windows.cut(windows.resample(recording))
    x = features.of(_six(cut.values))[:, taught.used]
    probabilities = softmax((x - taught.mean) / taught.std @ taught.weight + taught.bias)
    return Activities(cut.start_s, cut.start_s + SECONDS, probabilities, taught.movements)


def _movements(pieces: Sequence[Piece]) -> tuple[str, ...]:
    movements = tuple(dict.fromkeys(piece.movement for piece in pieces))
    fewest, most = MOVEMENTS
    if not fewest <= len(movements) <= most:
        raise TeachingError("teach_movements", count=len(movements), fewest=fewest, most=most)
    return movements


def _features_used(pieces: Sequence[Piece]) -> np.ndarray:
    """Return (89,) bool: all features, or those of the accelerometer."""
    both = all(piece.recording.gyro_rads is not None for piece in pieces)
    return np.array([both or feature.of.startswith("accel") for feature in FEATURES])


def _six(values: np.ndarray) -> np.ndarray:
    """Return windows (W, 6, 128), with a gyroscope that says nothing where there is none."""
    missing = 6 - values.shape[1]
    return np.pad(values, ((0, 0), (0, missing), (0, 0))) if missing else values


def _examples(pieces: Sequence[Piece], movements: tuple[str, ...], used: np.ndarray) -> _Examples:
    people = list(dict.fromkeys(piece.person for piece in pieces))
    parts = []
    for piece in pieces:
        cut = windows.cut(windows.resample(piece.recording), STEP)
        count = len(cut.start_s)
        x = features.of(_six(cut.values))[:, used]
        kind, who = movements.index(piece.movement), people.index(piece.person)
        parts.append((x, np.full(count, kind), np.full(count, who), np.arange(count) >= 2 * count / 3))
    x, movement, person, late = (np.concatenate(part) for part in zip(*parts, strict=True))
    for i, name in enumerate(movements):
        if (movement == i).sum() < FEWEST:
            seconds = (windows.LENGTH + (FEWEST - 1) * STEP) / windows.RATE
            raise TeachingError("teach_short", movement=name, needed=round(seconds, 1))
    return _Examples(x, movement, person, late)


def _fit(x: np.ndarray, movement: np.ndarray, movements: tuple[str, ...], used: np.ndarray) -> Taught:
    from sklearn.linear_model import LogisticRegression

    mean, std = x.mean(0), np.maximum(x.std(0), 0.02)
    model = LogisticRegression(C=STRICTNESS, max_iter=500).fit((x - mean) / std, movement)
    weight = np.zeros((x.shape[1], len(movements)))
    bias = np.full(len(movements), -np.inf)  # what was not among the examples is never said
    if len(model.classes_) == 2:  # scikit-learn keeps one score for two classes
        weight[:, model.classes_[1]], bias[model.classes_] = model.coef_[0], (0, model.intercept_[0])
    else:
        weight[:, model.classes_], bias[model.classes_] = model.coef_.T, model.intercept_
    return Taught(movements, used, mean, std, weight, bias)


def _score(
    person: str, examples: _Examples, test: np.ndarray, movements: tuple[str, ...], used: np.ndarray
) -> Score:
    taught = _fit(examples.x[~test], examples.movement[~test], movements, used)
    said = ((examples.x[test] - taught.mean) / taught.std @ taught.weight + taught.bias).argmax(1)
    counts = np.zeros((len(movements), len(movements)), int)
    np.add.at(counts, (examples.movement[test], said), 1)
    return Score(person, counts)
