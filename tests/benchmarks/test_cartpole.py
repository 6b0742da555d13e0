"""How soon after an episode is asked for its carts move, measured in the browser."""

import statistics

import pytest

from core.i18n.catalog import text

ROUNDS = 9
ASK = """([control, exhibit]) => new Promise((done) => {
  const before = exhibit.dataset.stamp, started = performance.now();
  const look = () => {
    const moves = exhibit.dataset.stamp !== before && Number(exhibit.dataset.step) > 0;
    if (moves) done(performance.now() - started);
    else requestAnimationFrame(look);
  };
  control.click();
  look();
})"""


@pytest.mark.slow
def test_episode_asked_to_animation(server, open_page, settled, bare_control_ms, record_property) -> None:
    page = open_page(f"{server}/cartpole?lang=en")
    exhibit = page.locator(".exhibit")
    exhibit.wait_for()
    settled(page)
    more = page.locator("[data-testid=stNumberInputStepUp]")
    times = []
    for _ in range(ROUNDS):
        times.append(page.evaluate(ASK, [more.element_handle(), exhibit.element_handle()]))
        settled(page)
    ms, bare = statistics.median(times), bare_control_ms()
    record_property("episode asked to animation, over a bare app", round(ms / bare, 1))
    print(f"{text('en', 'cartpole.name')}: {ms:.0f} ms, a bare app {bare:.0f} ms, ratio {ms / bare:.1f}")
    assert ms < 8 * bare
