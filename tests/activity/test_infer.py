"""The bundled models know the simulated walker's six activities, and say what they lack."""

import numpy as np
import pytest

from core.activity import features, infer, walker, windows
from core.activity.recording import ACTIVITIES, Recording
from core.i18n import catalog
from core.media.errors import MediaError
from core.runtime import cards, eager, registry

MODELS = registry.list_models("activity")
UPRIGHT = [name for name in MODELS if name != "activity_cnn_turned"]


@pytest.mark.parametrize("model", MODELS)
def test_windows_and_probabilities(model: str) -> None:
    recording = walker.posture("walking", 10)
    found = infer.recognise(recording, model)
    np.testing.assert_allclose(found.start_s, np.arange(6) * 1.28)
    np.testing.assert_allclose(found.end_s - found.start_s, 2.56)
    assert found.probabilities.shape == (6, 6) and found.labels == ACTIVITIES
    np.testing.assert_allclose(found.probabilities.sum(1), 1)


@pytest.mark.parametrize("model", UPRIGHT)
def test_the_walker_is_recognised(model: str) -> None:
    for label, name in enumerate(ACTIVITIES):
        found = infer.recognise(walker.posture(name, 12, seed=2), model)
        assert np.mean(found.probabilities.argmax(1) == label) >= 0.75, name


def test_answers_are_torchs_divided_by_the_temperature() -> None:
    cut = windows.cut(windows.resample(walker.day((("walking", 6.0), ("sitting", 6.0)))))
    for model in ("activity_cnn", "activity_lstm"):
        logits = eager.run(registry.load_model(model), cut.values) / cards.read(model)["temperature"]
        found = infer.name_windows(cut, model)
        np.testing.assert_allclose(np.log(found), logits - np.log(np.exp(logits).sum(1))[:, None], atol=2e-3)


def test_the_classical_model_is_a_line_through_the_features() -> None:
    cut = windows.cut(windows.resample(walker.posture("upstairs", 6)))
    net = registry.load_model("activity_classic").cpu()
    x = (features.of(cut.values) - net.mean.numpy()) / net.std.numpy()
    logits = x @ net.head.weight.numpy().T + net.head.bias.numpy()
    tempered = np.exp(logits / cards.read("activity_classic")["temperature"])
    found = infer.name_windows(cut, "activity_classic")
    np.testing.assert_allclose(found, tempered / tempered.sum(1, keepdims=True), atol=1e-3)


def test_without_gyroscope_there_is_one_model() -> None:
    full = walker.posture("standing", 8)
    recording = Recording(full.time_s, full.accel_ms2, None, full.rate_hz)
    found = infer.recognise(recording, "activity_cnn_accel")
    np.testing.assert_allclose(
        found.probabilities, infer.recognise(full, "activity_cnn_accel").probabilities, atol=1e-5
    )
    with pytest.raises(MediaError, match="recording_needs_gyro"):
        infer.recognise(recording, "activity_cnn")


def test_a_recording_of_gaps_is_too_short() -> None:
    r = walker.posture("standing", 8)
    torn = r.time_s + np.arange(len(r.time_s)) // 50 * 2.0
    with pytest.raises(MediaError, match="recording_too_short"):
        infer.recognise(Recording(torn, r.accel_ms2, r.gyro_rads, r.rate_hz))


@pytest.mark.parametrize("model", MODELS)
def test_cards_hold_what_was_asked_of_the_models(model: str) -> None:
    card = cards.read(model)
    counts = np.array(card["confusion"])
    assert counts.shape == (6, 6) and counts.sum() == 2996
    assert card["metrics"]["accuracy"] == pytest.approx(counts.trace() / counts.sum(), abs=1e-4)
    recall = counts.diagonal() / counts.sum(1)
    assert [card["metrics"][f"recall_{name}"] for name in ACTIVITIES] == pytest.approx(recall, abs=1e-4)
    assert "9 others" in card["split"] and "CC BY 4.0" in card["licence"]


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_the_lesson_tells_of_sitting_what_the_cards_hold(lang: str) -> None:
    text = catalog.prose(lang, "activity")
    sitting = ACTIVITIES.index("sitting")
    for model in ("activity_cnn", "activity_classic"):
        row = cards.read(model)["confusion"][sitting]
        assert str(sum(row)) in text and str(sum(row) - row[sitting]) in text
    missed = 1 - cards.read("activity_cnn")["metrics"]["recall_sitting"]
    assert 0.2 < missed < 0.3, "about one in four, says the card"


def test_turning_in_training_costs_upright_and_buys_turned() -> None:
    usual, turned = (cards.read(name)["metrics"] for name in ("activity_cnn", "activity_cnn_turned"))
    assert usual["accuracy"] >= 0.94 and min(cards.read(m)["metrics"]["accuracy"] for m in UPRIGHT) >= 0.91
    assert turned["accuracy"] < usual["accuracy"]
    assert turned["accuracy_turned"] > usual["accuracy_turned"] + 0.3


def test_the_way_round_the_stairs_was_a_clue_and_the_card_tells() -> None:
    classic, accel = (cards.read(name) for name in ("activity_classic", "activity_cnn_accel"))
    assert classic["metrics"]["accuracy_other_way"] < classic["metrics"]["accuracy"] - 0.1
    assert accel["metrics"]["accuracy_other_way"] == accel["metrics"]["accuracy"]
    assert "stairs" in classic["limits"]["en"] and "stairs" not in accel["limits"]["en"]
