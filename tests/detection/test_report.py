"""What a learner keeps: picture, table, JSON, and a video with boxes."""

import json

import numpy as np

from core.detection import film, report
from core.detection.infer import Detections
from core.figures import theme
from core.media import glide, looks, video

BLUE = tuple(int(theme.MODEL[i : i + 2], 16) for i in (1, 3, 5))
NOTHING = Detections(np.zeros((0, 4), np.float32), np.zeros(0, np.float32), np.zeros(0, int), ())


def two() -> Detections:
    xyxy = np.float32([[40, 60, 200, 220], [0, 0, 90, 50]])
    return Detections(xyxy, np.float32([0.9, 0.4]), np.array([1, 0]), ("cat", "cup"))


def test_rows_counts_and_json_say_the_same() -> None:
    found = two()
    assert report.rows(found, ["고양이", "컵"])[0] == ("고양이", 0.9, 40.0, 60.0, 200.0, 220.0)
    assert report.counts(("cat", "cup", "cat")) == {"cat": 2, "cup": 1}
    read = json.loads(report.to_json(found, "everyday_yolo", (300, 240)))
    assert read["width"] == 300 and [box["label"] for box in read["boxes"]] == ["cat", "cup"]
    assert read["boxes"][1]["xyxy"] == [0, 0, 90, 50]


def test_boxes_are_drawn_where_they_are_and_the_photo_stays() -> None:
    rgb = np.full((240, 300, 3), 128, np.uint8)
    drawn = report.drawn(rgb, two(), ["고양이", "컵"])
    assert (rgb == 128).all() and drawn.shape == rgb.shape
    blue = np.abs(drawn.astype(int) - BLUE).max(2) < 3
    assert blue[100:200, 38:46].any(1).all() and blue[100:200, 195:203].any(1).all()
    assert not blue[100:180, 60:180].any()
    assert (report.drawn(rgb, NOTHING, []) == rgb).all()


def test_a_video_comes_back_with_boxes_and_says_what_each_frame_shows() -> None:
    data = glide.glide(np.full((300, 400, 3), 90, np.uint8))
    facts = video.facts(data)
    assert (facts.frames, facts.wh) == (glide.FRAMES, glide.WH)
    writer, turns = looks.Ending(facts, film.MOST_LOOKS), iter([two(), NOTHING] * glide.FRAMES)
    seen = list(film.annotate(data, facts, lambda rgb: next(turns), lambda found: found.labels, writer))
    assert len(seen) == glide.FRAMES
    assert seen[0].kept.labels == ("cat", "cup") and seen[1].kept.labels == ()
    counts = film.over_time([s.kept for s in seen])
    assert counts["cat"].tolist() == [1, 0] * (glide.FRAMES // 2)
    made = list(video.frames(writer.finish(), facts.wh))
    assert len(made) == glide.FRAMES
    edge = [rgb[100:180, 39:43].astype(int) for rgb in made[:2]]
    assert edge[0][..., 2].mean() - edge[0][..., 0].mean() > 30 > abs(np.ptp(edge[1].mean((0, 1))))


def test_a_long_video_is_looked_at_evenly() -> None:
    assert looks.every(video.Facts(30, film.MOST_LOOKS, (64, 48)), film.MOST_LOOKS) == 1
    assert looks.every(video.Facts(30, 1800, (64, 48)), film.MOST_LOOKS) == -(-1800 // film.MOST_LOOKS)
