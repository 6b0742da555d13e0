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


def test_one_address_cannot_keep_all_seats_from_others() -> None:
    now = 0.0
    seats = Seats(6, clock=lambda: now, at_one_address=4)
    assert [seats.take(f"crowd {i}", "10.0.0.1") for i in range(10)] == [0] * 6 + [1, 2, 3, 4]
    now = 5
    for i in (0, 2, 3, 4, 5):
        seats.seen(f"crowd {i}")
    assert seats.take("someone", "10.0.0.2") == 0 and seats.taken == 6
    assert seats.take("crowd 0", "10.0.0.1") == 0, "who does something stays"
    assert seats.take("crowd 1", "10.0.0.1") == 5, "who did the least waits"
    assert seats.take("else", "10.0.0.3") == 0
    assert seats.take("late", "10.0.0.4") == 1  # now the crowd has four: before its own who wait
    seats.leave("crowd 0")
    assert seats.take("crowd 6", "10.0.0.1") == 2 and seats.take("late", "10.0.0.4") == 0


def test_an_idle_seat_is_given_to_who_waits_and_the_largest_crowd_gives_first() -> None:
    now = 0.0
    seats = Seats(3, clock=lambda: now, at_one_address=2, idle_s=100)
    assert [seats.take("early", "a"), seats.take("crowd 1", "b"), seats.take("crowd 2", "b")] == [0, 0, 0]
    now = 20
    assert [seats.take("early", "a"), seats.take("crowd 1", "b")] == [0, 0]
    now = 90
    seats.seen("crowd 2")
    assert seats.take("new", "c") == 1
    now = 121
    assert seats.take("new", "c") == 0 and seats.taken == 3  # "early" is idle as well, alone at its address
    assert seats.take("early", "a") == 0
    now = 125
    assert seats.take("crowd 1", "b") == 1, "who was idle waits like everybody"
    now = 142
    assert seats.take("crowd 1", "b") == 0, "and gets the seat of one who has only opened a page"
    assert seats.take("new", "c") == 1 and seats.take("early", "a") == 0


def test_idle_seats_stay_while_nobody_waits() -> None:
    now = 0.0
    seats = Seats(2, clock=lambda: now, idle_s=10)
    assert [seats.take("a"), seats.take("b")] == [0, 0]
    now = 1e6
    assert seats.taken == 2 and [seats.take("a"), seats.take("b")] == [0, 0]


def test_ghosts_leave_queue_and_seats_as_soon_as_anybody_asks() -> None:
    gone: set[str] = set()
    seats = Seats(1, here=lambda visitor: visitor not in gone)
    assert [seats.take(name) for name in "abcd"] == [0, 1, 2, 3]
    gone |= {"b", "c"}
    assert seats.take("d") == 1 and seats.waiting == 1
    gone.add("a")
    assert seats.take("d") == 0 and (seats.taken, seats.waiting) == (1, 0)


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
