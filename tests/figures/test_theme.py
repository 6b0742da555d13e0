import pytest

from core.figures import charts, theme


@pytest.mark.parametrize(
    ("value", "written"),
    [(-0.5, "−0.50"), (1234.5, "1,234.50"), (-0.001, "0.00"), (0, "0.00")],
)
def test_numbers_for_people(value: float, written: str) -> None:
    assert theme.number(value) == written


@pytest.mark.parametrize(
    ("share", "written"),
    [
        (0.721, "72%"),
        (0.0312, "3.1%"),
        (0.0004, "<0.1%"),
        (0, "0%"),
        (0.9987, "99.9%"),
        (0.9991, ">99.9%"),
        (0.99999, ">99.9%"),
        (1 - 1e-7, "100%"),
        (1, "100%"),
        (1.049, "105%"),
    ],
)
def test_percentages_for_people(share: float, written: str) -> None:
    assert theme.percent(share) == written


def test_open_points_are_those_that_are_not_at_hand() -> None:
    figure = charts.dots([5.3, 5.5, 6.6], [77.7, 75.3, 69.8], ["a", "b", "c"], [True, False, False], "x", "y")
    assert list(figure.data[0].marker.symbol) == ["circle", "circle-open", "circle-open"]
