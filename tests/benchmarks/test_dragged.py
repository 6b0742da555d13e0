"""Pictures a second while a slider is dragged, beside the frames of a bare app's slider in the same run."""

import math
import time
from typing import NamedTuple

import pytest
from playwright.sync_api import Locator, Page

from core.gradient_descent.optimizers import OPTIMIZERS

DRAGGED_S, TRIES = 1.2, 2
COUNT_FRAMES = """() => {
  if (window.counting) return;
  window.counting = true;
  window.ticks = 0;
  const tick = () => { window.ticks += 1; requestAnimationFrame(tick); };
  tick();
}"""
COUNT_PICTURES = """(root, [name, method]) => {
  const drawn = root[name], old = drawn[method];
  window.drawn = 0;
  drawn[method] = (...given) => { old.call(drawn, ...given); window.drawn += 1; };
}"""
DRAG = """(knob, lasts) => new Promise((done) => {
  const began = performance.now(), before = window.drawn;
  const last = Math.round((knob.max - knob.min) / knob.step);
  let moves = 0;
  const move = (now) => {
    const at = ++moves % (2 * last);
    if (now - began > lasts) return done(((window.drawn - before) / (performance.now() - began)) * 1000);
    knob.value = Number(knob.min) + Number(knob.step) * (at > last ? 2 * last - at : at);
    knob.dispatchEvent(new Event("input", { bubbles: true }));
    requestAnimationFrame(move);
  };
  requestAnimationFrame(move);
})"""
"""a hand at another stop for each frame; the driver's mouse is slower, as it waits for each of its moves"""


class Dragged(NamedTuple):
    """A slider, the method that computes and draws a picture, and what share of the bare frames is asked.

    The shares are half of what was measured in software on two idle cores, or less.
    """

    link: str
    knob: str
    method: str
    least: float
    root: str = ".exhibit"
    holder: str = "exhibit"


RULES = ".".join(OPTIMIZERS)
PAGES = {
    "gradient descent, 9 rules × 200 steps": Dragged(
        f"gradient_descent?problem=himmelblau&optimizers={RULES}&steps=200",
        "[data-knob=rate]",
        "walk",
        0.4,
        ".race",
        "race",
    ),
    "convolution 5 × 5 on 512 px": Dragged(
        "convolution?kernel=gaussian&size=5&pixels=512", "[data-knob=sigma]", "reshape", 0.45
    ),
    "activations, 50 layers": Dragged(
        "activations?part=deep&fn=tanh&init=xavier&depth=50", "[data-knob=gain]", "draw", 0.4
    ),
    "overfitting, 30 curves": Dragged("overfitting?part=bias_variance", ".noise input", "stir", 0.25),
    "losses, three lines": Dragged("losses?", ".bar input", "draw", 0.38),
    "look of a photo": Dragged(
        "convolution?part=colour&photo_blur=1", "[data-knob=light]", "move", 0.23, ".lab", "lens"
    ),
}


@pytest.mark.slow
def test_pictures_keep_up_with_the_hand(server, open_page, settled, bare_app, record_property) -> None:
    slow = []
    for name, dragged in PAGES.items():
        page = open_page(f"{server}/{dragged.link}&lang=en")
        root = page.locator(f"{dragged.root}:has({dragged.knob})")
        root.wait_for()
        settled(page)
        page.wait_for_timeout(1_000)  # until the server has finished its own preparations
        root.evaluate(COUNT_PICTURES, [dragged.holder, dragged.method])
        best = (0.0, 1.0)
        for _ in range(TRIES):  # in turns, so that whatever else the machine does falls on both
            page.bring_to_front()
            ours = root.locator(dragged.knob).evaluate(DRAG, 1000 * DRAGGED_S)
            theirs = frames_a_second(bare_app, bare_app.get_by_role("slider"))
            best = max(best, (ours, theirs), key=lambda both: both[0] / both[1])
            if best[0] >= dragged.least * best[1]:
                break
        ours, theirs = best
        print(f"{name}: {ours:.0f} pictures/s, frames of a bare slider {theirs:.0f}/s")
        record_property(f"dragged over a bare slider: {name}", round(ours / theirs, 2))
        if ours < dragged.least * theirs:
            slow.append(name)
        page.close()
    assert not slow, slow


def frames_a_second(page: Page, slider: Locator) -> float:
    """Return how many frames a second a page has while its slider is dragged to and fro with the mouse."""
    box = slider.bounding_box()
    y = box["y"] + box["height"] / 2
    page.bring_to_front()
    page.evaluate(COUNT_FRAMES)
    page.mouse.move(box["x"] + box["width"] / 2, y)
    page.mouse.down()
    began, before = time.perf_counter(), page.evaluate("window.ticks")
    while (passed := time.perf_counter() - began) < DRAGGED_S:
        share = 0.5 + 0.3 * math.sin(6 * passed)
        page.mouse.move(box["x"] + box["width"] * share, y)
    count = page.evaluate("window.ticks") - before
    passed = time.perf_counter() - began
    page.mouse.up()
    return count / passed
