"""The page on style transfer with its networks, and without."""

import pytest

from core.i18n.catalog import Words, text
from core.style_transfer import gatys, infer
from core.ui.parts.style_transfer import paint


def said(key: str, **facts: object) -> str:
    return text("en", f"style_transfer.{key}", **facts)


@pytest.mark.parametrize(
    ("part", "names"),
    [
        ("mix", ["26 styles"]),
        ("paint", ["EfficientNet-Lite0"]),
        ("ways", ["26 styles", "EfficientNet-Lite0"]),
    ],
)
def test_without_its_network_a_part_says_so_calmly(open_lesson, part: str, names: list[str]) -> None:
    app = open_lesson("style_transfer", "en", part=part)
    assert said("missing", names=" · ".join(names)) in [box.value for box in app.info]


def test_mixing_inside_the_network_is_not_laying_pictures_over_each_other(open_lesson, needs) -> None:
    needs(infer.MODEL)
    app = open_lesson("style_transfer", "en", part="mix")
    assert app.info[0].value.startswith(said("verdict_one"))
    app.button(key="preset_half_and_half").click().run()
    start = said("verdict_mixed", levels="@").partition("@")[0]
    assert app.info[0].value.startswith(start)
    levels = float(app.info[0].value.removeprefix(start).split()[0])
    assert levels > 3


def test_a_picture_is_painted_and_its_losses_are_told(open_lesson, needs, monkeypatch) -> None:
    needs(gatys.NETWORK)
    monkeypatch.setattr(gatys, "STEPS", 6)
    monkeypatch.setattr(gatys.Painting.__init__, "__defaults__", (6,))
    app = open_lesson("style_transfer", "en", part="paint")
    app.button(key="paint_begin").click().run()
    assert not app.exception
    verdict = next(box.value for box in app.info if "6 steps" in box.value)
    start, end = (float(part) for part in (verdict.split(" from ")[1].split()[0],
                                           verdict.split("to **")[1].split("*")[0]))  # fmt: skip
    assert end < start


def test_what_is_left_of_a_painting_is_told_with_style_as_heavy_as_was_asked() -> None:
    say = Words("en", "style_transfer")
    assert paint.leaning(say, 100, 0.37, 0.007) == said("leans_style", weighed="0.700")
    assert paint.leaning(say, 10, 0.17, 0.011) == said("leans_content", weighed="0.110")


@pytest.mark.parametrize(
    ("picture", "tiles", "told"),
    [("mosaic", "1", "whole"), ("mosaic", "5", "kept"), ("mosaic", "32", "fading"), ("waves", "64", "lost")],
)
def test_the_sentence_on_pieces_follows_their_distance(
    open_lesson, needs, picture: str, tiles: str, told: str
) -> None:
    needs(gatys.NETWORK)
    app = open_lesson("style_transfer", "en", part="gram", gram_tiles=tiles, gram_picture=picture)
    start = said(f"gram_{told}", n=int(tiles) ** 2, apart="@", nearest="@").partition("@")[0]
    assert app.info[0].value.startswith(start)
