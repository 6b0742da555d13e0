"""The race in a real browser: it plays, is scrubbed, and asks the server only for a moved start or point."""

from collections.abc import Callable

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from core.gradient_descent import descent, problems
from core.gradient_descent.optimizers import OPTIMIZERS
from core.gradient_descent.tuning import SCHEDULES, Tuning
from core.i18n.catalog import Words, text
from core.ui.components.gradient_descent.race import Race, Runner, Settings, scene
from core.ui.parts.gradient_descent import below
from tests.browser.looks import follow

FORMULA = (
    "x^2 + 3*sin(3*x) - erf(y)*tanh(x) + (abs(y) + 1)^(x/4) + (2 if x > y else softplus(y)) + max(x, y)/9"
)
POINTS = np.array([[-2, 0], [-1.2, 0], [-0.6, 1], [-0.2, 0], [0.5, 1], [1.1, 0], [2, 1.0]])
LANDSCAPES = {  # with a rate at which nothing is chaotic: rounding would grow to another walk
    **{name: (problem, "0.001") for name, problem in problems.SURFACES.items()},
    "course": (problems.course_example(), "0.05"),
    "line": (problems.fit_line(POINTS), "0.1"),
    "logistic": (problems.fit_logistic(POINTS), "0.5"),
    "own": (problems.own(FORMULA), "0.01"),
    "runs away": (problems.SURFACES["valley"], "1"),
    "leaves where it is defined": (problems.own("x - log(x)"), "5"),
}
WALK = """(root, scenes) => scenes.map((scene) => {
  const { race } = root;
  race.take(structuredClone(scene), () => {});
  for (const run of race.scene.runs) run.params = run.losses = null;
  race.walk();
  return race.scene.runs.map((run) => ({ ...run, params: [...run.params], losses: [...run.losses] }));
})"""

PHRASE = "gradient_descent.race."
COUNT_SENT = """() => {
  const { send } = WebSocket.prototype;
  window.sent = 0;
  WebSocket.prototype.send = function (...data) { window.sent++; return send.apply(this, data); };
}"""


@pytest.fixture
def open_race(server, open_page) -> Callable[..., Page]:
    def open_(query: str = "", **window: object) -> Page:
        page = open_page(f"{server}/gradient_descent?lang=en&{query}", **window)
        expect(page.locator(".race .ranking li").first).to_be_visible()
        return page

    return open_


def of(page: Page, expression: str) -> object:
    """Return what a JavaScript expression of `race` gives."""
    return page.locator(".race").evaluate(f"(root) => {{ const race = root.race; return {expression}; }}")


def wait(page: Page, expression: str) -> None:
    root = page.locator(".race").element_handle()
    until = f"(root) => {{ const race = root.race; return {expression}; }}"
    page.wait_for_function(until, arg=root, polling=100, timeout=15_000)


def press(page: Page, word: str) -> None:
    page.get_by_role("button", name=text("en", PHRASE + word), exact=True).click()


def drawing(page: Page) -> str:
    return of(page, "race.land.toDataURL()")


def test_it_plays_stops_steps_and_scrubs_without_the_server(open_race, server) -> None:
    page = open_race("problem=valley&rate=0.05")
    page.evaluate(COUNT_SENT)
    known = of(page, "race.scene.alt")
    last = drawing(page)
    assert of(page, "race.time") == 100
    press(page, "play")
    wait(page, "race.time > 2 && race.time < 60")
    press(page, "pause")
    stopped = of(page, "race.time")
    assert drawing(page) != last
    page.wait_for_timeout(200)
    assert of(page, "race.time") == stopped
    press(page, "step_back")
    wait(page, f"race.time === {int(-(-stopped // 1)) - 1}")
    page.locator(".race .clock input").focus()
    page.keyboard.press("Home")
    assert of(page, "race.time") == 0
    page.keyboard.press("End")
    assert of(page, "race.time") == 100 and drawing(page) == last
    assert page.evaluate("window.sent") == 0 and of(page, "race.scene.alt") == known


