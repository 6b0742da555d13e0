"""Frames of a video evenly spread, and the film of them that lasts as long as the video."""

import pytest

from core.media import looks, video


@pytest.mark.parametrize(("frames", "most", "counted"), [(10, 180, 10), (180, 180, 180), (400, 100, 100)])
def test_at_most_so_many_frames_are_looked_at(frames: int, most: int, counted: int) -> None:
    times = tuple(i / 20 for i in range(frames))
    facts = video.Facts(20, frames, (64, 48), frames / 20, times)
    assert looks.count(facts, most) == counted
