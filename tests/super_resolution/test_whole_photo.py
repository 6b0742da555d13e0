"""A whole photo, tile by tile, is what the network makes of it at once; where it is stopped, squares stay."""

import numpy as np
import pytest
import torch

from core.runtime import engine
from core.super_resolution import resize, tiles, whole_photo
from core.super_resolution.networks import Enlarger


@pytest.fixture
def network(monkeypatch: pytest.MonkeyPatch) -> Enlarger:
    torch.manual_seed(0)
    net = Enlarger(2).eval()

    def predict(x: np.ndarray) -> np.ndarray:
        with torch.inference_mode():
            return net(torch.from_numpy(x)).numpy()

    monkeypatch.setattr(engine, "predictor", lambda name: predict)
    monkeypatch.setattr(tiles.pieces, "__defaults__", (40,))
    monkeypatch.setattr(tiles.count, "__defaults__", (40,))
    return net


def test_it_grows_tile_by_tile_to_what_the_network_makes(network: Enlarger) -> None:
    small = np.random.default_rng(0).integers(0, 256, (50, 61, 3), dtype=np.uint8)
    job = whole_photo.Enlarging(small, "squared_error", 2)
    job.advance(1e-9)
    assert job.tiles_done == 1 < job.tiles and not job.done
    corner = resize.nearest(small, 2)[-10:, -10:]
    assert (job.made[-10:, -10:] == corner).all()
    while not job.done:
        job.advance(0.01)
    with torch.inference_mode():
        x = torch.from_numpy(small).permute(2, 0, 1)[None].float() / 255
        whole = (network(x)[0].clamp(0, 1) * 255).round().byte().permute(1, 2, 0).numpy()
    assert np.abs(job.made.astype(int) - whole).max() <= 1
    assert job.tiles_done == job.tiles and job.seconds > 0


@pytest.mark.parametrize(("shape", "scale"), [((1280, 1280), 2), ((960, 1280), 4), ((1, 1280), 4)])
def test_the_result_is_bounded(shape: tuple[int, int], scale: int) -> None:
    photo = np.zeros((*shape, 3), np.uint8)
    cut = whole_photo.fitted(photo, scale)
    assert cut.shape[0] * cut.shape[1] * scale**2 <= whole_photo.MOST
    if scale == 2:
        assert cut.shape == photo.shape
    else:
        assert abs(cut.shape[1] / cut.shape[0] - shape[1] / shape[0]) < 0.02 * shape[1] / shape[0]
