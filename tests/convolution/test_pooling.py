import numpy as np
import pytest

from core.convolution import pooling
from core.convolution.pixels import grey, small
from core.media import samples

PHOTO = grey(small(samples.load("cat"), 160)).astype(float)


@pytest.mark.parametrize("shift", range(pooling.MAX_SHIFT + 1))
def test_convolution_moves_along_exactly(shift: int) -> None:
    assert pooling.changes(PHOTO, 2, shift)["conv"].moves == 0


@pytest.mark.parametrize("size", [2, 3, 4])
def test_stride_moves_along_only_by_whole_steps(size: int) -> None:
    for kind in ("strided", "max", "mean"):
        assert pooling.changes(PHOTO, size, size)[kind].moves == 0
        assert pooling.changes(PHOTO, size, 1)[kind].moves > 0.1


@pytest.mark.parametrize("size", [2, 3, 4])
@pytest.mark.parametrize("name", ["cat", "coffee", "china", "bus"])
def test_pooling_changes_less_than_what_it_pools(name: str, size: int) -> None:
    photo = grey(small(samples.load(name), 160)).astype(float)
    found = pooling.changes(photo, size, 1)
    for kind in ("max", "mean"):
        assert 0 < found[kind].stays < found["conv"].stays
        assert found[kind].stays < found["strided"].stays


def test_nothing_is_equivariant_to_a_turn() -> None:
    for kind, change in pooling.changes(PHOTO, 2, 1).items():
        assert change.turned > 0.3, kind


def test_plain_surface_changes_by_nothing() -> None:
    plain = np.full((40, 48), 90.0)
    assert set(pooling.changes(plain, 2, 1).values()) == {pooling.Change(0, 0, 0)}


def test_curve_starts_at_zero() -> None:
    shifts = pooling.every_shift(PHOTO, 2)
    assert len(shifts) == pooling.MAX_SHIFT + 1
    assert set(shifts[0]) == set(pooling.KINDS)
    assert all(change.stays == change.moves == 0 for change in shifts[0].values())
