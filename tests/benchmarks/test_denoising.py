"""The level of the noise moves in the browser: faster than the barest control that asks the server."""

import statistics

import pytest

ROUNDS = 12
WATCH = """exhibit => {
  window.took = [];
  document.addEventListener("keydown", () => {
    const pressed = performance.now(), before = exhibit.dataset.at;
    const look = () => {
      if (exhibit.dataset.at === before) return requestAnimationFrame(look);
      requestAnimationFrame(() => window.took.push(performance.now() - pressed));
    };
    look();
  }, true);
}"""


@pytest.mark.slow
def test_a_new_level_is_drawn_before_a_server_could_answer(
    server, open_page, settled, bare_control_ms, record_property
) -> None:
    page = open_page(f"{server}/denoising?lang=en")
    page.locator(".exhibit[data-winner]").wait_for()
    settled(page)
    page.locator(".exhibit[data-winner]").evaluate(WATCH)
    page.locator(".exhibit input[type=range]").focus()
    for i in range(ROUNDS):
        page.keyboard.press("ArrowRight" if i % 2 else "ArrowLeft")
        page.wait_for_function(f"() => window.took.length === {i + 1}")
        page.wait_for_timeout(100)
    moved, bare = statistics.median(page.evaluate("window.took")), bare_control_ms()
    print(f"level {moved:.0f} ms, bare app {bare:.0f} ms")
    record_property("denoising_level_over_bare", round(moved / bare, 2))
    assert moved < bare
