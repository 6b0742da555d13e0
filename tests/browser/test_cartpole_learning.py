"""Q-learning with a table equals the core's; the ring of six stations; a training is stopped."""

import numpy as np
import pytest
from playwright.sync_api import TimeoutError

from core.cartpole import grid_world as world
from core.cartpole import loop
from core.i18n.catalog import text
from core.ui.parts.cartpole.learn import SETTINGS
from tests.browser.looks import assert_fits, each_part, flaws_at

LESSON = "cartpole"
OURS = ("grid", "learn", "train", "ablations")
WALK = """(root, [state, attempts]) => {
  const e = root.exhibit;
  e.take({ ...e.data, state });
  e.reset();
  for (let i = 0; i < attempts; i++) e.walker.attempt();
  e.draw();
  return [[...e.walker.q], root.dataset.moves];
}"""


def said(key: str, lang: str = "en", **facts: object) -> str:
    return text(lang, f"cartpole.{key}", **facts)


def test_table_in_the_browser_is_the_cores(open_part) -> None:
    root = open_part("grid").locator(".exhibit")
    for name, alpha, gamma, epsilon, attempts in (
        ("maze", 0.5, 0.9, 0.2, 40),
        ("cliff", 0.1, 1.0, 0.5, 30),
        ("open", 1.0, 0.8, 0.0, 25),
    ):
        setup = world.Setup(world.WORLDS[name], alpha, gamma, epsilon)
        found, moves = root.evaluate(WALK, [world.write(setup), attempts])
        q, steps = world.learn(setup, attempts, seed=0)
        np.testing.assert_allclose(np.reshape(found, q.shape), q, rtol=0, atol=1e-12)
        assert int(moves) == 0 or int(moves) <= min(steps)


def test_a_click_changes_a_cell_and_what_was_learnt_stays(open_part, settled) -> None:
    page = open_part("grid")
    root = page.locator(".exhibit")
    page.get_by_role("button", name=said("grid.again")).click()
    assert root.get_attribute("data-attempts") == "0"
    page.get_by_role("button", name=said("grid.hundred")).click()
    assert root.get_attribute("data-attempts") == "100" and int(root.get_attribute("data-moves")) == 10
    assert page.evaluate("window.messages") == 0
    before = root.evaluate("root => [...root.exhibit.walker.q]")
    x, y = root.evaluate("({ exhibit: e }) => e.center(1)")
    page.locator(".exhibit > svg").click(position={"x": x, "y": y})
    assert root.get_attribute("data-cells")[1] == world.TREASURE
    page.wait_for_function("() => decodeURIComponent(location.search).includes('grid=01')")
    settled(page)
    after = root.evaluate("root => [...root.exhibit.walker.q]")
    assert after[8:] == before[8:] and after[4:8] == [0] * 4
    page.locator(".exhibit > svg").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    assert root.get_attribute("data-cells")[2] == world.TREASURE


def test_a_start_without_a_way_to_a_treasure_is_not_said_to_learn_it_yet(open_part) -> None:
    page = open_part("grid")
    root, sentence = page.locator(".exhibit"), page.locator(".exhibit .said")
    page.get_by_role("button", name=said("grid.hundred")).click()
    for cell in root.evaluate("({ exhibit: e }) => [e.data.start - e.data.columns, e.data.start + 1]"):
        assert sentence.inner_text() != said("grid.said_closed", n=120)
        while root.get_attribute("data-cells")[cell] != world.WALL:
            x, y = root.evaluate("({ exhibit: e }, cell) => e.center(cell)", cell)
            page.locator(".exhibit > svg").click(position={"x": x, "y": y})
    assert sentence.inner_text() == said("grid.said_closed", n=120)


def test_the_ring_shows_the_recorded_numbers(open_part) -> None:
    page, turns = open_part("learn"), loop.record(SETTINGS)
    root = page.locator(".exhibit")
    page.get_by_role("button", name=said("loop.find_fell")).click()
    at = int(root.get_attribute("data-at"))
    assert turns[at].fell and root.get_attribute("data-station") == "reward"
    page.get_by_role("button", name=said("loop.find_copied")).click()
    at = int(root.get_attribute("data-at"))
    assert turns[at].copied and f"{turns[at].memory.target:.2f}" in page.locator(".card.target").inner_text()
    page.get_by_role("button", name=said("loop.next")).click()
    assert root.get_attribute("data-station") == "update"
    page.keyboard.press("ArrowRight")
    assert int(root.get_attribute("data-at")) == at + 1 and root.get_attribute("data-station") == "state"
    page.keyboard.press("ArrowLeft")
    assert int(root.get_attribute("data-at")) == at
    assert page.evaluate("window.messages") == 0


def test_training_shows_its_progress_and_can_be_stopped(server, open_page, settled) -> None:
    page = open_page(f"{server}/cartpole?lang=en&part=train&dqn_attempts=300", motion=False)
    for seed in range(4):  # on a crowded machine the browser can be so late that a training is over
        page.goto(f"{server}/cartpole?lang=en&part=train&dqn_attempts=300&dqn_luck={seed}")
        page.get_by_role("button", name=said("train.begin"), exact=True).click()
        try:
            page.wait_for_function(
                "() => /Attempt [1-9]\\d* of 300/.test(document.body.innerText)", timeout=20_000
            )
            page.get_by_role("button", name=text("en", "common.stop")).click(timeout=3_000)
            page.get_by_text(said("train.verdict_stopped", all=300)).wait_for(timeout=20_000)
            break
        except TimeoutError:
            continue
    settled(page)
    assert page.get_by_text(said("train.verdict_stopped", all=300)).count() == 1
    page.locator(".exhibit canvas").nth(1).wait_for()


@pytest.mark.slow
def test_every_learning_part_fits_a_phone(server, open_page, settled) -> None:
    page = open_page(f"{server}/cartpole?lang=ko&part=grid", width=390, height=844, motion=False)
    for part in each_part(page, settled, LESSON, OURS):
        assert_fits(page, part)
        if part == "train":
            assert flaws_at(page, settled, 1400, 1100, 390) == []
