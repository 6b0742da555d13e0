import numpy as np

from core.runtime import cards
from core.transfer_learning import weather


def test_the_ready_head_knows_its_classes_in_both_languages() -> None:
    ko, en = weather.ready("ko"), weather.ready("en")
    assert en.labels == ("cloudy", "rain", "shine", "sunrise") and len(set(ko.labels)) == 4
    assert en.backbone == weather.BACKBONE and np.array_equal(ko.weight, en.weight)
    own = en.probabilities(en.means).argmax(1)
    assert (own == np.arange(4)).all(), "the mean of a class's photos is of that class"


def test_what_is_told_is_what_was_measured() -> None:
    card, told = cards.read("weather"), weather.tested()
    assert round(told.right / told.photos, 4) == card["metrics"]["top1"] >= 0.9
