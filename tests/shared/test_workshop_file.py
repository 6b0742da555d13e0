"""What goes home comes back, and nothing that is no such file is taken."""

import contextlib
import json

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from safetensors.numpy import save

from core.shared import workshop_file as files
from core.shared.workshop_file import Movement, Photo, Workshop, WorkshopError

RNG = np.random.default_rng(0)
FEATURES = {"everyday": RNG.normal(size=896).astype(np.float32)}
TIME = np.arange(0, 4, 0.02)
ACCEL = RNG.normal(size=(len(TIME), 3)).astype(np.float32)
MADE = Workshop(
    [Photo("k1", "고양이.jpg", b"\xff\xd8\xffabc", "고양이", FEATURES), Photo("k2", "b.png", b"xyz")],
    ["고양이", "dog"],
    {"k2": '[[1, 2, 30, 40, "dog"]]', "bus": "[]"},
    [Movement("걷기", "나", TIME, ACCEL, None), Movement("run", "B", TIME, ACCEL, ACCEL * 2)],
    "transfer_learning",
    {"teach_set": "own"},
)


def test_everything_comes_back() -> None:
    found = files.from_bytes(files.to_bytes(MADE))
    for photo, made in zip(found.photos, MADE.photos, strict=True):
        assert (photo.key, photo.name, photo.jpeg, photo.group) == (
            made.key,
            made.name,
            made.jpeg,
            made.group,
        )
        assert list(photo.features) == list(made.features)
    np.testing.assert_array_equal(found.photos[0].features["everyday"], FEATURES["everyday"])
    assert (found.classes, found.truths, found.page, found.link) == (
        MADE.classes,
        MADE.truths,
        MADE.page,
        MADE.link,
    )
    for one, made in zip(found.movements, MADE.movements, strict=True):
        assert (one.movement, one.person) == (made.movement, made.person)
        np.testing.assert_allclose(one.time_s, TIME, atol=1e-5)
        np.testing.assert_array_equal(one.accel_ms2, made.accel_ms2)
        assert (one.gyro_rads is None) == (made.gyro_rads is None)
    assert files.from_bytes(files.to_bytes(Workshop())).photos == []


def changed(**about: object) -> bytes:
    told = {"photos": [], "classes": [], "truths": {}, "movements": [], "page": "", "link": {}} | about
    head = {"format": files.FORMAT, "version": "1", "about": json.dumps(told)}
    tensors = {"photo0": np.zeros(3, np.uint8), "movement0": np.zeros((9, 4), np.float32)}
    tensors["features0 x"] = np.full(4, np.nan, np.float32)
    return save(tensors, head)


PHOTO = {"key": "k", "name": "n", "group": "", "networks": []}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "workshop_damaged"),
        (b"\x80\x04\x95 a pickle", "workshop_damaged"),
        (files.to_bytes(MADE)[:-9], "workshop_damaged"),
        (bytes(files.MOST_BYTES + 1), "workshop_too_large"),
        (save({"a": np.zeros(3)}), "workshop_foreign"),
        (save({"a": np.zeros(3)}, {"format": files.FORMAT, "version": "2", "about": "{}"}), "workshop_newer"),
        (
            save({"a": np.zeros(3)}, {"format": files.FORMAT, "version": "1", "about": "[" * 9999}),
            "workshop_damaged",
        ),
        (changed(photos=[PHOTO] * 2), "workshop_damaged"),
        (changed(photos=[PHOTO | {"networks": ["x"]}]), "workshop_damaged"),
        (changed(photos=[PHOTO | {"name": "n" * 999}]), "workshop_damaged"),
        (changed(movements=[{"movement": "a", "person": "b"}]), "workshop_damaged"),
        (changed(truths=[1]), "workshop_damaged"),
        (changed(page=5), "workshop_damaged"),
    ],
)
def test_what_is_no_workshop_is_named(data: bytes, code: str) -> None:
    with pytest.raises(WorkshopError) as caught:
        files.from_bytes(data)
    assert caught.value.code == code


@settings(
    max_examples=150, deadline=None, database=None, suppress_health_check=list(HealthCheck), derandomize=True
)
@given(st.lists(st.tuples(st.integers(0, 1500), st.binary(min_size=1, max_size=3)), min_size=1, max_size=6))
def test_no_mutated_file_raises_anything_else(changes: list[tuple[int, bytes]]) -> None:
    data = bytearray(files.to_bytes(MADE))
    for at, new in changes:
        data[at : at + len(new)] = new
    with contextlib.suppress(WorkshopError):
        files.from_bytes(bytes(data))
