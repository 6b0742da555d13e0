"""How soon a new wall of samples is in the browser, and a frame of a morph on the screen."""

import statistics
import time

import pytest

from core.gan import codes
from core.i18n.catalog import text
from core.runtime import eager, registry

ROUNDS = 7
NEW_WALL = """(button, wall) => new Promise((done) => {
  const last = () => wall.lastChild.title + wall.firstChild.title + wall.children[20].title;
  const before = last(), started = performance.now();
  const look = () => {
    if (last() === before) requestAnimationFrame(look);
    else requestAnimationFrame(() => done(performance.now() - started));
  };
  button.click();
  look();
})"""
FRAMES = """(exhibit) => Array.from({ length: 15 }, (_, i) => {
  const started = performance.now();
  exhibit.exhibit.t = i / 15;
  exhibit.exhibit.draw();
  return performance.now() - started;
})"""
SUMS = """() => {
  const started = performance.now(), a = new Float32Array(1e6).fill(1.1);
  let sum = 0;
  for (let k = 0; k < 8; k++) for (let i = 0; i < 1e6; i++) sum += a[i] * a[(i * 7) % 1e6];
  return [performance.now() - started, sum][0];
}"""


def bare_network_ms() -> float:
    """Return the median time in ms that the pair needs for a wall in plain torch."""
    pair, times = registry.load_model("gan_fashion"), []
    given = codes.joined(*codes.chance(64, 0, None))
    for _ in range(ROUNDS):
        started = time.perf_counter()
        eager.run(pair, given)
        times.append(1e3 * (time.perf_counter() - started))
    return statistics.median(times)


@pytest.mark.slow
def test_new_wall_and_frames(server, open_page, settled, bare_control_ms, record_property) -> None:
    page = open_page(f"{server}/gan?lang=en")
    wall = page.locator(".wall")
    wall.wait_for()
    exhibit = page.locator(".exhibit", has=page.locator(".wall"))
    page.wait_for_function("e => e.dataset.opinion", arg=exhibit.element_handle())
    page.wait_for_timeout(6000)  # the first morph has ended
    button = page.get_by_role("button", name=text("en", "gan.new_wall"))
    times = []
    for _ in range(ROUNDS):
        times.append(button.element_handle().evaluate(NEW_WALL, wall.element_handle()))
        settled(page)
    frame = statistics.median(exhibit.evaluate(FRAMES))
    sums = statistics.median(page.evaluate(SUMS) for _ in range(3))
    median, bare = statistics.median(times), bare_control_ms() + bare_network_ms()
    record_property("a new wall, over a bare app and a bare network", round(median / bare, 1))
    print(f"a new wall {median:.0f} ms, both bare {bare:.0f} ms; a frame {frame:.1f} ms, sums {sums:.1f} ms")
    assert median < 5 * bare
    assert frame < 2 * sums
