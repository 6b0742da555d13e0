"""Curves of precision and recall can be told apart, and say their true numbers."""

import numpy as np

from core.detection import figures


def test_equal_curves_lie_beside_each_other_and_others_where_they_are() -> None:
    steps, other = (np.array([0.5, 1.0]), np.array([1.0, 1.0])), (np.array([0.5, 1.0]), np.array([1.0, 0.8]))
    figure = figures.precision_recall({"cup": steps, "cat": other, "dog": steps}, "recall", "precision")
    cup, cat, dog = (np.array(trace.y) for trace in figure.data)
    assert cup.tolist() == [1, 1, 1] and cat.tolist() == [1, 1, 0.8]
    assert (dog < cup).all() and np.allclose(dog, cup, atol=0.02)
    assert [list(trace.customdata) for trace in figure.data] == [[1, 1, 1], [1, 1, 0.8], [1, 1, 1]]
