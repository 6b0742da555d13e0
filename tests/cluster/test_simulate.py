"""The simulation of larger schools, where it is known what comes out."""

import pytest

pytest.importorskip("simpy", reason="simpy is not installed (requirements-cluster.txt)")
from tests.load.simulate import Costs, cores_for, simulate

EVEN = Costs(open_s=0.1, page_s=0.1, call_s=0.1, asks=1.0, spread=0.5)


def test_who_is_alone_waits_for_nothing_but_their_own_answer() -> None:
    found = simulate(1, 10.0, 2, costs=EVEN, seconds=5000)
    assert found.median_s == pytest.approx(0.2, rel=0.15)


def test_answers_come_as_fast_as_people_ask_while_cores_are_free() -> None:
    found = simulate(60, 10.0, 8, fronts=4, costs=EVEN, seconds=1000)
    assert found.answers_per_s == pytest.approx(60 / 10.2, rel=0.05)
    assert found.busy == pytest.approx(60 / 10.2 * 0.2 / 8, rel=0.05)


def test_a_full_machine_gives_what_its_cores_give() -> None:
    found = simulate(300, 1.0, 2, fronts=2, costs=EVEN, seconds=500)
    assert found.answers_per_s == pytest.approx(2 / 0.2, rel=0.07) and found.busy > 0.97
    one = simulate(300, 1.0, 8, fronts=1, costs=EVEN, seconds=500)
    assert one.answers_per_s == pytest.approx(1 / 0.1, rel=0.07)  # a front end is one core at most


def test_more_people_need_more_cores() -> None:
    assert cores_for(30, 10.0) <= cores_for(300, 10.0)
