"""The cart in the browser obeys gymnasium's physics, and plays, slows, scrubs without asking the server."""

import gymnasium
import numpy as np
import pytest

from core.cartpole import environment, infer, rounds
from core.cartpole.environment import Physics
from core.cartpole.network import SIZES
from core.i18n.catalog import text
from core.ui.components import packed
from tests.browser.looks import COUNT_MESSAGES, assert_fits, each_part

OURS = ("play", "against", "inside")
WORLD = packed.script("cartpole/world")
ROLL = """([source, start, forces, physics]) => {
  const { advance } = new Function(`${source}; return { advance }`)(), states = [start];
  for (const force of forces) states.push(advance(states[states.length - 1], force, physics));
  return states;
}"""
PLAY = """([source, agent, sizes, start, physics, pushes]) => {
  const { Agent, Attempt, floatsOf } = new Function(`${source}; return { Agent, Attempt, floatsOf }`)();
  const attempt = new Attempt(new Agent(floatsOf(agent), sizes), start, physics);
  for (const [t, newtons] of pushes) attempt.pushes[t] = newtons;
  attempt.redo(0);
  return [attempt.states, attempt.q, attempt.end];
}"""

STEPS_AND_SECONDS = """async (exhibit) => {
  const step = Number(exhibit.dataset.step), begin = performance.now();
  await new Promise((done) => setTimeout(done, 500));
  return [Number(exhibit.dataset.step) - step, (performance.now() - begin) / 1000];
}"""


def said(key: str, lang: str = "en", **facts: object) -> str:
    return text(lang, f"cartpole.{key}", **facts)


@pytest.fixture
def blank(browser):
    page = browser.new_page()
    yield page
    page.close()


def facts(physics: Physics) -> dict[str, float]:
    from dataclasses import asdict

    return asdict(physics)


@pytest.mark.parametrize("seed", range(4))
def test_physics_is_gymnasiums_over_500_steps(blank, seed: int) -> None:
    env = gymnasium.make("CartPole-v1").unwrapped
    env.reset(seed=seed)
    states, forces = [np.array(env.state)], []
    for _ in range(500):
        x, speed, angle, turn = env.state
        action = int(angle + 0.3 * turn + 0.03 * speed + 0.01 * x > 0)  # stands
        forces.append(10.0 if action else -10.0)
        _, _, ended, _, _ = env.step(action)
        assert not ended
        states.append(np.array(env.state))
    found = blank.evaluate(ROLL, [WORLD, states[0].tolist(), forces, facts(Physics())])
    np.testing.assert_allclose(found, states, atol=1e-6)


def test_other_worlds_are_the_cores(blank) -> None:
    physics = Physics(gravity=1.6, pole_mass=0.7, half_length=1.3)
    rng, state = np.random.default_rng(0), environment.start(1)
    states, forces = [state], []
    for _ in range(60):
        move, push = int(rng.integers(2)), float(rng.normal(0, 8))
        forces.append((10.0 if move else -10.0) + push)
        states.append(environment.step(states[-1], move, physics, push))
    found = blank.evaluate(ROLL, [WORLD, state.tolist(), forces, facts(physics)])
    np.testing.assert_allclose(found, states, atol=1e-9)


@pytest.mark.parametrize("stage", ["0", "50", "final"])
def test_agent_in_the_browser_is_the_servers(blank, stage: str) -> None:
    pushes = {30: 12.0, 31: 12.0}
    episode, agent = infer.play(stage, 3, pushes=pushes), infer.network(stage)
    sent = [packed.floats(agent.flat), SIZES, environment.start(3).tolist(), facts(Physics())]
    states, q, end = blank.evaluate(PLAY, [WORLD, *sent, list(pushes.items())])
    np.testing.assert_allclose(q[:40], episode.q_values[:40], atol=1e-3)
    assert len(q) == len(episode)
    np.testing.assert_allclose(states, episode.states, atol=1e-6)
    assert end == ("stood" if len(episode) == 500 else "out" if abs(states[-1][0]) > 2.4 else "fell")


