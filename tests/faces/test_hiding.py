"""Hidden faces: few colours are left of them, nothing else changes, and any text gives a list of places."""

import json

import numpy as np
import pytest

from core.faces import blazeface, hiding
from core.media import samples

PLACE = np.float32([[100, 50, 160, 110]])


@pytest.fixture(scope="module")
def noise() -> np.ndarray:
    return np.random.default_rng(0).integers(0, 256, (200, 300, 3), np.uint8)


def inside(shape: tuple[int, ...], box: np.ndarray) -> np.ndarray:
    """Return the pixels of the ellipse that touches the sides of a box."""
    y, x = np.mgrid[: shape[0], : shape[1]]
    middle, half = (box[:2] + box[2:]) / 2, (box[2:] - box[:2]) / 2
    return ((x - middle[0]) / half[0]) ** 2 + ((y - middle[1]) / half[1]) ** 2


@pytest.mark.parametrize("way", hiding.WAYS)
def test_what_is_beside_the_ellipse_stays_as_it_was(noise, way: str) -> None:
    out = hiding.hidden(noise, PLACE, way, 6)
    far = inside(noise.shape, hiding.wider(PLACE)[0])
    assert (out[far > 1.1] == noise[far > 1.1]).all()
    assert (out[far < 0.9] != noise[far < 0.9]).any(-1).mean() > 0.95
    assert (hiding.hidden(noise, np.zeros((0, 4)), way, 6) == noise).all()


@pytest.mark.parametrize(("cells", "most"), [(1, 1), (2, 4), (6, 36)])
def test_so_many_colours_are_left_as_there_are_fields(noise, cells: int, most: int) -> None:
    out = hiding.hidden(noise, PLACE, "pixelate", cells)
    middle = inside(noise.shape, hiding.wider(PLACE)[0]) < 0.9
    assert len(np.unique(out[middle], axis=0)) <= most
    box = hiding.wider(PLACE)[0]
    x1, y1, x2, y2 = *np.floor(box[:2]).astype(int), *np.ceil(box[2:]).astype(int)
    if cells == 1:
        mean = noise[y1:y2, x1:x2].reshape(-1, 3).mean(0)
        np.testing.assert_allclose(out[80, 130], mean, atol=1)


def test_a_plain_ellipse_keeps_nothing_of_the_face(noise) -> None:
    other = 255 - noise
    middle = inside(noise.shape, hiding.wider(PLACE)[0]) < 0.9
    one, two = (hiding.hidden(photo, PLACE, "colour", 6)[middle] for photo in (noise, other))
    assert (one == two).all() and (one == hiding.COLOUR).all()


@pytest.mark.parametrize("way", hiding.WAYS)
def test_places_at_the_edge_and_beyond_break_nothing(noise, way: str) -> None:
    places = [[-40, -30, 20, 30], [280, 180, 340, 240], [500, 500, 560, 560], [10, 10, 14, 14]]
    assert hiding.hidden(noise, np.float32(places), way, 6).shape == noise.shape


def test_what_was_written_is_read_and_cut_to_the_photo() -> None:
    text = hiding.write(np.float32([[10, 20, 60, 70], [-5, 0, 50, 400]]))
    np.testing.assert_allclose(hiding.read(text, (300, 200)), [[10, 20, 60, 70], [0, 0, 50, 200]])
    assert len(hiding.read(json.dumps([[i, 0, i + 9, 9] for i in range(200)]), (300, 200))) == hiding.MOST


@pytest.mark.parametrize(
    "text",
    ["", "again", "{}", "[1]", "[[1, 2, 3]]", '[["a", 0, 9, 9]]', "[[NaN, 0, 9, 9]]", "[[5, 5, 6, 6]]"],
)
def test_what_makes_no_sense_is_no_place(text: str) -> None:
    assert hiding.read(text, (300, 200)).shape == (0, 4)


def test_places_of_the_finder_and_of_the_learner_are_told_apart() -> None:
    found = np.float32([[0, 0, 50, 50]])
    places = np.float32([[5, 5, 50, 55], [100, 100, 140, 140]])
    assert hiding.still_seen(found, places) == 1 and hiding.by_hand(places, found) == 1
    assert hiding.by_hand(places, np.zeros((0, 4))) == 2 and hiding.still_seen(found, places[:0]) == 0


@pytest.mark.parametrize("photo", ["astronaut", "zidane"])
def test_the_finder_loses_hidden_faces_and_keeps_those_that_are_hardly_hidden(photo: str, needs) -> None:
    needs("blazeface")
    rgb = samples.load(photo)
    places = blazeface.find_closer(rgb, blazeface.FLOOR).xyxy

    def left(way: str, cells: int) -> int:
        out = hiding.hidden(rgb, places, way, cells)
        return hiding.still_seen(blazeface.find_closer(out, blazeface.FLOOR).xyxy, places)

    assert left("colour", 6) == left("pixelate", 3) == 0
    assert left("pixelate", 32) == len(places)
