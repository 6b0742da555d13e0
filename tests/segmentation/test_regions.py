import numpy as np
import pytest
from scipy import ndimage

from core.segmentation import outline, regions


def test_pieces_are_scipys_largest_first() -> None:
    mask = np.random.default_rng(0).random((40, 50)) < 0.45
    found = regions.pieces(mask)
    expected, count = ndimage.label(mask, np.ones((3, 3)))
    pairs = set(zip(found.ravel().tolist(), expected.ravel().tolist(), strict=True))
    assert len(pairs) == count + 1 == len({a for a, _ in pairs}) == len({b for _, b in pairs})
    sizes = np.bincount(found.ravel())[1:]
    assert (np.diff(sizes) <= 0).all()
    assert regions.pieces(mask, 5).max() == (sizes >= 5).sum()


def crosses(x: float, y: float, points: np.ndarray) -> bool:
    odd = False
    for (x0, y0), (x1, y1) in zip(points, np.roll(points, -1, 0), strict=True):
        if (y0 > y) != (y1 > y) and x < x0 + (y - y0) / (y1 - y0) * (x1 - x0):
            odd = not odd
    return odd


@pytest.mark.parametrize("seed", range(3))
def test_inside_of_an_outline_is_counted_pixel_by_pixel(seed: int) -> None:
    points = np.random.default_rng(seed).uniform(-3, 25, (7, 2))
    found = regions.inside(points, 20, 22)
    expected = [[crosses(x + 0.5, y + 0.5, points) for x in range(22)] for y in range(20)]
    np.testing.assert_array_equal(found, expected)


def test_borders_lie_between_classes() -> None:
    edge = regions.borders(np.array([[0, 0, 1], [0, 0, 1], [2, 2, 2]]))
    np.testing.assert_array_equal(edge, [[0, 1, 0], [1, 1, 1], [0, 0, 0]])


def test_an_outline_means_the_piece_it_covers_most_of() -> None:
    classes = np.zeros((20, 30), int)
    classes[2:10, 2:10] = classes[2:10, 20:28] = 1
    drawn = np.zeros(classes.shape, bool)
    drawn[2:10, 18:28] = True
    found = outline.match(drawn, classes, background=0)
    assert found.class_id == 1 and found.region[5, 24] and not found.region[5, 5]
    assert found.overlap.recall == 1 and found.overlap.precision == pytest.approx(0.8)
    assert outline.match(classes == 5, classes) is None


@pytest.mark.parametrize("text", ["", "{}", "[[1,2]]", "[[1,2],[3,4],[5]]", "[[1,2],[null,4],[5,6]]", "3"])
def test_what_is_no_outline_is_none(text: str) -> None:
    assert outline.read(text, 10, 10).shape == (0, 2)


def test_points_stay_inside() -> None:
    np.testing.assert_array_equal(outline.read("[[-4,2],[30,4],[5,60]]", 20, 10), [[0, 2], [20, 4], [5, 10]])


def test_an_outline_may_mean_a_coat_or_the_person_in_it() -> None:
    class_map = np.zeros((20, 20), int)
    class_map[2:6, 5:15], class_map[6:18, 5:15] = 1, 2  # hair and coat
    person, coat = class_map > 0, class_map == 2
    for drawn, whole in ((person, True), (coat, False)):
        found = outline.match_thing(drawn, class_map, 0, [1, 2])
        assert found.whole is whole and found.overlap.iou == 1
    assert outline.match_thing(class_map == 0, class_map, 0, [1, 2]) is None
