"""Squares cut out of photos and back again, and what a finder's numbers mean."""

import numpy as np
import pytest

from core.shared import blaze
from core.shared.blaze import Square


def dot(h: int, w: int, x: int, y: int) -> np.ndarray:
    rgb = np.zeros((h, w, 3), np.uint8)
    rgb[y - 2 : y + 3, x - 2 : x + 3] = 255
    return rgb


@pytest.mark.parametrize(
    "square",
    [Square(60, 50, 64), Square(60, 50, 100, 0.7), Square(40, 70, 200, -2), Square(60, 50, 90, np.pi)],
)
def test_what_is_seen_in_a_square_is_found_in_the_photo(square: Square) -> None:
    size = 128
    shown = square.cut(dot(100, 120, 66, 58), size)[..., 0].astype(float)
    y, x = (np.indices(shown.shape) * shown).sum((1, 2)) / shown.sum()
    np.testing.assert_allclose(square.points_in_photo(np.array([[x, y]]), size), [[66, 58]], atol=0.7)


def test_turning_by_a_quarter_makes_right_what_was_up() -> None:
    shown = Square(50, 50, 100, np.pi / 2).cut(dot(100, 100, 90, 50), 100)[..., 0]
    y, x = np.unravel_index(shown.argmax(), shown.shape)
    assert y < 15 and abs(x - 50) < 5, "the square's own up is the photo's right"


def test_a_drawing_in_a_square_lands_on_the_photo() -> None:
    mask = Square(30, 60, 40).paste(np.ones((64, 64)), (100, 90))
    assert mask.shape == (90, 100) and mask[60, 30] == 1 and mask[60, 80] == 0
    assert mask.sum() == pytest.approx(40 * 40, rel=0.1)


def test_beyond_the_photo_is_black_or_the_edge_repeated() -> None:
    rgb = np.full((20, 20, 3), 200, np.uint8)
    assert Square(10, 10, 60).cut(rgb, 30)[0, 0].tolist() == [0, 0, 0]
    assert Square(10, 10, 60).cut(rgb, 30, "repeat")[0, 0].tolist() == [200, 200, 200]


def test_numbers_count_from_the_middles_of_the_cells() -> None:
    starts = blaze.middles([(4, 1), (2, 2)])
    assert starts.shape == (16 + 8, 2) and starts[0].tolist() == [0.125, 0.125]
    assert starts[16].tolist() == starts[17].tolist() == [0.25, 0.25] and starts[-1].tolist() == [0.75, 0.75]
    raw, logits = np.zeros((24, 8), np.float32), np.full(24, -9.0)
    raw[5], logits[5] = [1, 2, 10, 20, 3, 3, -4, 0], 9
    raw[6], logits[6] = [1 - 25, 2, 10, 20, 0, 0, 0, 0], 8  # the same box, less sure
    found = blaze.decode(raw, logits, starts, 100, 0.5)
    np.testing.assert_allclose(found.xyxy, [[33.5, 29.5, 43.5, 49.5]])
    np.testing.assert_allclose(found.points, [[[40.5, 40.5], [33.5, 37.5]]])
    moved = blaze.in_photo(found, Square(100, 60, 200), 100)
    np.testing.assert_allclose(moved.xyxy, [[67, 19, 87, 59]])
    assert len(blaze.decode(raw, np.full(24, -9.0), starts, 100, 0.5).scores) == 0
