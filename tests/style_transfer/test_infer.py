import numpy as np
import pytest

from core.media import samples
from core.style_transfer import infer


def test_shares_sum_to_one() -> None:
    mix = infer.mixture({3: 1, 12: 3})
    assert mix.shape == (26,) and mix[3] == 0.25 and mix[12] == 0.75 and mix.sum() == 1
    assert infer.mixture([2.0] * 26) == pytest.approx(np.full(26, 1 / 26))


@pytest.mark.parametrize("weights", [{}, {1: -1, 2: 3}, {0: 0}, {0: float("nan")}])
def test_weights_that_make_no_mixture(weights: dict) -> None:
    with pytest.raises(ValueError):
        infer.mixture(weights)


def test_a_style_that_does_not_exist() -> None:
    with pytest.raises(KeyError):
        infer.mixture({26: 1})


@pytest.mark.parametrize("size", [(427, 640), (1, 900), (50, 37), (2000, 1500)])
def test_the_network_sees_multiples_of_four(size: tuple[int, int]) -> None:
    h, w, _ = infer.view(np.zeros((*size, 3), np.uint8), 256).shape
    assert h % 4 == w % 4 == 0 and min(h, w) >= 32 and max(h, w) <= 256


def test_styles_differ_and_mixtures_lie_between(needs) -> None:
    needs("styles26")
    rgb = samples.load("china")
    one, other = (infer.paint(rgb, infer.mixture({style: 1}), 192) for style in (3, 19))
    assert one.rgb.shape == other.rgb.shape == infer.view(rgb, 192).shape and one.rgb.dtype == np.uint8
    assert np.abs(one.rgb.astype(int) - other.rgb).mean() > 20
    again = infer.paint(rgb, infer.mixture({3: 1}), 192)
    assert (again.rgb == one.rgb).all()
    half = infer.paint(rgb, infer.mixture({3: 1, 19: 1}), 192).rgb.astype(int)
    to_one, to_other = (np.abs(half - end.rgb).mean() for end in (one, other))
    assert max(to_one, to_other) < np.abs(one.rgb.astype(int) - other.rgb).mean()


def test_kept_colours_are_the_photos_and_the_light_is_the_paintings() -> None:
    rgb = np.zeros((40, 40, 3), np.uint8)
    rgb[..., 0] = 120
    painted = np.full((20, 24, 3), 128, np.uint8)
    kept = infer.keep_colours(painted, rgb).astype(int)
    assert kept.shape == painted.shape and kept[..., 0].mean() > kept[..., 2].mean() + 60
    light = kept @ [0.299, 0.587, 0.114]
    np.testing.assert_allclose(light, 128, atol=4)


def test_pictures_laid_over_each_other() -> None:
    dark, light = np.zeros((4, 5, 3), np.uint8), np.full((4, 5, 3), 200, np.uint8)
    assert (infer.laid_over([dark, light], (0.25, 0.75)) == 150).all()
    assert infer.apart(dark, light) == 200


@pytest.mark.parametrize(
    ("text", "shares"),
    [
        ("0.2,0.3,0.5", (0.2, 0.3, 0.5)),
        ("1,1,2", (0.25, 0.25, 0.5)),
        *((text, (0, 1, 0)) for text in ("", "1,2", "nan,1,1", "1e999,1,1", "-1,1,1", "0,0,0", "a,b,c")),
    ],
)
def test_shares_in_a_link(text: str, shares: tuple) -> None:
    assert infer.read_shares(text) == pytest.approx(shares)
