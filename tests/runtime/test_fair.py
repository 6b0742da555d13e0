import threading
import time
from collections import Counter

import pytest

from core.runtime.fair import FairQueue
from core.runtime.gateway import Gateway, Late


def served(queue: FairQueue, costs: dict[str, float], turns: int) -> list[str]:
    """Serve people who always want more; return who was served, in order."""
    order = []
    for person in costs:
        queue.put(person, person)
    for _ in range(turns):
        person, _ = queue.pop()
        order.append(person)
        queue.charge(person, costs[person])
        queue.put(person, person)
    return order


def test_equal_costs_take_turns() -> None:
    order = served(FairQueue(), dict.fromkeys("abc", 1.0), 9)
    assert order == list("abcabcabc")


def test_everybody_gets_the_same_time_of_the_device() -> None:
    costs = {"slow": 4.0, "quick": 1.0, "middle": 2.0}
    count = Counter(served(FairQueue(), costs, 700))
    assert {person: count[person] * cost for person, cost in costs.items()} == pytest.approx(
        dict.fromkeys(costs, 400.0), rel=0.02
    )


def test_who_was_away_saves_up_no_turns() -> None:
    queue = FairQueue()
    served(queue, {"a": 1.0}, 100)
    queue.put("b", "b")
    order = []
    for _ in range(6):
        person, _ = queue.pop()
        order.append(person)
        queue.charge(person, 1.0)
        queue.put(person, person)
    assert sorted(order) == list("aaabbb")


def test_a_newer_picture_takes_the_older_ones_place() -> None:
    queue = FairQueue()
    queue.put("a", "old")
    queue.put("b", "other")
    assert queue.put("a", "new") == "old"
    assert [queue.pop(), queue.pop()] == [("a", "new"), ("b", "other")]
    with pytest.raises(IndexError):
        queue.pop()


def test_what_is_taken_back_is_not_served_and_a_newer_one_is_kept() -> None:
    queue = FairQueue()
    queue.put("a", "new")
    queue.remove("a", "old")
    assert len(queue) == 1
    queue.remove("a", "new")
    assert not queue


def test_who_was_too_late_does_not_begin_at_the_end_of_the_line_again() -> None:
    queue = FairQueue()
    for person in "abc":
        queue.put(person, person)
    queue.remove("a", "a")
    queue.put("d", "d")
    queue.put("a", "newer")
    assert [queue.pop()[1] for _ in range(4)] == ["newer", "b", "c", "d"]


def test_memory_does_not_grow_with_people_who_have_left() -> None:
    queue = FairQueue()
    for number in range(1, 500):
        queue.put(number, number)
        queue.charge(queue.pop()[0], 0.01)
        queue.put("stays", 0)
        queue.charge(queue.pop()[0], 0.01)
        queue.put(-number, number)
        queue.remove(-number, number)
    assert len(queue._used) < 10 and len(queue._places) < 300


class Line:
    """A gateway whose worker is held until `go`; what it then runs is noted in order."""

    def __init__(self) -> None:
        self.queue, self.order, self.go = Gateway(), [], threading.Event()
        self.threads: list[threading.Thread] = []
        started = threading.Event()
        self.run(lambda: self.queue.call(lambda: (started.set(), self.go.wait(10))))
        assert started.wait(5)

    def run(self, work) -> None:
        self.threads.append(threading.Thread(target=work, daemon=True))
        self.threads[-1].start()

    def wait_for(self, condition) -> None:
        end = time.monotonic() + 5
        while not condition():
            assert time.monotonic() < end
            time.sleep(0.002)

    def finish(self) -> list[str]:
        self.go.set()
        for thread in self.threads:
            thread.join(5)
            assert not thread.is_alive()
        return self.order


def test_a_click_that_comes_later_is_served_before_live_pictures() -> None:
    line = Line()
    for at, person in enumerate("abc", 1):
        line.run(lambda person=person: line.queue.live(person, line.order.append, f"live {person}"))
        line.wait_for(lambda at=at: len(line.queue._live) == at)
    line.run(lambda: line.queue.call(line.order.append, "click"))
    line.wait_for(lambda: line.queue.status().waiting == 1)
    assert line.finish() == ["click", "live a", "live b", "live c"]


def test_a_late_picture_is_dropped_and_never_looked_at() -> None:
    line, said = Line(), []

    def ask() -> None:
        try:
            line.queue.live("a", line.order.append, "late", late_s=0.05)
        except Late:
            said.append("late")

    line.run(ask)
    line.wait_for(lambda: said)
    assert line.finish() == []


def test_the_older_picture_of_the_same_person_is_dropped() -> None:
    line, said = Line(), []

    def ask(name: str) -> None:
        try:
            line.queue.live("a", line.order.append, name)
        except Late:
            said.append(name)

    line.run(lambda: ask("old"))
    line.wait_for(lambda: len(line.queue._live) == 1)
    line.run(lambda: ask("new"))
    line.wait_for(lambda: said)
    assert line.finish() == ["new"]
    assert said == ["old"]


def test_everybody_gets_the_answer_to_their_own_picture() -> None:
    queue, wrong = Gateway(), []

    def film(person: int) -> None:
        for number in range(50):
            if queue.live(person, lambda p, n: (p, n), person, number) != (person, number):
                wrong.append((person, number))

    threads = [threading.Thread(target=film, args=(person,)) for person in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert not wrong and not queue._live


def test_a_stopped_page_takes_its_picture_back_and_errors_belong_to_the_caller() -> None:
    line = Line()

    def stop() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        line.queue.live("a", line.order.append, "stopped", on_wait=stop)
    assert line.finish() == []
    with pytest.raises(ZeroDivisionError):
        line.queue.live("a", divmod, 1, 0)
