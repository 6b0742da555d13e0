from dataclasses import replace

import pytest

from core.gan.lab import FIRST, Setup, read, write
from core.ui.parts.gan import SITUATIONS


@pytest.mark.parametrize(
    "setup",
    [Setup(), Setup("own", drawing="120120060180"), Setup("eight", "minimax", "slide", 0.0005, 0.02, 0, 400)],
)
def test_a_setup_survives_the_link(setup: Setup) -> None:
    assert read(write(setup)) == setup


def test_every_situation_is_one_that_can_be_read() -> None:
    for values in SITUATIONS["lab"].values():
        if "lab" in values:
            assert write(read(values["lab"])) == values["lab"]
    assert read(FIRST) == Setup()


@pytest.mark.parametrize("text", ["", "x|y|z|nan|inf|-3|9999|12", "ring||||||", "<b>|practice", "||||||||||"])
def test_whatever_cannot_be_read_is_usual_or_clamped(text: str) -> None:
    found = read(text)
    assert found.target in ("line", "ring", "two", "eight", "own")
    assert 0 <= found.rounds <= 8 and 0 <= found.head <= 400 and 0.0002 <= found.rate_d <= 0.2
    assert read(write(found)) == found


def test_too_long_or_odd_drawings_are_left_out() -> None:
    assert read(replace_drawing("123456" * 151)).drawing == ""
    assert read(replace_drawing("12345")).drawing == ""


def replace_drawing(drawing: str) -> str:
    return write(replace(Setup("own"), drawing=drawing))
