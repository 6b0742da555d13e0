"""Tiles answer for every pixel once, and no seam shows."""

import numpy as np
import pytest
import torch

from core.super_resolution import tiles
from core.super_resolution.networks import SIZES, Enlarger, reach


@pytest.mark.parametrize("length", [1, 40, 64, 65, 100, 111, 200])
def test_tiles_answer_for_every_pixel_once(length: int) -> None:
    found = tiles.spans(length, 64, 10)
    owners = np.concatenate([np.arange(span.first, span.last) for span in found])
    assert owners.tolist() == list(range(length))
    for span in found:
        assert span.start == 0 or span.first - span.start >= 10
        assert span.end == length or span.end - span.last >= 10
    sizes = {span.end - span.start for span in found}
    assert len(sizes) == 1 and max(sizes) <= 64
    assert len(found) == max(1, int(np.ceil((length - 20) / (64 - 20))))


def test_a_tile_needs_room() -> None:
    with pytest.raises(ValueError, match="no room"):
        tiles.spans(100, 20, 10)


@pytest.mark.parametrize("scale", [2, 4])
def test_tiled_is_whole(scale: int) -> None:
    torch.manual_seed(0)
    net = Enlarger(scale).eval()
    for parameter in net.parameters():  # as much is painted as in a trained one, so that a seam would show
        parameter.data *= 2
    photo = np.random.default_rng(0).random((75, 90, 3)).astype(np.float32)

    def predict(x: np.ndarray) -> np.ndarray:
        with torch.inference_mode():
            return net(torch.from_numpy(x)).numpy()

    whole = (predict(photo.transpose(2, 0, 1)[None])[0].transpose(1, 2, 0).clip(0, 1) * 255).round()
    made = np.zeros_like(whole)
    overlap = reach(scale)
    pieces = list(tiles.pieces(photo, predict, scale, overlap, side=2 * overlap + 16))
    for rows, columns, piece in pieces:
        made[rows, columns] = piece
    assert len(pieces) == tiles.count(75, 90, overlap, 2 * overlap + 16) > 4
    assert np.abs(made - whole).max() <= 1 and (made != whole).mean() < 1e-3  # rounding


def test_sizes_are_as_intended() -> None:
    counts = {scale: sum(p.numel() for p in Enlarger(scale).parameters()) for scale in SIZES}
    assert 90_000 < counts[2] < 150_000 and 350_000 < counts[4] < 500_000
