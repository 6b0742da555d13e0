"""A film with skeletons keeps the times of its video's frames, however they are spread."""

import numpy as np
import pytest

from core.media import looks, video
from core.pose import film
from core.pose.infer import People


def test_the_film_keeps_uneven_times() -> None:
    clip = video.Writer(10, (64, 48))
    times = (0.0, 0.1, 0.2, 1.5, 1.6)
    for t in times:
        clip.add(np.full((48, 64, 3), 90, np.uint8), t)
    data = clip.finish(3.0)
    facts = video.facts(data)
    writer = looks.Ending(facts, film.MOST_LOOKS)
    seen = list(film.annotate(data, facts, lambda rgb: People(()), writer))
    assert [frame.time_s for frame in seen] == pytest.approx(facts.times, abs=0.01)
    assert facts.times[: len(times)] == pytest.approx(times, abs=0.01)
    made = video.facts(writer.finish())
    assert made.times[: len(times)] == pytest.approx(times, abs=0.01)
    assert made.seconds == pytest.approx(facts.seconds, abs=0.01)
    assert facts.seconds == pytest.approx(3.0, abs=0.01)
