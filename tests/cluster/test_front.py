"""A front end without Ray: what travels, what becomes of each answer, what is counted."""

import subprocess
import sys
import threading

import numpy as np
import pytest

from core.runtime import gateway
from core.runtime.cluster import meter, metrics, settings, wire
from core.runtime.cluster.front import Front, WorkersLost
from core.runtime.cluster.school import School, Told, Totals
from core.runtime.cluster.seats import SharedPlaces, SharedSeats
from core.runtime.limits import Full, Places, Seats
from core.shared import boxes
from core.ui import live_training
from tests.load.server import ROOT

A, B = np.float32([[0, 0, 2, 2]]), np.float32([[1, 0, 3, 2]])


class FakeLink:
    """A cluster in this process: `answers` come first, then real ones."""

    def __init__(self, tell, hear) -> None:
        self.state, self.why, self.totals, self.name = "up", "", None, "front"
        self.answers: list[tuple] = []
        self.school, self.worked = School(settings.fingerprint()), 0
        self.school.set_workers({"photos": 2}, settings.fingerprint(), 1)
        self.beat = lambda: hear(self.school.beat(self.name, tell()))

    def work(self, kind: str, data: bytes) -> tuple:
        self.worked += 1
        return self.answers.pop(0) if self.answers else ("answer", wire.perform(data))

    def count(self, method: str, *args, wait_s: float = 4.0) -> tuple:
        return (
            ("counted", getattr(self.school, method)(self.name, *args))
            if self.state == "up"
            else ("away", "")
        )

    def refuse(self, why: str) -> None:
        self.state, self.why = "refused", why

    def close(self) -> None:
        pass


@pytest.fixture
def front() -> Front:
    return Front(FakeLink)


def test_an_answer_from_elsewhere_is_the_same_and_ones_own(front: Front) -> None:
    found = front.call(boxes.iou, A, B)
    np.testing.assert_array_equal(found, boxes.iou(A, B))
    assert found.flags.writeable and front.link.worked == 1


@pytest.mark.parametrize("function", [lambda: 7, divmod, np.add, "".join])
def test_what_has_no_name_in_the_project_runs_here(front: Front, function) -> None:
    assert wire.packed(function, (), {}) is None
    assert front.call(divmod, 7, 2) == (3, 1) and front.link.worked == 0


def test_what_cannot_be_packed_runs_here(front: Front) -> None:
    assert front.call(live_training._advance, Counting(threading.Lock()), 0.1) >= 0
    assert front.link.worked == 0


class Counting:
    def __init__(self, extra: object = None) -> None:
        self.steps, self.extra = 0, extra

    def advance(self, seconds: float) -> None:
        self.steps += 1


def test_a_training_elsewhere_brings_back_what_was_learnt(front: Front) -> None:
    learner = Counting()
    assert wire.kind(live_training._advance) == "trainings"
    for _ in range(3):
        front.call(live_training._advance, learner, 0.1)
    assert learner.steps == 3 and front.link.worked == 3


def test_an_error_from_elsewhere_is_the_same_error(front: Front) -> None:
    from core.media.errors import MediaError
    from core.media.images import load_user_image

    with pytest.raises(MediaError) as here:
        load_user_image(b"nothing", "")
    with pytest.raises(MediaError) as there:
        front.call(load_user_image, b"nothing", "")
    assert (there.value.code, there.value.facts) == (here.value.code, here.value.facts)


@pytest.mark.parametrize("answer", ["missing", "unreadable"])
def test_what_a_worker_cannot_do_is_done_here(front: Front, answer: str) -> None:
    front.link.answers = [("answer", wire.pack(wire.Answer(answer, (RuntimeError, (), {}))))]
    np.testing.assert_array_equal(front.call(boxes.iou, A, B), boxes.iou(A, B))


def test_without_the_cluster_all_is_done_here_and_nobody_hears_of_it(front: Front) -> None:
    front.link.answers = [("away", "the head is gone")]
    np.testing.assert_array_equal(front.call(boxes.iou, A, B), boxes.iou(A, B))
    front.link.state = "away"
    np.testing.assert_array_equal(front.live("me", boxes.iou, A, B), boxes.iou(A, B))
    assert front.link.worked == 1


def test_workers_of_another_version_are_refused_with_a_sentence(front: Front) -> None:
    front.link.answers = [("answer", wire.pack(wire.Answer("differs", "theirs")))]
    np.testing.assert_array_equal(front.call(boxes.iou, A, B), boxes.iou(A, B))
    assert front.cluster()["state"] == "refused" and "theirs" in front.cluster()["why"]
    front.call(boxes.iou, A, B)
    assert front.link.worked == 1


def test_a_full_cluster_is_the_pages_busy_with_place_and_time(front: Front) -> None:
    front.link.answers = [("busy", None)]
    front.link.totals = Totals("", 2, 0, 0, 7, 3, 0, 0, {})
    with pytest.raises(gateway.Busy) as busy:
        front.call(boxes.iou, A, B)
    assert busy.value.facts["ahead"] == 7 and busy.value.facts["seconds"] >= 3


