"""What the window computes in the browser is what the core computes, in every setting."""

from itertools import product

import numpy as np
import pytest

from core.convolution import kernels
from core.convolution.sliding import PADDINGS, Sliding, convolve, parameters, pool, sides
from core.ui.components.convolution.sliding_window import STOPS
from tests.browser.looks import FLOATS, floats
from tests.browser.sliding import photo, values

SLIDE = (
    "(exhibit, [settings, given]) => {"
    + FLOATS
    + """
  const window = exhibit.exhibit;
  if (given) Object.assign(window, { grey: Float64Array.from(given.grey) });
  return settings.map((more) => {
    window.data = { ...window.data, w: given?.w ?? window.data.w, h: given?.h ?? window.data.h, ...more };
    window.kernel = Float64Array.from(more.kernel ?? window.kernel);
    window.compute();
    return [window.last.w, floats(window.last.values)];
  });
}"""
)


def slid(exhibit, settings: list[dict], x: np.ndarray | None = None) -> list[tuple[int, np.ndarray]]:
    """Return width and numbers of what the browser makes of each setting, of photo `x` or the one shown."""
    given = None if x is None else {"grey": x.ravel().tolist(), "w": x.shape[1], "h": x.shape[0]}
    return [(width, floats(numbers)) for width, numbers in exhibit.evaluate(SLIDE, [settings, given])]


@pytest.mark.slow
def test_browser_and_core_give_the_same_bits_in_every_setting(server, open_page) -> None:
    link = "kernel=log&sigma=1.4&size=5&stride=2&padding=reflect&dilation=2&pixels=320&photo=china"
    page = open_page(f"{server}/convolution?lang=en&{link}", motion=False)
    exhibit = page.locator(".exhibit")
    exhibit.wait_for()
    the_link_rounds_and_poolings_are_the_cores(page, exhibit)
    every_window_is_the_cores(exhibit)
    every_stop_of_the_sliders_gives_what_the_core_gives(exhibit)


def the_link_rounds_and_poolings_are_the_cores(page, exhibit) -> None:
    x, kernel, how = photo(320, "china"), kernels.build("log", 5, 1.4), Sliding(5, 2, "reflect", 0, 2)
    np.testing.assert_array_equal(values(page), convolve(x, kernel, how))
    expected = x
    for _ in range(4):
        expected = convolve(expected, kernel, how)
    pooling = {"rounds": 1, "size": 3, "stride": 3, "dilation": 1, "before": 0, "after": 0}
    kinds = ("max", "mean")
    found = slid(exhibit, [{"rounds": 4}, *({"op": kind, **pooling} for kind in kinds)])
    np.testing.assert_array_equal(found[0][1], expected.ravel())
    for kind, (_, numbers) in zip(kinds, found[1:], strict=True):
        np.testing.assert_array_equal(numbers, pool(x, kind, Sliding(3, 3)).ravel())


def every_window_is_the_cores(exhibit) -> None:
    x, rng, settings, expected = photo(24, "china"), np.random.default_rng(0), [], []
    for size, stride, padding, dilation in product(range(1, 8), (1, 3), PADDINGS, (1, 2)):
        how = Sliding(size, stride, padding, 3, dilation)
        before, after = how.pads
        kernel = rng.normal(0, 1, (size, size))
        more = {"size": size, "stride": stride, "dilation": dilation, "before": before, "after": after}
        more |= {"mirror": padding == "reflect", "kernel": kernel.ravel().tolist(), "op": "conv"}
        settings.append(more)
        fits = min(map(how.out, x.shape)) >= 1
        expected.append((how, convolve(x, kernel, how) if fits else np.zeros((0, 0))))
    for (how, result), (width, numbers) in zip(expected, slid(exhibit, settings, x), strict=True):
        assert (width, numbers.size) == (result.shape[1], result.size), how
        np.testing.assert_array_equal(numbers, result.ravel(), err_msg=str(how))


SET = (
    "(root, [stops, photo, settings]) => {"
    + FLOATS
    + """
  const { exhibit } = root, { data } = exhibit;
  Object.assign(data, { w: photo.w, h: photo.h, op: "conv" });
  exhibit.grey = Float64Array.from(photo.grey);
  exhibit.knobs.take(Object.entries(stops).map(([name, texts]) => [name, texts, 0]), data.words);
  return settings.map(({ kind, cells, padding, at }) => {
    Object.assign(data, { kind, padding });
    exhibit.written = [cells, 3];
    for (const [name, stop] of Object.entries(at)) exhibit.knobs.set(name, stop);
    exhibit.reshape();
    return [exhibit.result.width, floats(exhibit.result.values), data.show, Number(root.dataset.learn)];
  });
}"""
)


def every_stop_of_the_sliders_gives_what_the_core_gives(exhibit) -> None:
    x, rng, settings, expected = photo(48), np.random.default_rng(1), [], []
    texts = {name: texts for name, texts in STOPS.items() if name != "pool"}
    for padding in PADDINGS * 3:
        stops = {name: int(rng.integers(len(known))) for name, known in texts.items()}
        held = [float(STOPS[name][at]) for name, at in stops.items()]
        size, sigma, stride, dilation, amount, rounds, filters = (int(v) if v % 1 == 0 else v for v in held)
        how = Sliding(size, stride, padding, amount if padding == "zero" else 0, dilation)
        for name in ("log", "gaussian", "box", "identity", "own"):
            written = rng.normal(0, 1, (3, 3))
            kernel = kernels.resized(written, size) if name == "own" else kernels.build(name, size, sigma)
            settings.append(
                {"kind": name, "cells": written.ravel().tolist(), "padding": padding, "at": stops}
            )
            done = min(len(sides(n, how, rounds)) for n in x.shape) - 1
            result = x if done else np.zeros(0)
            for _ in range(done):
                result = convolve(result, kernel, how)
            expected.append((f"{name}, {how}", result, kernel, parameters(size, 1, filters)))
    given = {"grey": x.ravel().tolist(), "w": x.shape[1], "h": x.shape[0]}
    found = exhibit.evaluate(SET, [texts, given, settings])
    for (where, result, kernel, learn), (width, numbers, show, told) in zip(expected, found, strict=True):
        if not result.size:
            assert floats(numbers).size == 0, where
            continue
        off = {"rtol": 1e-9, "atol": 1e-9 * np.abs(result).max(), "err_msg": where}
        np.testing.assert_allclose(floats(numbers).reshape(-1, width), result, **off)
        assert (show, told) == (kernels.shows(kernel), learn), where
