"""Descent against torch's own loop, the race's payload, and how soon a control is a new picture."""

import json
import statistics
import time

import pytest

from core.gradient_descent import descent, problems
from core.gradient_descent.optimizers import OPTIMIZERS
from core.i18n.catalog import text
from core.ui.components.gradient_descent.race import Race, Runner, scene

STEPS = 200
UNTIL_NEW = """(root) => {
  const { known } = root.race, began = performance.now();
  root.next = new Promise((done) => {
    const took = () => done(performance.now() - began);
    const look = () => (root.race.known === known ? requestAnimationFrame(look) : took());
    look();
  });
}"""


def torch_race() -> None:
    import torch

    x, y = torch.tensor([1.0, 2.0, 3.0, 4.0]), torch.tensor([3.0, 6.0, 9.0, 12.0])
    makers = [torch.optim.SGD] * 5 + [
        torch.optim.Adagrad,
        torch.optim.RMSprop,
        torch.optim.Adam,
        torch.optim.AdamW,
    ]
    for make in makers:
        w = torch.zeros(1, requires_grad=True)
        optimizer = make([w], lr=0.05)
        for _ in range(STEPS):
            optimizer.zero_grad()
            torch.mean((y - w * x) ** 2).backward()
            optimizer.step()


def our_race() -> None:
    for name in OPTIMIZERS:
        descent.run(problems.course_example(), name, 0.05, STEPS)


def seconds(function) -> float:
    began = time.perf_counter()
    function()
    return time.perf_counter() - began


@pytest.mark.slow
def test_nine_walks_cost_a_twentieth_of_torchs_loop(record_property) -> None:
    torch_race(), our_race()
    pairs = [(seconds(torch_race), seconds(our_race)) for _ in range(5)]
    theirs, ours = (min(times) for times in zip(*pairs, strict=True))
    print(f"{STEPS} steps x 9 optimizers: torch {theirs * 1e3:.0f} ms, ours {ours * 1e3:.1f} ms")
    record_property("descent_over_torch", round(theirs / ours, 1))
    assert theirs >= 20 * ours


@pytest.mark.parametrize("name", [*problems.SURFACES, "course"])
def test_the_longest_race_is_a_small_message(name: str) -> None:
    problem = problems.SURFACES.get(name) or problems.course_example()
    runners = [Runner(o, "#000000", descent.run(problem, o, 0.01, STEPS)) for o in OPTIMIZERS]
    sent = json.dumps(scene(Race(problem, runners, ""), {}), allow_nan=False)
    assert len(sent) < 0.3e6


@pytest.mark.slow
def test_a_control_is_soon_a_new_picture(
    server, open_page, settled, bare_control_ms, record_property
) -> None:
    page = open_page(f"{server}/gradient_descent?lang=en")
    page.wait_for_timeout(12_000)  # until the server has finished its own preparations
    slider = page.get_by_role("slider", name=text("en", "gradient_descent.rate"))
    bare, times = [bare_control_ms()], []
    for _ in range(11):
        slider.focus()
        page.locator(".race").evaluate(UNTIL_NEW)
        page.keyboard.press("ArrowRight")
        times.append(page.locator(".race").evaluate("(root) => root.next"))
        settled(page)
    bare.append(bare_control_ms())
    ours, theirs = statistics.median(times), statistics.mean(bare)
    print(
        f"learning rate to new picture: {ours:.0f} ms, a bare app {theirs:.0f} ms, ratio {ours / theirs:.1f}"
    )
    record_property("descent_control_over_bare", round(ours / theirs, 1))
    assert ours < 10 * theirs
