import dataclasses

import numpy as np
import pytest
from scipy.spatial.transform import Rotation

from core.activity import infer, signals, upright, walker
from core.activity.recording import ACTIVITIES


@pytest.mark.parametrize("posture", ["walking", "standing", "sitting"])
def test_people_of_the_simulation_are_worn_as_in_the_training(posture: str) -> None:
    found = upright.upward(walker.posture(posture, 10.0))
    assert found.axis == "+x" and found.as_trained


@pytest.mark.parametrize(
    ("turn", "axis"),
    [({"z": 90}, "+y"), ({"z": -90}, "-y"), ({"y": -90}, "+z"), ({"y": 90}, "-z"), ({"z": 180}, "-x")],
)
def test_a_turned_recording_is_noticed_and_turned_back(turn: dict[str, float], axis: str) -> None:
    walking = walker.posture("walking", 10.0)
    worn = signals.turned(walking, signals.turn(**turn))
    found = upright.upward(worn)
    assert found.axis == axis and not found.as_trained
    back = upright.turned_upright(worn)
    assert upright.upward(back).degrees < 1
    np.testing.assert_allclose(
        np.linalg.norm(back.accel_ms2, axis=1), np.linalg.norm(worn.accel_ms2, axis=1), rtol=1e-5
    )


def test_recordings_of_phones_worn_otherwise_are_apart() -> None:
    walking = walker.posture("walking", 10.0)
    worn = [upright.upward(signals.turned(walking, signals.turn(z=z))) for z in (0, 30, 90)]
    assert upright.apart(worn[:1]) == pytest.approx(0, abs=1e-3)
    assert upright.apart(worn[:2]) == pytest.approx(30, abs=1)
    assert upright.apart(worn) == pytest.approx(90, abs=1)


def test_the_rotation_is_scipys_and_none() -> None:
    rng = np.random.default_rng(0)
    for direction in rng.normal(size=(20, 3)):
        direction = direction / np.linalg.norm(direction)
        r = upright.rotation(direction)
        np.testing.assert_allclose(r @ direction, upright.UP, atol=1e-9)
        np.testing.assert_allclose(r @ r.T, np.eye(3), atol=1e-9)
        angle = np.arccos(direction @ upright.UP)
        assert Rotation.from_matrix(r).magnitude() == pytest.approx(angle)


def test_walking_with_the_phone_upright_in_the_pocket_is_walking_again_once_turned() -> None:
    worn = signals.turned(walker.posture("walking", 20.0), signals.turn(z=90))
    named = [ACTIVITIES[i] for i in infer.recognise(worn).probabilities.argmax(1)]
    assert named.count("walking") < len(named) / 2
    back = infer.recognise(upright.turned_upright(worn)).probabilities.argmax(1)
    assert (back == ACTIVITIES.index("walking")).mean() > 0.8


def test_a_recording_without_gravity_tells_nothing_about_up() -> None:
    person = walker.simulate(walker.POSTURES["walking"], 20)
    bare = dataclasses.replace(person, accel_ms2=person.accel_ms2 - person.accel_ms2.mean(0) - [0, 0.4, 0])
    assert upright.upward(bare).as_trained
