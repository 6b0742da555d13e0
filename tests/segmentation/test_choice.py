"""The surer network is the one that is surer by the measure of its own kind of photos."""

import numpy as np
import pytest

from core.media import samples
from core.runtime import cards
from core.segmentation import choice, figures, infer
from core.segmentation.infer import Pixels
from core.train.shared.pixels.calibrate_choice import quantiles
from core.train.shared.pixels.people_photos import LABELS

ROADS, PEOPLE = "unet", "unet_people"


def said(class_map: np.ndarray, chance: float, labels: tuple[str, ...]) -> Pixels:
    ids = class_map[None].astype(np.uint8)
    return Pixels(ids, np.full(ids.shape, chance, np.float32), labels)


def test_background_says_nothing_of_how_sure_a_network_is() -> None:
    class_map = np.zeros((10, 20), int)
    labels = ("background", "cat")
    assert said(class_map, 0.9, labels).sureness == 0, "nothing was found"
    class_map[:5, :10] = 1
    ids = np.stack([class_map, 1 - class_map]).astype(np.uint8)
    found = Pixels(ids, np.stack([np.where(class_map, 0.7, 0.9)] * 2) * [[[1]], [[0]]], labels)
    found.chances[1] = 1 - found.chances[0]
    assert found.sureness == pytest.approx(0.7) and found.background == 0
    three = Pixels(ids, found.chances * 0.5, ("background", "cat", "dog"))
    assert three.sureness == pytest.approx(1 - 0.15), "cat or dog is no doubt that something is there"
    roads = said(class_map, 0.9, ("sky", "road"))
    assert roads.sureness == pytest.approx(0.9) and roads.background == -1


@pytest.mark.parametrize("model", [ROADS, PEOPLE])
def test_ranks_are_shares_of_a_networks_own_photos(model: str) -> None:
    sure = cards.read(model)["sure"]
    assert len(sure) == len(choice.QUANTILES) and (np.diff(sure) > 0).all()
    assert choice.rank(model, sure[10]) == pytest.approx(0.5)
    assert choice.rank(model, 0.0) == 0 and choice.rank(model, 1.0) == 1


def test_the_surer_one_answers_and_nobodys_photo_is_doubtful() -> None:
    high = {model: cards.read(model)["sure"][15] for model in (ROADS, PEOPLE)}
    low = {model: 0.0 for model in high}
    assert choice.surer(high | {ROADS: 0.0}) == choice.Choice(PEOPLE, {ROADS: 0.0, PEOPLE: 0.75}, True)
    assert choice.surer(high | {PEOPLE: 0.0}).model == ROADS
    assert not choice.surer(low).known


@pytest.mark.parametrize(
    ("sample", "model", "known"),
    [
        ("drawn_street", ROADS, True),
        ("astronaut", PEOPLE, True),
        ("zidane", PEOPLE, True),
        ("cat", PEOPLE, True),
        ("coins", PEOPLE, False),
        ("galaxies", PEOPLE, False),
    ],
)
def test_samples_are_answered_by_the_network_that_knows_them(sample: str, model: str, known: bool) -> None:
    rgb = samples.load(sample)
    chosen = choice.choose({name: infer.look(rgb, name, 480) for name in (ROADS, PEOPLE)})
    assert chosen.known is known and chosen.model == model


def test_a_person_of_many_classes_is_cut_out_whole_and_a_cat_is_a_cat() -> None:
    found = infer.look(samples.load("zidane"), PEOPLE, 320)
    focus = figures.focus(found.labels, found.shares)
    whole = figures.together(found.labels, focus)
    assert {found.labels[i] for i in whole} == set(figures.WORN) and focus in whole
    assert 0.25 < np.isin(found.class_ids[0], whole).mean() < 0.6
    cat = infer.look(samples.load("cat"), PEOPLE, 320)
    focus = figures.focus(cat.labels, cat.shares)
    assert cat.labels[focus] == "cat" and figures.together(cat.labels, focus) == [focus]
    assert figures.together(("sky", "car"), 1) == [1]


def test_labels_of_the_network_are_those_that_it_was_taught() -> None:
    assert tuple(cards.read(PEOPLE)["labels"]) == LABELS
    assert set(figures.WORN) < set(LABELS) and len(set(figures.colours(LABELS))) == len(LABELS)


def test_quantiles_of_a_card_grow() -> None:
    grown = quantiles([0.0, 0.0, 0.0, 0.5, 1.0, 1.0])
    assert (np.diff(grown) > 0).all() and grown[0] == 0 and grown[-1] == pytest.approx(1, abs=1e-3)
