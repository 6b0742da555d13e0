"""The two ways to say where: against a search for the least squares, and against the grid's own limits."""

import numpy as np
import pytest
from scipy.optimize import minimize

from core.pose import regression
from core.pose.regression import CELLS, SIDE, Doubt


@pytest.mark.parametrize("share", [0.5, 0.7, 1.0])
def test_two_numbers_are_what_least_squares_finds(share: float) -> None:
    doubt = Doubt((40.0, 200.0), (190.0, 60.0), share, 16)

    def loss(p: np.ndarray) -> float:
        places = ((doubt.true, share), (doubt.other, 1 - share))
        return sum(s * ((p - np.array(at)) ** 2).sum() for at, s in places)

    found = minimize(loss, np.array([128.0, 128.0])).x
    np.testing.assert_allclose(regression.least_squares(doubt), found, atol=1e-3)


@pytest.mark.parametrize("cells", CELLS)
def test_a_sure_peak_is_in_the_cell_of_the_point(cells: int) -> None:
    rng, cell = np.random.default_rng(0), SIDE / cells
    for x, y in rng.uniform(0, SIDE, (20, 2)):
        doubt = Doubt((x, y), (0.0, 0.0), 1.0, cells)
        heat = regression.heat_map(doubt)
        assert heat.shape == (cells, cells)
        assert np.abs(regression.peak(heat) - [x, y]).max() <= cell / 2 + 1e-9
        assert regression.errors(doubt)[1] == 0


def test_in_doubt_the_map_keeps_both_places_and_the_numbers_lie_between() -> None:
    doubt = Doubt((62.0, 170.0), (194.0, 170.0), 0.7, 32)
    heat, numbers = regression.errors(doubt)
    assert heat < 6 and numbers == pytest.approx(0.3 * 132)
    row = regression.heat_map(doubt)[21]
    assert row[7] > 0.5 and row[24] > 0.25 and row[16] < 0.01


@pytest.mark.parametrize("text", ["", "x", "1,2,3", "1,2,3,4,nan,16", "1,2,3,4,1,17", "1,2,3,4,inf,16"])
def test_any_link_gives_a_doubt(text: str) -> None:
    assert regression.read(text) == regression.START


def test_a_link_repeats_it_within_its_limits() -> None:
    doubt = Doubt((62.0, 170.0), (194.0, 12.0), 0.75, 8)
    assert regression.read(regression.write(doubt)) == doubt
    assert regression.read("-5,999,3,4,0.1,16") == Doubt((0.0, 256.0), (3.0, 4.0), 0.5, 16)
