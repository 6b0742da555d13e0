"""The sample pictures are there, offline, at once, and nobody can spoil them for others."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from core.media import drawings, samples

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", samples.names())
def test_every_sample_opens(name: str) -> None:
    rgb = samples.load(name)
    assert rgb.dtype == np.uint8 and rgb.ndim == 3 and rgb.shape[2] == 3
    assert min(rgb.shape[:2]) >= 300 and max(rgb.shape[:2]) <= 1280
    assert rgb.std() > 15  # not an empty sheet


@pytest.mark.parametrize("name", samples.names())
def test_every_sample_says_whose_it_is(name: str) -> None:
    sample = samples.SAMPLES[name]
    assert sample.name == name and sample.credit and sample.licence
    assert sample.tags and sample.tags <= set(samples.TAGS)
    assert bool(sample.draw) != bool(sample.file)


def test_tags_choose_and_unknown_ones_are_refused() -> None:
    assert "coffee" in samples.names("things") and "coffee" not in samples.names("people")
    assert {"bus", "zidane", "astronaut"} <= set(samples.names("people"))
    assert set().union(*map(samples.names, samples.TAGS)) == set(samples.names())
    with pytest.raises(KeyError):
        samples.names("thing")
    with pytest.raises(KeyError):
        samples.load("no such sample")


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    lost = samples.Sample("lost", frozenset({"things"}), "-", "-", "no_such_package", "a.png")
    monkeypatch.setitem(samples.SAMPLES, "lost", lost)
    with pytest.raises(FileNotFoundError, match="no_such_package"):
        samples.load("lost")


def test_everybody_gets_a_copy() -> None:
    first = samples.load("coffee")
    first[:] = 0
    assert samples.load("coffee").max() > 0


def test_no_heavy_package_is_imported() -> None:
    heavy = ("torch", "cv2", "skimage", "sklearn", "ultralytics", "streamlit")
    code = f"""
import sys
from core.media import images, samples
for name in samples.names(): samples.load(name)
print([name for name in {heavy!r} if name in sys.modules])
"""
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


@pytest.mark.parametrize(
    "draw", [drawings.banana, drawings.cup, drawings.umbrella, drawings.fish, drawings.shapes]
)
def test_drawings_are_the_same_each_time_and_stay_on_the_sheet(draw: object) -> None:
    sheet = draw()
    np.testing.assert_array_equal(sheet, draw())
    edge = np.concatenate([sheet[:6].reshape(-1, 3), sheet[-6:].reshape(-1, 3), sheet[:, :6].reshape(-1, 3)])
    assert np.ptp(edge, axis=0).max() == 0  # paper all around
    assert len(np.unique(sheet.astype(int) @ (1 << 16, 1 << 8, 1))) > 20  # soft edges


def test_spline_goes_through_its_points() -> None:
    points = [(0.0, 0.0), (10.0, 5.0), (20.0, -3.0), (30.0, 8.0)]
    curve = drawings.smooth(points, closed=False, length=301)
    np.testing.assert_allclose(curve[::100], points, atol=1e-9)
    ring = drawings.smooth(points, closed=True, length=401)
    np.testing.assert_allclose(ring[0], ring[-1], atol=1e-9)
