import json
from pathlib import Path

import numpy as np
import pytest

from core.train import unet_people
from core.train.shared.pixels import people_photos
from core.train.shared.pixels.people_photos import (
    BOXES,
    CAT,
    DOG,
    NO_PERSON,
    NO_PET,
    PERSON,
    SETS,
    SOME_PERSON,
    UNKNOWN,
    N,
)


class Told:
    """A network whose answers are given."""

    longest = 64

    def __init__(self, said: np.ndarray) -> None:
        self.said = said

    def classes(self, rgb: np.ndarray) -> np.ndarray:
        return self.said


def test_labels_leave_possible_what_the_masks_and_boxes_leave() -> None:
    sets = [set(allowed) for allowed in SETS]
    assert sets[UNKNOWN] == set(range(N)) and sets[SOME_PERSON] == set(PERSON)
    assert sets[NO_PERSON] == {0, CAT, DOG} and sets[NO_PET] == {0, *PERSON}
    assert [sets[BOXES + bits] for bits in (0, 1, 2, 4)] == [{0}, {0, *PERSON}, {0, CAT}, {0, DOG}]
    assert sets[BOXES + 7] == set(range(N)) and len(SETS) == BOXES + 8 < 255


def test_masks_become_labels() -> None:
    mask = np.array([[0, 1, 255]], np.uint8)
    assert people_photos.labels_of_mask(mask, "person").tolist() == [[NO_PERSON, SOME_PERSON, UNKNOWN]]
    assert people_photos.labels_of_mask(mask, "dog").tolist() == [[NO_PET, DOG, UNKNOWN]]


def test_boxes_are_widened_and_overlap() -> None:
    truth = people_photos.labels_of_boxes([(10, 10, 20, 20, 1), (18, 12, 38.5, 30, 4)], 40, 40) - BOXES
    assert truth.dtype == np.uint8 and truth[15, 6] == 1 and truth[15, 5] == 0
    assert truth[15, 19] == 5 and truth[25, 30] == 4 and truth[39, 39] == 0 and truth[34, 39] == 4


def test_a_hand_on_a_pets_photo_is_no_mistake_and_groups_count_as_one() -> None:
    said = np.array([[0, 1, CAT, DOG, CAT]])
    rgb = np.zeros((1, 5, 3), np.uint8)
    pet = people_photos.Labelled(rgb, np.array([[NO_PET, NO_PET, CAT, CAT, NO_PET]], np.uint8))
    matrix = unet_people.confusion(Told(said), people_photos.People([], [], [pet], []))
    assert matrix.sum() == 4 and matrix[0, 0] == matrix[CAT, CAT] == matrix[CAT, DOG] == matrix[0, CAT] == 1
    assert unet_people.against_the_rest(Told(said), [pet], (CAT, DOG)) == pytest.approx(2 / 3)
    person = people_photos.Labelled(
        rgb, np.array([[SOME_PERSON, 3, NO_PERSON, UNKNOWN, NO_PERSON]], np.uint8)
    )
    assert unet_people.against_the_rest(Told(said), [person], PERSON) == pytest.approx(1 / 2)
    boxed = people_photos.Labelled(rgb, np.full((1, 5), BOXES, np.uint8))
    assert unet_people.share_of_false_alarms(Told(said), [boxed]) == pytest.approx(4 / 5)


@pytest.mark.slow
def test_quick_training_learns_and_its_figures_come_back(tmp_path: Path, train) -> None:
    train("unet_people")
    card = json.loads((tmp_path / "unet_people.json").read_text())
    assert card["metrics"]["person_iou"] > 0.6 and card["metrics"]["pet_iou"] > 0.6
    assert len(card["labels"]) == 14 and card["bytes"] < 9e6
    train("unet_people", "--evaluate")
    again = json.loads((tmp_path / "unet_people.json").read_text())
    assert again["metrics"] == pytest.approx(card["metrics"], abs=0.02)
