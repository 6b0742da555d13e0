import gzip
from pathlib import Path

import numpy as np
import pytest

from core.gan import quiz, real


@pytest.fixture
def no_data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DEEPVISION_DATA", "")
    monkeypatch.setattr("platformdirs.user_cache_path", lambda name: tmp_path)


def test_without_the_data_an_older_and_a_younger_generator_stand_side_by_side(no_data) -> None:
    found = quiz.make(1, "fashion")
    assert not found.genuine and found.pictures.shape == (quiz.QUESTIONS, 2, 28, 28)
    assert set(found.answers.tolist()) == {0, 1}
    assert (found.machine == found.answers).mean() >= 0.5
    np.testing.assert_array_equal(quiz.make(1, "fashion").answers, found.answers)


def test_real_pictures_are_used_where_they_are(monkeypatch, tmp_path: Path) -> None:
    place = tmp_path / real.FOLDERS["fashion"]
    place.mkdir()
    labels = np.arange(200, dtype=np.uint8) % 10
    pictures = np.repeat((20 * labels + 15)[:, None], 784, 1).astype(
        np.uint8
    )  # the brightness tells the class
    for file, head, data in ((real.FILES[0], 16, pictures), (real.FILES[1], 8, labels)):
        with gzip.open(place / file, "wb") as packed:
            packed.write(bytes(head) + data.tobytes())
    monkeypatch.setenv("DEEPVISION_DATA", str(tmp_path))
    assert real.folder("fashion") == place and real.folder("digits") is None
    found = quiz.make(0, "fashion")
    assert found.genuine
    for pair, answer, kind in zip(found.pictures, found.answers, found.classes, strict=True):
        assert np.ptp(pair[answer]) == 0 and pair[answer, 0, 0] * 255 == pytest.approx(20 * kind + 15)
        assert np.ptp(pair[1 - answer]) > 0.1


@pytest.mark.parametrize("kind", ["fashion", "digits"])
def test_quality_gained_more_than_the_loss_shows(kind: str) -> None:
    from core.gan import history

    gap = history.widest_gap(history.read(kind))
    assert gap.first < gap.last and gap.distance < -0.4 < gap.loss
