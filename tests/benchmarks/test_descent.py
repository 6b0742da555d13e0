"""Descent against torch's own loop, and the race's payload."""

import json
import time

import pytest

from core.gradient_descent import descent, problems
from core.gradient_descent.optimizers import OPTIMIZERS
from core.gradient_descent.tuning import Tuning
from core.ui.components.gradient_descent.race import Race, Runner, Settings, scene
from core.ui.parts.gradient_descent import below

STEPS = 200


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
    settings = Settings("0.01", below.RATES, Tuning())
    runners = [Runner(o, o, "#000000", descent.run(problem, o, 0.01, STEPS)) for o in OPTIMIZERS]
    sent = json.dumps(scene(Race(problem, runners, settings, ""), {}), allow_nan=False)
    assert len(sent) < 0.3e6
