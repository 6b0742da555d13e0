"""What is thought of a body: clear, partly seen, doubtful."""

import numpy as np
import pytest

from core.pose import film, report
from core.pose.body import POINTS
from core.pose.infer import Body
from core.shared.blaze import Square

WH = (100, 100)


def body(x: float = 20, visible: int = 33, score: float = 0.99, absent: int = 0) -> Body:
    rng, n = np.random.default_rng(0), len(POINTS)
    visibility = np.where(np.arange(n) < visible, 0.9, 0.1).astype(np.float32)
    visibility[n - absent :] = -1
    points = (rng.uniform(0, 30, (n, 2)) + np.array([x, 30])).astype(np.float32)
    mask = np.zeros((8, 8), np.float32)
    return Body(points, np.zeros(n), visibility, np.zeros((n, 3)), mask, score, Square(50, 50, 100), WH)


@pytest.mark.parametrize(
    ("of", "boxes", "opinion"),
    [
        (body(), None, "clear"),
        (body(visible=10), None, "partly"),
        (body(score=0.7), None, "unsure"),
        (body(x=95), None, "partly"),  # most points beyond the photo's edge
        (body(x=200), None, "unseen"),
        (body(), [[10, 20, 60, 70]], "clear"),
        (body(), [[70, 70, 99, 99]], "unconfirmed"),  # another network sees people, but elsewhere
        (body(), np.zeros((0, 4)), "unconfirmed"),
        (body(visible=12, absent=16), None, "clear"),  # 12 of the 17 points that this network knows
    ],
)
def test_opinion(of: Body, boxes: list | None, opinion: str) -> None:
    given = None if boxes is None else np.array(boxes, np.float32).reshape(-1, 4)
    assert report.opinion(of, WH, given) == opinion


def test_the_table_has_known_points_only() -> None:
    rows = report.rows([body(), body(absent=16)], POINTS)
    assert len(rows) == 33 + 17 and rows[0][:2] == (1, "nose") and rows[-1][0] == 2


def test_bodies_are_compared_where_both_are_seen() -> None:
    assert report.apart(body(), body(x=26), WH) == pytest.approx(6, abs=1e-4)
    assert np.isnan(report.apart(body(), body(visible=0), WH))


def test_in_a_film_the_same_person_is_followed_though_another_is_surer() -> None:
    here, there = body(x=10), body(x=60)
    assert film.followed([there, here], None) is there
    assert film.followed([there, here], body(x=14)) is here
    assert film.followed([], here) is None
    assert film.steadiest([{"left_knee": 1.0}, {"left_knee": 2.0, "left_hip": 1.0}]) == "left_knee"
    assert film.steadiest([{}]) is None
