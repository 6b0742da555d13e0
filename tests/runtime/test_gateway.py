import gc
import math
import threading
import time
import traceback
import weakref
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from core.runtime import gateway
from core.runtime.gateway import Busy, Gateway


class Stopped(BaseException):
    """What a page's thread is stopped with is no Exception."""


class Blocker:
    """Hold a gateway's worker until released."""

    def __init__(self, queue: Gateway) -> None:
        self.started, self.released = threading.Event(), threading.Event()
        self.thread = threading.Thread(target=queue.call, args=(self.hold,), daemon=True)
        self.thread.start()
        assert self.started.wait(5)

    def hold(self) -> None:
        self.started.set()
        assert self.released.wait(10)

    def release(self) -> None:
        self.released.set()
        self.thread.join(5)


@pytest.fixture
def queue() -> Gateway:
    return Gateway()


@pytest.fixture
def blocker(queue: Gateway) -> Iterator[Blocker]:
    blocker = Blocker(queue)
    yield blocker
    blocker.release()


def wait_until(condition, timeout_s: float = 5) -> None:
    end = time.monotonic() + timeout_s
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.005)


def test_a_call_returns_what_the_function_returns(queue):
    assert queue.call(divmod, 17, 5) == (3, 2)
    assert queue.call(sorted, [1, 3, 2], reverse=True) == [3, 2, 1]


def test_all_calls_run_in_one_thread_which_is_not_the_callers(queue):
    threads = {queue.call(threading.get_ident) for _ in range(5)}
    assert len(threads) == 1
    assert threading.get_ident() not in threads


def test_first_come_first_served(queue, blocker):
    order: list[int] = []
    with ThreadPoolExecutor(8) as pool:
        for i in range(8):
            pool.submit(queue.call, order.append, i)
            wait_until(lambda i=i: queue.status().waiting == i + 1)
        blocker.release()
    assert order == list(range(8))


def test_at_most_32_wait_and_the_next_is_told_how_many_are_ahead(queue, blocker):
    with ThreadPoolExecutor(gateway.MAX_WAITING) as pool:
        calls = [pool.submit(queue.call, int) for _ in range(gateway.MAX_WAITING)]
        wait_until(lambda: queue.status().waiting == 32)
        with pytest.raises(Busy) as refused:
            queue.call(int)
        blocker.release()
        assert [call.result(5) for call in calls] == [0] * 32
    assert refused.value.ahead == 33  # 32 waiting and the one being worked on
    assert refused.value.seconds > 0
    assert refused.value.facts == {"ahead": 33, "seconds": math.ceil(refused.value.seconds)}


def test_who_has_waited_too_long_is_told_so_and_is_not_run(queue, blocker):
    ran: list[int] = []
    began = time.monotonic()
    with pytest.raises(Busy) as refused:
        queue.call(ran.append, 1, timeout_s=0.3)
    assert 0.25 < time.monotonic() - began < 2
    assert refused.value.ahead == 1
    blocker.release()
    assert queue.call(int) == 0
    assert ran == []


def test_the_limit_is_on_the_wait_not_on_the_work(queue):
    assert queue.call(lambda: time.sleep(0.6) or "done", timeout_s=0.2) == "done"


def test_the_place_in_the_queue_is_shown_while_it_shrinks(queue, blocker):
    places: list[tuple[int, float]] = []
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(queue.call, time.sleep, 0.6)
        wait_until(lambda: queue.status().waiting == 1)
        second = pool.submit(queue.call, time.sleep, 0.6, on_wait=lambda *place: places.append(place))
        wait_until(lambda: places)
        blocker.release()
        first.result(5), second.result(5)
    ahead = [place for place, _ in places]
    assert ahead[0] == 2
    assert ahead == sorted(ahead, reverse=True)
    assert set(ahead) == {2, 1, 0}
    assert all(seconds >= 0 for _, seconds in places)
    assert places[0][1] > 0


def test_a_stopped_page_leaves_the_queue(queue, blocker):
    ran: list[int] = []

    def stop(ahead: int, seconds: float) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        queue.call(ran.append, 1, on_wait=stop)
    assert queue.status().waiting == 0
    blocker.release()
    assert queue.call(int) == 0
    assert ran == []


def test_a_page_that_is_stopped_during_its_work_leaves_at_once_and_the_next_is_served(queue):
    def stop(ahead: int, seconds: float) -> None:
        assert ahead == 0
        raise Stopped

    began = time.monotonic()
    with pytest.raises(Stopped):
        queue.call(time.sleep, 1, on_wait=stop)
    assert time.monotonic() - began < 0.9
    assert queue.call(int) == 0


def test_an_error_reaches_the_caller_with_its_traceback(queue):
    def inner() -> None:
        raise KeyError("no such model")

    with pytest.raises(KeyError, match="no such model") as caught:
        queue.call(inner)
    assert "inner" in [frame.name for frame in traceback.extract_tb(caught.value.__traceback__)]
    assert queue.call(int) == 0


def test_even_an_exit_does_not_end_the_worker(queue):
    with pytest.raises(SystemExit):
        queue.call(exit)
    assert queue.call(int) == 0


def test_a_call_from_inside_a_call_runs_directly(queue):
    assert queue.call(lambda: queue.call(lambda: queue.call(max, 1, 2))) == 2


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_lost_worker_is_replaced_and_its_caller_told(queue, monkeypatch):
    def lose_the_worker(request: gateway.Request) -> None:
        raise Stopped

    with monkeypatch.context() as patch:
        patch.setattr(gateway.Request, "run", lose_the_worker)
        with pytest.raises(RuntimeError, match="worker"):
            queue.call(int)
    assert queue.call(int) == 0


def test_status_tells_how_busy_the_device_is(queue):
    assert queue.status() == (0, None, None, gateway.FIRST_GUESS_S)
    blocker = Blocker(queue)
    assert queue.status().running_since <= time.monotonic()
    blocker.release()
    wait_until(lambda: queue.status().running_since is None)
    for _ in range(50):
        queue.call(time.sleep, 0.001)
    assert 0.001 <= queue.status().average_seconds < 0.1
    assert queue.status().ended <= time.monotonic()


def test_eight_threads_get_their_own_answers(queue):
    def ask(thread: int) -> list[tuple[int, int]]:
        return [queue.call(lambda a, b: (a, b), thread, i) for i in range(200)]

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(ask, range(8)))
    assert answers == [[(thread, i) for i in range(200)] for thread in range(8)]


def test_nothing_of_a_call_is_kept(queue):
    class Picture:
        pass

    def fail(picture: Picture) -> None:
        raise ValueError

    freed: list[str] = []
    asked, answered = Picture(), queue.call(Picture)
    weakref.finalize(asked, freed.append, "argument")
    weakref.finalize(answered, freed.append, "result")
    with pytest.raises(ValueError):
        queue.call(fail, asked)
    del asked, answered
    gc.collect()
    wait_until(lambda: sorted(freed) == ["argument", "result"])


def test_the_module_has_one_gateway_for_the_device():
    assert gateway.call(divmod, 7, 2) == (3, 1)
    assert gateway.status().waiting == 0
