"""How long people would wait in a larger school, from what one call and one page cost: a queue in simpy.

    python -m tests.load.simulate --people 30 60 300 3000

Everybody comes within five seconds and opens a page, then looks (a pause) and clicks: the page is drawn by a
front end (one core at most, as it is one Python process), and with a chance a network is asked (one worker).
Both share the cores. The numbers below were measured (docs/scaling.md, which also says how close this comes).
"""

import argparse
import math
import random
from dataclasses import dataclass

import numpy as np

COME_S = 5.0


@dataclass(frozen=True)
class Costs:
    """Seconds of a core that one click costs, and how often a network is asked."""

    open_s: float = 0.3
    """the first page of somebody, whole"""
    page_s: float = 0.09
    call_s: float = 0.12
    asks: float = 0.5
    """share of clicks that ask a network"""
    spread: float = 0.8
    """standard deviation of the logarithm of each, as some lessons cost ten times as much as others"""


@dataclass(frozen=True)
class Waited:
    """What people waited for an answer, in seconds, how many answers a second, how busy each core was."""

    open_median_s: float
    open_p95_s: float
    median_s: float
    p95_s: float
    answers_per_s: float
    busy: float


def simulate(
    people: int,
    pause_s: float,
    cores: int,
    fronts: int = 1,
    costs: Costs | None = None,
    seconds: float = 300.0,
    seed: int = 0,
    settled_s: float = 0.0,
) -> Waited:
    """Return how long `people` wait who click every `pause_s` seconds on the mean, on `cores` cores.

    Clicks of the first `settled_s` seconds, in which pages still open, are not counted.
    """
    import simpy

    costs, rng, env = costs or Costs(), random.Random(seed), simpy.Environment()
    machine = simpy.Resource(env, cores)
    processes = [simpy.Resource(env, 1) for _ in range(fronts)]
    opened: list[float] = []
    waited: list[float] = []
    work = 0.0

    def spent(mean_s: float) -> float:
        return mean_s * rng.lognormvariate(-(costs.spread**2) / 2, costs.spread)

    def on_a_core(seconds_: float):
        nonlocal work
        with machine.request() as core:
            yield core
            yield env.timeout(seconds_)
            work += seconds_

    def answer(front: simpy.Resource, page_s: float, noted: list[float]):
        asked = env.now
        with front.request() as turn:
            yield turn
            yield from on_a_core(spent(page_s))
        if rng.random() < costs.asks:
            yield from on_a_core(spent(costs.call_s))
        if noted is opened or asked >= settled_s:
            noted.append(env.now - asked)

    def person(place: int):
        front = processes[place % fronts]
        yield env.timeout(COME_S * place / people)
        yield from answer(front, costs.open_s, opened)
        while True:
            yield env.timeout(rng.uniform(0, 2 * pause_s))
            yield from answer(front, costs.page_s, waited)

    for place in range(people):
        env.process(person(place))
    env.run(seconds)
    felt = (float(value) for lot in (opened, waited) for value in np.quantile(lot, [0.5, 0.95]))
    return Waited(*felt, len(waited) / (seconds - settled_s), work / seconds / cores)


def cores_for(people: int, pause_s: float, longest_s: float = 2.0, costs: Costs | None = None) -> int:
    """Return about the fewest cores with which 95 of 100 answers come within `longest_s`.

    There are half as many front ends.
    """
    each = costs or Costs()
    cores = max(1, math.ceil(people * (each.page_s + each.asks * each.call_s) / pause_s))
    while _settled(people, pause_s, cores, costs).p95_s > longest_s:
        cores += max(1, cores // 8)
    return cores


def _settled(people: int, pause_s: float, cores: int, costs: Costs | None = None) -> Waited:
    return simulate(people, pause_s, cores, max(1, cores // 2), costs, 180.0, settled_s=120.0)


def main() -> None:
    """Print a row for each size of school."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--people", type=int, nargs="+", default=[30, 60, 300, 3000])
    parser.add_argument("--pause", type=float, default=10.0)
    parser.add_argument("--cores", type=int, help="on so many; else the fewest for 2 s in 95 of 100 cases")
    parser.add_argument("--fronts", type=int)
    parser.add_argument("--settled", type=float, default=0.0, help="seconds that do not count")
    asked = parser.parse_args()
    for people in asked.people:
        cores = asked.cores or cores_for(people, asked.pause)
        fronts = asked.fronts or max(1, cores // 2)
        found = simulate(people, asked.pause, cores, fronts, settled_s=asked.settled)
        print(
            f"{people} people, {cores} cores, {fronts} front ends: open {found.open_median_s:.1f} / "
            f"{found.open_p95_s:.1f} s, then {found.median_s:.2f} / {found.p95_s:.2f} s, "
            f"{found.answers_per_s:.1f} answers a second, cores {found.busy:.0%} busy"
        )


if __name__ == "__main__":
    main()
