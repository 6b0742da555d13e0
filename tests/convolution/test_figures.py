import numpy as np
import pytest

from core.convolution import figures


def test_curves_name_every_line_at_its_end_without_overlap() -> None:
    lines = {"a": [0, 50.0], "b": [0, 50.5], "c": [0, 90.0]}
    figure = figures.curves([0, 8], lines, 3, "shift", "change")
    assert [note.text[-1] for note in figure.layout.annotations] == ["a", "b", "c"]
    heights = sorted(note.y for note in figure.layout.annotations)
    assert np.diff(heights).min() >= 8
    assert [trace.y[-1] for trace in figure.data] == [50.0, 50.5, 90.0]
    assert figure.layout.shapes[0].x0 == 3


def test_long_names_take_two_lines_and_as_much_room() -> None:
    lines = {"then average pooling": [0, 100.0], "then max pooling": [0, 99.0]}
    notes = figures.curves([0, 8], lines, 3, "shift", "change").layout.annotations
    assert [note.text.split(" ", 2)[2] for note in notes] == [
        "then average<br>pooling",
        "then max<br>pooling",
    ]
    assert notes[0].y - notes[1].y >= 19 and np.mean([note.y for note in notes]) == pytest.approx(99.5)


def test_directions_are_told_by_hue_and_strength_by_brightness() -> None:
    magnitude = np.array([[100.0, 100.0, 0.0]])
    right, down, nothing = figures.directions(magnitude, np.array([[0.0, 120.0, 0.0]]))[0]
    assert right.argmax() == 0 and down.argmax() == 1
    assert not nothing.any()


def test_points_are_ringed_and_the_picture_is_left_alone() -> None:
    grey = np.full((40, 40), 60, np.uint8)
    drawn = figures.points(grey, np.array([[20, 20]]))
    assert (drawn[20, 24] != 60).any() and (drawn[20, 20] == 60).all()
    assert (grey == 60).all()


@pytest.mark.parametrize("count", [0, 1])
def test_pairs_stand_side_by_side(count: int) -> None:
    photo, copy = np.zeros((20, 30), np.uint8), np.zeros((50, 40), np.uint8)
    a, b = np.full((count, 2), 10.0), np.full((count, 2), 25.0)
    sheet = figures.pairs(photo, copy, a, b, np.ones(count, bool))
    assert sheet.shape == (50, 30 + 16 + 40, 3)
    joined = sheet[18, 41]  # halfway between (10, 10) and (30 + 16 + 25, 25)
    assert (joined[2] > joined[0] + 50) == (count == 1)