def test_a_call_that_two_workers_did_not_survive_is_tried_nowhere_else(front: Front) -> None:
    front.link.answers = [("died", "two workers were lost")]
    with pytest.raises(WorkersLost):
        front.call(boxes.iou, A, B)


def test_a_lane_for_each_worker_and_the_others_queue_comes_before(front: Front) -> None:
    queue = front._queues["photos"]
    front.link.school.beat("other", Told(queue=5))
    front.link.beat()
    assert len(queue._lanes) == 2 and queue.elsewhere == 5
    assert queue._ahead(None) == (5, 5 * gateway.FIRST_GUESS_S / 2)


def make_school(clock=lambda: 0.0) -> School:
    school = School("v", clock=clock)
    school.set_workers({"photos": 2}, "v", 2)
    return school


def test_seats_are_counted_over_all_front_ends() -> None:
    school, limits = make_school(), (2, 2, 300.0)
    for front, visitor in (("one", "a"), ("two", "b")):
        school.beat(front, Told({visitor}, limits=limits))
        assert school.take(front, visitor, front) == 0
    assert school.take("two", "c", "x") == 1
    assert school.beat("one", Told({"a"})).people == 2
    assert school.beat("one", Told(left={"a"})).people == 1
    assert school.take("two", "c", "x") == 0


def test_the_people_of_a_front_end_that_is_gone_free_their_seats() -> None:
    now = [0.0]
    school = make_school(lambda: now[0])
    school.beat("one", Told({"a"}))
    assert school.take("one", "a", "") == 0 and school.begin_training("one")
    now[0] = 16.0
    totals = school.beat("two", Told())
    assert (totals.people, totals.trainings, totals.fronts) == (0, 0, 1)


def test_a_school_that_was_begun_anew_knows_who_had_a_seat() -> None:
    school = make_school()
    assert school.beat("one", Told({"a", "b"}, seated={"a"})).people == 1


def test_a_seat_that_somebody_else_got_is_taken_back_here(front: Front) -> None:
    seats = SharedSeats(Seats(1, idle_s=300), front, lambda visitor: True, lambda: 0)
    front.link.beat()
    assert seats.take("a") == 0 and seats.taken == 1
    front.link.school._seats._seated["a"].asked -= 1000
    assert front.link.school.take("other", "b", "") == 0
    front.link.beat()
    assert seats.taken == 0 and seats.take("a") != 0
    front.link.state, front.link.totals = "away", None
    assert seats.take("a") == 0  # cut off, it counts by itself


def test_trainings_are_counted_over_all_front_ends(front: Front) -> None:
    places = SharedPlaces(Places(4, "trainings_full"), front)
    with places.one(), pytest.raises(Full), places.one():
        pass
    with places.one():
        assert front.link.school.beat("other", Told()).trainings == 1
    front.link.state = "away"
    with places.one(), places.one():
        pass


def test_metrics_tell_numbers_by_network_and_no_words_of_a_learner() -> None:
    pytest.importorskip("prometheus_client", reason="prometheus-client is not installed")
    meter.start()
    meter.timed(lambda name, said: None, ("everyday", "my secret"), {})
    health = {"people": 3, "queue": 1, "memory_mb": 5, "ready": True, "cluster": {"state": "up", "people": 9}}
    text = metrics.exposition(health).decode()
    for line in ("deepvision_people 3.0", "deepvision_cluster_people 9.0", "deepvision_cluster_up 1.0"):
        assert line in text
    assert 'deepvision_call_seconds_bucket{le="0.01",network="everyday"}' in text
    assert "secret" not in text


def test_without_the_variable_nothing_of_a_cluster_is_imported() -> None:
    code = (
        "import sys; from core.runtime import gateway; from core.ui import visitors, queue, live_training;"
        "assert gateway.call(divmod, 7, 2) == (3, 1); assert type(gateway.device()) is gateway.Gateway;"
        "found = {'ray', 'prometheus_client', 'core.runtime.cluster.front'} & set(sys.modules);"
        "assert not found, found"
    )
    environment = {"PYTHONPATH": str(ROOT), "PATH": ""}
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT, env=environment)


def test_a_token_is_made_once_for_this_user_alone(tmp_path, monkeypatch) -> None:
    monkeypatch.delenv("RAY_AUTH_TOKEN", raising=False)
    monkeypatch.setenv("RAY_AUTH_TOKEN_PATH", str(tmp_path / "token"))
    made = settings.ensure_token()
    assert len(made) == 64 and settings.ensure_token() == made
    assert (tmp_path / "token").stat().st_mode & 0o077 == 0
    monkeypatch.setenv("RAY_AUTH_TOKEN", "given")
    assert settings.ensure_token() == "given"