@pytest.mark.slow
def test_playing_slowing_scrubbing_and_keys_never_ask_the_server(server, open_page, settled) -> None:
    page = open_page(f"{server}/cartpole?lang=en&seed=1")
    exhibit, times = page.locator(".exhibit"), page.locator(".times")
    page.wait_for_function("e => Number(e.dataset.step) > 20", arg=exhibit.element_handle())
    settled(page)
    page.evaluate(COUNT_MESSAGES)
    page.get_by_role("button", name=said("carts.pause")).click()
    page.get_by_role("radio", name="¼×").click()
    step = int(exhibit.get_attribute("data-step"))
    page.get_by_role("button", name=said("carts.on")).click()
    assert int(exhibit.get_attribute("data-step")) == step + 1
    times.focus()
    for key, expected in (("Home", 0), ("ArrowRight", 1), ("Shift+ArrowRight", 11), ("ArrowLeft", 10)):
        page.keyboard.press(key)
        assert int(exhibit.get_attribute("data-step")) == expected
    q = infer.play("final", 1).q_values[10]
    sentence = page.locator(".said").inner_text()
    assert f"Q(left) {q[0]:.1f}, Q(right) {q[1]:.1f}" in sentence
    assert times.get_attribute("aria-valuetext") == sentence
    page.keyboard.press(" ")
    steps, seconds = exhibit.evaluate(STEPS_AND_SECONDS)
    page.keyboard.press(" ")
    assert 2 <= steps <= 12.5 * seconds + 2, "a quarter of the speed"
    box, last = times.bounding_box(), int(times.get_attribute("aria-valuemax"))
    page.mouse.click(box["x"] + 8 + (box["width"] - 16) / 2, box["y"] + 100)
    assert abs(int(exhibit.get_attribute("data-step")) - last / 2) <= 1
    page.locator(".carts button").first.click()
    assert page.locator(".carts button").first.get_attribute("aria-pressed") == "true"
    assert "untrained" in page.locator(".said").inner_text()
    assert page.evaluate("window.messages") == 0


@pytest.mark.slow
def test_a_round_is_driven_by_keys_scored_and_kept(server, open_page, settled) -> None:
    page = open_page(f"{server}/cartpole?lang=en&part=against&seed=2")
    exhibit = page.locator(".exhibit")
    page.get_by_role("radio", name="1×").click()
    exhibit.focus()
    page.keyboard.down("ArrowRight")
    page.wait_for_function("e => e.dataset.phase === 'over'", arg=exhibit.element_handle())
    page.keyboard.up("ArrowRight")
    mine, theirs = rounds.stayed_up(2, "R" * 500), len(infer.play("50", 2))
    assert int(exhibit.get_attribute("data-mine")) == mine
    page.get_by_role("cell", name=said("board.lost")).wait_for()
    assert page.locator("td", has_text=str(theirs)).count() >= 1
    page.get_by_text(said("beat_state", mine=mine, theirs=theirs)).wait_for()
    page.get_by_role("button", name=said("duel.again")).click()
    left = page.get_by_role("button", name=said("duel.push_left"))
    left.hover()
    page.mouse.down()
    page.wait_for_function("e => e.dataset.phase === 'over'", arg=exhibit.element_handle())
    page.mouse.up()
    page.locator("table tbody tr").nth(1).wait_for()


@pytest.mark.slow
def test_shoves_change_what_follows_and_every_start_can_be_tried(server, open_page, settled) -> None:
    page = open_page(f"{server}/cartpole?lang=en&part=inside&seed=1")
    exhibit = page.locator(".exhibit")
    page.wait_for_function("e => Number(e.dataset.step) > 10", arg=exhibit.element_handle())
    settled(page)
    page.evaluate(COUNT_MESSAGES)
    times = page.locator(".times")
    times.focus()
    page.keyboard.press("ArrowLeft")
    page.evaluate("e => e.exhibit.seek(20)", exhibit.element_handle())
    page.get_by_role("button", name=said("within.shove_right")).click()
    assert "15\u00a0N at step 20" in page.locator(".said").inner_text()
    shoves = "e => { e.exhibit.pause(); e.exhibit.seek(20); for (let i = 0; i < 5; i++) e.exhibit.shove(1); }"
    page.evaluate(shoves, exhibit.element_handle())
    steps = len(infer.play("final", 1, pushes=dict.fromkeys(range(20, 25), 90.0)))
    page.wait_for_function(
        "([e, steps]) => Number(e.dataset.steps) === steps", arg=[exhibit.element_handle(), steps]
    )
    assert steps < 80 and exhibit.get_attribute("data-end") != "stood"
    page.get_by_role("button", name=said("within.anew")).click()
    assert int(exhibit.get_attribute("data-steps")) == len(infer.play("final", 1))
    page.get_by_role("radio", name=said("within.survives")).click()
    plane = page.locator(".map")
    wide = plane.bounding_box()["width"]
    plane.click(position={"x": wide - 14, "y": 14})  # leaning far, and turning on
    page.wait_for_function("e => Number(e.dataset.steps) < 20", arg=exhibit.element_handle())
    plane.click(position={"x": wide / 2 + 20, "y": 120})
    page.wait_for_function("e => Number(e.dataset.steps) === 500", arg=exhibit.element_handle())
    plane.focus()
    for _ in range(15):
        page.keyboard.press("ArrowUp")
    for _ in range(8):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_function("e => Number(e.dataset.steps) < 500", arg=exhibit.element_handle())
    assert page.evaluate("window.messages") == 0


@pytest.mark.slow
def test_no_part_is_wider_than_a_phone(server, open_page, settled) -> None:
    page = open_page(f"{server}/cartpole?lang=ko", width=390, height=800, motion=False)
    for part in each_part(page, settled, "cartpole", OURS):
        page.locator(".exhibit").first.wait_for()
        assert_fits(page, part)