def test_the_browser_walks_as_the_core(open_race) -> None:
    page, words, expected, scenes = open_race(), Words("en", "gradient_descent").table("race"), [], []
    for i, (problem, rate) in enumerate(LANDSCAPES.values()):
        tuning = Tuning(0.7, 3, SCHEDULES[i % 4])
        settings = Settings(rate, below.RATES, tuning, seed=5)
        walks = [descent.run(problem, name, float(rate), 60, seed=5, tuning=tuning) for name in OPTIMIZERS]
        runners = [Runner(n, n, "red", walk) for n, walk in zip(OPTIMIZERS, walks, strict=True)]
        scenes.append(scene(Race(problem, runners, settings, ""), words) | {"seen": {}})
        expected.append(walks)
    for name, found, walks in zip(
        LANDSCAPES, page.locator(".race").evaluate(WALK, scenes), expected, strict=True
    ):
        for run, walk in zip(found, walks, strict=True):
            where = f"{name}, {run['rule']}"
            places = np.reshape(run["params"], walk.params.shape)
            np.testing.assert_allclose(places, walk.params, rtol=1e-7, atol=1e-9, err_msg=where)
            np.testing.assert_allclose(run["losses"], walk.losses, rtol=1e-6, atol=1e-9, err_msg=where)
            assert (run["reached"], run["diverged"]) == (walk.reached, walk.diverged), where


def test_a_slider_moves_all_walks_while_it_is_dragged_and_is_then_in_the_link(open_race, settled) -> None:
    page = open_race("problem=line&optimizers=gd.momentum.minibatch.adam&rate=0.01")
    page.evaluate(COUNT_SENT)
    slider = page.get_by_role("slider", name=text("en", f"{PHRASE}knob_rate"))
    box = slider.bounding_box()
    ends = "race.scene.runs.map((run) => run.params.at(-1)).join()"
    seen = [of(page, ends)]
    page.mouse.move(box["x"] + box["width"] * 0.4, box["y"] + 22)
    page.mouse.down()
    for share in (0.42, 0.45, 0.5):
        page.mouse.move(box["x"] + box["width"] * share, box["y"] + 22)
        page.wait_for_function("() => new Promise((done) => requestAnimationFrame(() => done(true)))")
        seen.append(of(page, ends))
    assert len(set(seen)) == 4 and page.evaluate("window.sent") == 0
    rate = of(page, "race.knobs.texts().rate")
    page.mouse.up()
    page.wait_for_url(f"**rate={rate}*")
    settled(page)
    assert of(page, "[race.busy, race.knobs.texts().rate]") == [False, rate]
    page.get_by_role("slider", name=text("en", f"{PHRASE}knob_beta")).focus()
    page.keyboard.press("ArrowLeft")
    page.wait_for_url("**beta=0.89*")
    page.get_by_role("slider", name=text("en", f"{PHRASE}knob_batch")).focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**batch=3*")


def test_it_opens_with_one_ball_on_one_curve_at_its_start(open_race) -> None:
    page = open_race()
    assert of(page, "[race.scene.params, race.scene.runs.length, race.time]") == [1, 1, 0]
    page.locator(".race .clock input").focus()
    page.keyboard.press("End")
    page.wait_for_function("() => location.search.includes('at=20')")


def test_a_moved_start_is_in_the_link(open_race, settled) -> None:
    page = open_race("problem=himmelblau")
    box = page.locator(".race .landscape").bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.35, box["y"] + box["height"] * 0.4)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + box["height"] * 0.25, steps=4)
    page.mouse.up()
    page.wait_for_url("**start=-*")
    settled(page)
    x, y = of(page, "[...race.scene.runs[0].params].slice(0, 2)")
    assert -4 < x < -0.5 and 1 < y < 4
    page.locator(".race .landscape").focus()
    before = page.url
    page.keyboard.press("ArrowRight")
    page.wait_for_function(f"() => location.href !== {before!r}")


def test_points_are_dragged_removed_and_added(open_race, settled) -> None:
    page = open_race("problem=line")
    x, y = of(page, "[race.field.X(race.dots[4][0]), race.field.Y(race.dots[4][1])]")
    box = page.locator(".race .points").bounding_box()
    page.mouse.move(box["x"] + x, box["y"] + y)
    page.mouse.down()
    before = of(page, "race.scene.runs[0].params.at(-1)")
    page.evaluate(COUNT_SENT)
    page.mouse.move(box["x"] + x, box["y"] + y - 40, steps=3)
    wait(page, f"race.scene.runs[0].params.at(-1) !== {before}")
    dots, floor, best = of(page, "[race.dots, race.scene.floor, race.scene.minima[0]]")
    problem = problems.fit_line(np.array(dots))
    assert floor == pytest.approx(problem.floor) and best == pytest.approx(problem.minima[0])
    assert page.evaluate("window.sent") == 0
    page.mouse.up()
    page.wait_for_url("**points_line=*")
    settled(page)
    assert of(page, "race.scene.points.length") == 9
    page.locator(".race .points").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Delete")
    wait(page, "race.scene.points.length === 8")
    settled(page)
    page.mouse.dblclick(box["x"] + box["width"] * 0.85, box["y"] + box["height"] * 0.7)
    wait(page, "race.scene.points.length === 9")


