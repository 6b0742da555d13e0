"""How soon a control of the lesson shows its new picture, measured in the browser."""

import statistics

import pytest

from core.i18n.catalog import text

ROUNDS = 5
CLICK = """(control, [picture, attribute]) => new Promise((done) => {
  const seen = () => (attribute ? picture.getAttribute(attribute) : picture.textContent);
  const before = seen(), started = performance.now();
  const look = () => {
    if (seen() === before) requestAnimationFrame(look);
    else requestAnimationFrame(() => done(performance.now() - started));
  };
  control.click();
  look();
})"""


def said(lesson: str, key: str) -> str:
    return text("en", f"{lesson}.{key}")


def median_ms(page, settled, controls, picture: str, attribute: str = "") -> float:
    """Return the median time from a click to the frame that shows another picture; controls in turns."""
    times = []
    for i in range(ROUNDS):
        node = page.locator(picture).first.element_handle()
        times.append(controls[i % len(controls)].evaluate(CLICK, [node, attribute]))
        settled(page)
    return statistics.median(times)


@pytest.mark.slow
def test_control_to_new_picture(server, open_page, settled, bare_control_ms, record_property) -> None:
    medians = {}
    page = open_page(f"{server}/activations?lang=en&part=deep&fn=relu&init=he")
    page.locator(".layer").first.wait_for()
    settled(page)
    toggle = page.locator("[data-testid=stCheckbox] input")
    medians["normalisation: 30 layers anew"] = median_ms(
        page, settled, [toggle], ".exhibit svg", "aria-label"
    )

    page = open_page(f"{server}/neural_network?lang=en")
    page.locator(".exhibit").wait_for()
    gates = [
        page.locator("label", has_text=said("neural_network", f"gates.{g}")).locator("input")
        for g in ("xor", "and")
    ]
    medians["another gate"] = median_ms(page, settled, gates, ".exhibit tbody")

    page = open_page(f"{server}/backpropagation?lang=en")
    page.locator(".exhibit").wait_for()
    learn = page.get_by_role("button", name=said("backpropagation", "learn"))
    medians["one step of learning"] = median_ms(page, settled, [learn], ".card")

    bare = bare_control_ms()
    for name, ms in medians.items():
        record_property(f"{name}, over a bare app", round(ms / bare, 1))
        print(f"{name}: {ms:.0f} ms, a bare app {bare:.0f} ms, ratio {ms / bare:.1f}")
    assert statistics.median(medians.values()) < 10 * bare
