"""How soon opacity, outline, legend and threshold show in the browser: what learners are promised."""

import statistics

import pytest

ROUNDS = 9
CHANGE = """(root, act) => new Promise((done) => {
  const started = performance.now();
  const node = root.querySelector(act.part);
  if (act.value === undefined) node.click();
  else { node.value = act.value; node.dispatchEvent(new Event("input")); }
  requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - started)));
})"""


@pytest.mark.slow
def test_colours_change_without_the_server(
    server, open_page, settled, bare_control_ms, record_property
) -> None:
    page = open_page(f"{server}/segmentation?lang=en&part=see")
    root = page.locator(".exhibit").first
    root.wait_for()
    settled(page)
    page.wait_for_function("c => c.width > 300", arg=page.locator(".look canvas").first.element_handle())
    medians = {}
    for name, changes in {
        "opacity": [{"part": ".opacity input", "value": 10 + 8 * i} for i in range(ROUNDS)],
        "threshold": [{"part": ".sure input", "value": 10 + 8 * i} for i in range(ROUNDS)],
        "outline": [{"part": "input.outline"}] * ROUNDS,
        "legend": [{"part": ".legend button"}] * ROUNDS,
    }.items():
        times = [root.evaluate(CHANGE, change) for change in changes]
        medians[name] = statistics.median(times)
    bare = bare_control_ms()
    for name, ms in medians.items():
        record_property(f"{name}, over a bare app", round(ms / bare, 2))
        print(f"{name}: {ms:.0f} ms, a bare app's slider {bare:.0f} ms, ratio {ms / bare:.2f}")
    assert max(medians.values()) < 3 * bare
