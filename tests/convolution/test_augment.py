import numpy as np
import pytest

from core.convolution import augment
from core.convolution.pixels import small
from core.media import samples

PHOTO = small(samples.load("cat"), 160)


@pytest.mark.parametrize("kind", augment.KINDS)
def test_change_keeps_the_size_grows_with_its_level_and_follows_the_seed(kind: str) -> None:
    assert augment.apply(PHOTO, kind, 0) is PHOTO
    changed = [augment.apply(PHOTO, kind, level) for level in (1, 3, 5)]
    assert all(c.shape == PHOTO.shape and c.dtype == np.uint8 for c in changed)
    apart = [np.abs(c.astype(int) - PHOTO).mean() for c in changed]
    assert 0 < apart[0] <= apart[2]
    assert (augment.apply(PHOTO, kind, 4, seed=2) == augment.apply(PHOTO, kind, 4, seed=2)).all()


def test_flip_twice_is_no_flip() -> None:
    assert (augment.apply(augment.apply(PHOTO, "flip", 1), "flip", 1) == PHOTO).all()


def test_erasing_greys_the_promised_share() -> None:
    grey = (augment.apply(PHOTO, "erase", 5) == 128).all(-1).mean()
    assert grey == pytest.approx(0.6, abs=0.02)


def test_photo_itself_is_left_alone() -> None:
    before = PHOTO.copy()
    for kind in augment.KINDS:
        augment.apply(PHOTO, kind, 5, seed=1)
    np.testing.assert_array_equal(PHOTO, before)


def test_unknown_kind() -> None:
    with pytest.raises(KeyError):
        augment.apply(PHOTO, "mirror", 1)
