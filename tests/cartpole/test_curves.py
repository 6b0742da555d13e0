import numpy as np
import pytest

from core.cartpole import curves


@pytest.mark.parametrize("last", [500.0, 460.0, 100.0])
def test_two_trainings_that_end_alike_have_names_apart(last: float) -> None:
    other, mine = np.full(200, 500.0), np.full(200, last)
    figure = curves.returns(mine, other, 200, ("mine", "other"), ("x", "y"))
    (a, b) = figure.layout.annotations
    pixels = [note.y / 540 * 300 + note.yshift for note in (a, b)]
    assert abs(pixels[0] - pixels[1]) > 20, pixels
