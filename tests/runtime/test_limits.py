import threading

import pytest

from core.runtime.limits import Full, Places, Seats


def test_those_over_the_limit_know_their_place_and_move_up_in_order() -> None:
    seats = Seats(2)
    assert [seats.take(name) for name in "abcd"] == [0, 0, 1, 2]
    assert seats.take("c") == 1 and seats.take("a") == 0
    seats.leave("b")
    assert seats.take("d") == 2  # c was first
    assert seats.take("c") == 0
    assert seats.take("d") == 1
    assert (seats.taken, seats.waiting) == (2, 1)


def test_who_stops_asking_loses_the_place_in_the_queue() -> None:
    now = 0.0
    seats = Seats(1, patience_s=20, clock=lambda: now)
    assert [seats.take(name) for name in "abc"] == [0, 1, 2]
    now = 15
    seats.take("c")
    now = 30
    assert seats.take("c") == 1  # b has not asked for 30 s
    seats.leave("c")
    assert seats.waiting == 0


def test_many_at_once_never_get_more_seats_than_there_are() -> None:
    seats, found = Seats(7), []
    threads = [threading.Thread(target=lambda i=i: found.append(seats.take(str(i)))) for i in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == [0] * 7 + sorted(place for place in found if place)
    assert seats.taken == 7 and seats.waiting == 43


def test_places_are_given_back_also_after_an_error() -> None:
    places = Places(1, "trainings_full")
    with pytest.raises(ValueError), places.one():
        raise ValueError
    with places.one(), pytest.raises(Full) as refused, places.one():
        pass
    assert refused.value.code == "trainings_full" and refused.value.facts == {"most": 1}


def test_who_waits_gets_the_place_that_becomes_free() -> None:
    places, entered = Places(1, "trainings_full", wait_s=10), threading.Event()

    def later() -> None:
        with places.one():
            entered.set()

    with places.one():
        thread = threading.Thread(target=later)
        thread.start()
        assert not entered.wait(0.1)
    assert entered.wait(5)
    thread.join()
