import numpy as np
import pytest

from core.media import cutout, sketches


def photo(thing: int, wall: int, noise: float = 4.0, slope: float = 40.0) -> np.ndarray:
    """Return a photo of a tall rectangle on a wall that gets darker to the right."""
    rgb = np.full((300, 240, 3), wall, float) - np.linspace(0, slope, 240)[None, :, None]
    rgb[60:260, 70:150] = thing
    return np.clip(rgb + np.random.default_rng(0).normal(0, noise, rgb.shape), 0, 255).astype(np.uint8)


@pytest.mark.parametrize(("thing", "wall", "swapped"), [(40, 220, True), (235, 90, False), (90, 160, True)])
def test_thing_is_found_made_bright_and_fills_the_height(thing: int, wall: int, swapped: bool) -> None:
    made = cutout.garment(photo(thing, wall))
    assert made.found and made.swapped is swapped
    rows, columns = (np.flatnonzero((made.picture > 0.3).any(axis)) for axis in (1, 0))
    assert rows[0] <= 1 and rows[-1] >= 26  # the longest side is 28
    assert len(columns) == pytest.approx(28 * 80 / 200, abs=1.5)
    assert abs((columns[0] + columns[-1]) / 2 - 13.5) <= 1
    assert made.picture[10:18, 13:15].mean() > 0.5
    assert made.picture[:, :5].max() == 0


def test_an_empty_wall_has_nothing_on_it() -> None:
    made = cutout.garment(photo(150, 150, noise=1, slope=0))
    assert not made.found and made.picture.shape == (28, 28)


def test_background_can_be_kept() -> None:
    made = cutout.garment(photo(40, 220), keep_background=True)
    assert made.picture[:, 5:-5].min() > 0.1


@pytest.mark.parametrize("shape", [(1, 1, 3), (3, 500, 3), (2000, 4, 3), (30, 30, 3)])
def test_odd_photos_give_a_picture(shape: tuple[int, ...]) -> None:
    rgb = np.random.default_rng(0).integers(0, 256, shape, np.uint8)
    for keep in (False, True):
        made = cutout.garment(rgb, keep)
        assert made.picture.shape == (28, 28) and np.isfinite(made.picture).all()
        assert made.picture.min() >= 0 and made.picture.max() <= 1


def test_an_outline_counts_with_what_it_encloses() -> None:
    ink = np.zeros((112, 112), np.uint8)
    ink[20:90, 30:80] = 255
    ink[23:87, 33:77] = 0
    made = cutout.drawn_garment(ink)
    assert made.picture[14, 14] == pytest.approx(cutout.FILLED / 255, abs=0.02)
    assert made.picture.max() > made.picture[14, 14]


def test_the_hole_of_a_handle_stays_open() -> None:
    made = cutout.drawn_garment(sketches.garment("Bag"))
    assert made.picture[6, 14] == 0 and made.picture[20, 14] > 0.4


@pytest.mark.parametrize("name", sketches.DIGITS)
def test_digit_fits_the_box_with_its_mass_in_the_middle(name: str) -> None:
    made = cutout.digit(sketches.digit(name))
    rows, columns = (np.flatnonzero((made.picture > 0).any(axis)) for axis in (1, 0))
    assert max(np.ptp(rows), np.ptp(columns)) + 1 == cutout.DIGIT_BOX
    mass = made.picture / made.picture.sum()
    assert abs(mass.sum(1) @ np.arange(28) - 13.5) <= 1 and abs(mass.sum(0) @ np.arange(28) - 13.5) <= 1


def test_where_and_how_large_a_digit_is_drawn_does_not_matter() -> None:
    ink = sketches.digit("3")
    moved = np.zeros((224, 224), np.uint8)
    moved[100:212, 5:117] = ink
    np.testing.assert_allclose(cutout.digit(moved).picture, cutout.digit(ink).picture, atol=0.02)


@pytest.mark.parametrize("prepare", [cutout.digit, cutout.drawn_garment])
def test_an_empty_sheet_is_black_and_nothing_is_found(prepare) -> None:
    made = prepare(sketches.blank())
    assert not made.found and not made.picture.any()


def test_otsu_is_scikit_images() -> None:
    from skimage.filters import threshold_otsu

    rng = np.random.default_rng(3)
    values = np.clip(np.concatenate([rng.normal(40, 10, 4000), rng.normal(170, 20, 900)]), 0, 255).round()
    assert cutout.otsu(values) == pytest.approx(threshold_otsu(values.astype(np.uint8)), abs=1.5)
