"""Generated recordings: as asked, the same for the same seed, smooth, and recognised."""

import numpy as np
import pytest

from core.activity import generate, infer
from core.activity.recording import ACTIVITIES
from core.runtime import eager, engine, registry

PLAN = (("walking", 9.0), ("lying", 8.0))


@pytest.fixture(scope="module")
def made() -> generate.Recording:
    return generate.make(PLAN, seed=5)


def test_it_is_as_long_as_asked_and_says_what_it_is(made: generate.Recording) -> None:
    assert made.accel_ms2.shape == made.gyro_rads.shape == (850, 3)
    assert [note.code for note in made.notes] == ["generated"]
    assert made.rate_hz == 50 and made.time_s[-1] == pytest.approx(849 / 50)


def test_the_same_seed_makes_the_same(made: generate.Recording) -> None:
    again, other = generate.make(PLAN, seed=5), generate.make(PLAN, seed=6)
    np.testing.assert_allclose(again.accel_ms2, made.accel_ms2, atol=1e-5)
    assert np.abs(other.accel_ms2 - made.accel_ms2).mean() > 0.5


@pytest.mark.parametrize("length", [128, 848])
def test_the_compiled_network_takes_any_length(length: int) -> None:
    net, fast = registry.load_model("activity_generator"), engine.predictor("activity_generator")
    x = np.random.default_rng(0).standard_normal((1, 14, length), np.float32)
    np.testing.assert_allclose(fast(x), eager.run(net, x), atol=1e-3)


def test_what_happens_follows_the_plan() -> None:
    happens = generate.wishes(PLAN)
    assert set(happens[:400]) == {0} and set(happens[500:]) == {ACTIVITIES.index("lying")}
    change = happens == generate.BETWEEN
    assert change.sum() == pytest.approx(generate.CHANGE * 50, abs=1) and change[449] and change[450]
    with pytest.raises(ValueError):
        generate.wishes((("flying", 3.0),))
    with pytest.raises(ValueError):
        generate.wishes((("walking", 1e9),))


def test_activities_join_smoothly_and_are_recognised(made: generate.Recording) -> None:
    gravity = np.stack([np.convolve(made.accel_ms2[:, i], np.ones(50) / 50, "valid") for i in range(3)], 1)
    assert np.abs(np.diff(gravity, axis=0)).max() < 0.7  # m/s² from one mean over a second to the next
    found = infer.recognise(made, "activity_cnn")
    tops = found.probabilities.argmax(1)
    assert np.mean(tops[found.end_s < 8.5] == 0) >= 0.75
    assert np.mean(tops[found.start_s > 10] == ACTIVITIES.index("lying")) >= 0.75