def test_the_surface_turns_by_drag_and_keys(open_race) -> None:
    page = open_race("problem=himmelblau")
    press(page, "surface")
    before = drawing(page)
    page.locator(".race .landscape").focus()
    page.keyboard.press("ArrowLeft")
    turned = drawing(page)
    assert turned != before
    box = page.locator(".race .landscape").bounding_box()
    page.mouse.move(box["x"] + 200, box["y"] + 200)
    page.mouse.down()
    page.mouse.move(box["x"] + 260, box["y"] + 220, steps=3)
    page.mouse.up()
    assert drawing(page) != turned
    assert "start=" not in page.url


def test_a_click_on_a_bar_loads_its_rate(open_race, settled) -> None:
    page = open_race("problem=course&optimizers=gd&below=rates&rate=0.0001&steps=20")
    bar = page.locator(".stPlotlyChart .barlayer .point path").nth(20)
    bar.wait_for()
    bar.scroll_into_view_if_needed()
    settled(page)
    page.wait_for_timeout(500)  # until the chart has taken its width
    bar.click(force=True)
    page.wait_for_function("() => !location.search.includes('rate=0.0001')")


def test_on_a_phone_nothing_is_cut_off(open_race) -> None:
    page = open_race("problem=line", width=390, height=900)
    rights = "[...root.querySelectorAll('*')].map((e) => e.getBoundingClientRect().right)"
    assert of(page, f"Math.max(...{rights})") <= 390


def test_without_motion_a_step_is_a_jump(open_race) -> None:
    page = open_race("problem=bowl")
    page.emulate_media(reduced_motion="reduce")
    press(page, "step_back")
    assert of(page, "race.time") == 99


def test_one_step_by_hand_goes_on_and_back_and_is_in_the_link(open_race, settled, server) -> None:
    query = "problem=course&optimizers=gd&rate=0.1&steps=10&below=hand"
    page = open_race(query)
    page.evaluate(COUNT_SENT)
    line, mean = page.locator(".hand .last"), page.locator(".hand .mean")
    expect(line).to_contain_text("= 0 − 0.1 × (−45)= 4.5")
    expect(mean).to_have_text("mean67.5−45")
    forward = page.locator(".hand .next")
    forward.click()
    expect(line).to_contain_text("= 4.5 − 0.1 × 22.5= 2.25")
    expect(mean).to_have_text("mean16.87522.5")
    forward.click()
    expect(line).to_contain_text("= 2.25 − 0.1 × (−11.25)= 3.375")
    page.locator(".hand .back").click()
    page.wait_for_function("() => location.search.includes('hand=1')")
    assert page.evaluate("window.sent") == 0
    follow(page, settled, f"{server}/gradient_descent?lang=ko&{query}&hand=1")
    expect(page.locator(".hand .last")).to_contain_text("= 4.5 − 0.1 × 22.5= 2.25")


def test_step_and_look_are_in_the_link_and_come_back_in_the_other_language(
    open_race, settled, server
) -> None:
    page = open_race("problem=himmelblau")
    press(page, "surface")
    page.locator(".race .landscape").focus()
    page.keyboard.press("ArrowLeft")
    press(page, "step_back")
    page.wait_for_function("() => /at=99/.test(location.search) && /look=/.test(location.search)")
    look = page.evaluate("() => new URL(location.href).searchParams.get('look')")
    follow(page, settled, f"{server}/gradient_descent?lang=ko&problem=himmelblau&at=99&look={look}")
    expect(page.locator(".race .ranking li").first).to_be_visible()
    wait(page, "race.time === 99 && race.view.lift === 1")
    assert of(page, "`${race.view.turn.toFixed(2)}_${race.view.tilt.toFixed(2)}`") == look


def test_points_are_added_and_removed_by_buttons(open_race, settled) -> None:
    page = open_race("problem=logistic")
    page.get_by_role("button", name=text("en", PHRASE + "add_point")).click()
    wait(page, "race.scene.points.length === 11")
    settled(page)
    page.get_by_role("button", name=text("en", PHRASE + "remove_point")).click()
    wait(page, "race.scene.points.length === 10")
