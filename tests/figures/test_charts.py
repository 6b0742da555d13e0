import numpy as np

from core.figures import charts


def test_squares_tell_shares_of_the_row_and_leave_small_ones_out() -> None:
    counts = np.array([[996, 4, 0], [0, 1000, 0], [100, 0, 900]])
    figure = charts.confusion(counts, ["a", "b", "c"], "answer", "truth")
    squares = [list(row) for row in figure.data[0].text]
    assert squares == [["100%", "", ""], ["", "100%", ""], ["10%", "", "90%"]]
    np.testing.assert_allclose(figure.data[0].z[2], np.sqrt([0.1, np.nan, 0.9]))


def test_many_classes_leave_the_sign_out_and_an_empty_row_is_no_error() -> None:
    counts = np.diag([0, *[5] * 9])
    figure = charts.confusion(counts, [str(i) for i in range(10)], "answer", "truth")
    assert [row[i] for i, row in enumerate(figure.data[0].text)] == ["", *["100"] * 9]


def test_names_are_short_and_no_markup() -> None:
    assert charts.short("<b>cat</b>") == "&lt;b&gt;cat&lt;/b&gt;"
    assert charts.short("a very long name") == "a very long…"


def test_no_classifiers_name_covers_another_name_or_point() -> None:
    from core.runtime import registry

    every = [registry.get_spec(name) for name in registry.list_models("classification")]
    known = [spec for spec in every if spec.weights.kind != "bundled"]
    x, y = [spec.parameters / 1e6 for spec in known], [spec.weights.metrics["top1"] * 100 for spec in known]
    names = [spec.title for spec in known]
    figure = charts.dots(x, y, names, [True] * len(known), "x", "y")
    points = charts.in_pixels(x, y)
    spots = figure.data[0].textposition
    boxes = [charts.name_box(*each) for each in zip(points, names, spots, strict=True)]
    for i, box in enumerate(boxes):
        assert not any(charts.covers(box, other) for other in boxes[:i]), names[i]
        for k, (a, b) in enumerate(points):
            assert k == i or not charts.covers(box, (a - 7, b - 7, a + 7, b + 7)), (names[i], names[k])
