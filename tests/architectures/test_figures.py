import numpy as np

from core.architectures.figures import Line, by_class, by_shift

LINES = [Line("MLP", "#111111", np.array([0.9, 0.5])), Line("CNN", "#222222", np.array([0.92, 0.75]))]


def test_lines_end_with_the_name_and_the_last_accuracy() -> None:
    figure = by_shift(LINES, "x", "y", "{title} {x} {y}")
    assert [trace.text[-1] for trace in figure.data] == ["<b>MLP 50%</b>", "<b>CNN 75%</b>"]
    assert list(figure.data[0].hovertext) == ["MLP 0 90%", "MLP 1 50%"]


def test_the_hardest_class_is_on_top() -> None:
    figure = by_class(LINES, ["easy", "hard"], "{title} {name} {y}")
    assert list(figure.layout.yaxis.ticktext) == ["easy", "hard"]
    assert list(figure.data[1].x) == [92.0, 75.0]
