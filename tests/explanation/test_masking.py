import io

import numpy as np
import pytest
from PIL import Image

from core.classification import infer
from core.explanation import figures, gradcam, maps, masking, occlusion
from core.media import samples
from core.runtime import registry
from core.shared import masks, preprocess


def seen(name: str = "coffee") -> np.ndarray:
    return preprocess.view(samples.load(name), registry.get_spec("everyday").preprocessing)


def test_mask_travels_as_684_letters_and_comes_back() -> None:
    mask = np.random.default_rng(0).random((masking.SIDE, masking.SIDE)) > 0.5
    assert len(masks.write(mask)) == 684
    assert (masking.read(masks.write(mask)) == mask).all()


@pytest.mark.parametrize("text", ["", "AAAA", "not base64!", "ä", "A" * 4000])
def test_what_is_no_mask_covers_nothing(text: str) -> None:
    assert not masking.read(text).any()


@pytest.mark.parametrize("kind", masking.FILLINGS)
def test_only_the_masked_places_change(kind: str) -> None:
    picture, mask = seen(), np.zeros((80, 80), bool)
    mask[10:20, 30:50] = True
    result = masking.covered(picture, mask, kind)
    np.testing.assert_array_equal(result[~mask], picture[~mask])
    np.testing.assert_array_equal(result[mask], masking.filling(picture, kind)[mask])
    assert {"grey": (result[mask] == 128).all(), "mean": np.ptp(result[mask], 0).max() == 0}.get(kind, True)


def test_whole_picture_gets_the_answer_of_classify() -> None:
    guesses = infer.classify(samples.load("coffee"), top_k=102)
    p = masking.ask(np.stack([seen(), seen("cat")]), "everyday")
    assert p.shape == (2, 102)
    np.testing.assert_allclose(np.sort(p[0])[::-1], guesses.probabilities, atol=1e-4)


def test_occlusion_is_one_answer_a_square() -> None:
    picture, told = seen(), []
    assert picture.shape == (80, 80, 3)
    found = occlusion.occlude(picture, lambda views: masking.ask(views, "everyday"), told.append, grid=5)
    index = int(found.before.argmax())
    view = picture.copy()
    view[14:34, 30:50] = 128  # row 1 and column 2 of 5: its middle at (24, 40), 10 pixels to each side
    np.testing.assert_array_equal(occlusion.one_covered(picture, (1, 2), 5), view)
    expected = masking.ask(picture[None], "everyday")[0] - masking.ask(view[None], "everyday")[0]
    assert found.drop(index)[1, 2] == pytest.approx(expected[index], abs=1e-4)
    assert told[-1] == 1 and told == sorted(told)


def test_occlusion_finds_the_only_place_that_counts() -> None:
    def bright_square(views: np.ndarray) -> np.ndarray:
        share = (views[:, 4:20, 44:60] > 200).mean((1, 2, 3))
        return np.stack([share, 1 - share], 1)

    picture = np.zeros((64, 64, 3), np.uint8)
    picture[4:20, 44:60] = 255
    drop = occlusion.occlude(picture, bright_square, lambda share: None, grid=8).drop(0)
    assert np.unravel_index(drop.argmax(), drop.shape) == (1, 6) and drop[4:, :4].max() == 0


def test_slow_networks_get_a_coarser_grid() -> None:
    assert [occlusion.affordable(s) for s in (0.001, 0.02, 0.05, 9)] == [15, 11, 8, 8]


def test_maps_are_compared_by_rank() -> None:
    rising = np.arange(16.0).reshape(4, 4)
    assert maps.rank_correlation(rising, np.exp(rising)) == pytest.approx(1)
    assert maps.rank_correlation(rising, -(rising**3)) == pytest.approx(-1)
    assert maps.rank_correlation(rising, np.ones((4, 4))) is None
    assert maps.strongest(rising) == (2, 2) and maps.resized(rising, (8, 8)).shape == (8, 8)
    names = [maps.agreement(rho) for rho in (None, 0.9, 0.3, 0.0, -0.5)]
    assert names == ["flat", "same", "partly", "none", "opposite"]


def test_both_methods_agree_on_a_clear_photo() -> None:
    found = occlusion.occlude(
        seen(), lambda views: masking.ask(views, "everyday"), lambda share: None, grid=8
    )
    index = int(found.before.argmax())
    cam = np.maximum(gradcam.explain(samples.load("coffee"), "everyday", (index,)).maps[-1][0], 0)
    assert maps.rank_correlation(maps.resized(cam, (8, 8)), found.drop(index)) > 0.2


def test_sheet_to_keep_shows_the_evidence_on_one_scale() -> None:
    found = np.zeros((2, 4, 4), np.float32)
    found[0, 1, 1], found[1, 2, 2], found[1, 0, 0] = 2, 1, -9
    png = figures.sheet(seen(), ["espresso 99%", "에스프레소"], found, "caption")
    sheet = Image.open(io.BytesIO(png))
    assert sheet.size == (2 * 96 + 16, 80 + 88) and not sheet.info
    colours = figures.table("Viridis")
    assert colours.shape == (256, 3) and (colours[[0, -1]] == [(68, 1, 84), (253, 231, 37)]).all()
    dark = np.zeros((64, 64, 3), np.uint8)
    full, none = (figures.over(dark, np.full((4, 4), share)) for share in (1, 0))
    assert (full == np.rint(0.8 * colours[-1])).all() and none.max() < 84
