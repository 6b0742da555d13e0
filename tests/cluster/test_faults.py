"""A real cluster of two machines, and what may happen to it: a learner always gets the same right answer."""

import os
import pickle
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import psutil
import pytest

from core.classification import infer
from core.gan import infer as gan
from core.media import samples
from core.runtime import weights
from core.runtime.cluster import settings, wire
from core.runtime.cluster.front import Front
from core.shared import boxes
from tests.cluster.machines import Machine, require_ray, wait_until, workers

require_ray()
A, B = np.float32([[0, 0, 2, 2]]), np.float32([[1, 0, 3, 2]])
UNTIL_KILLED = "import os, time; open({path!r}, 'a').write(f'{{os.getpid()}}\\n'); time.sleep({seconds})"


@pytest.fixture(scope="module")
def front(machines: tuple[Machine, Machine, str]) -> Iterator[Front]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DEEPVISION_CLUSTER", machines[2])
        front = Front()
        wait_until(lambda: front.link.state == "up", 120)
        wait_until(lambda: len({run(front, "os", "getpid") for _ in range(10)}) == 2, 60)
        yield front
        front.link.close()
    left = [one for one in psutil.Process().children(recursive=True) if one.status() != psutil.STATUS_ZOMBIE]
    assert not [one for one in left if "bridge" in one.cmdline()]


def run(front: Front, module: str, name: str, *args: object, kind: str = "photos") -> object:
    """Have any function worked on by a worker, of photos if nothing else is said."""
    how, what = front.link.work(kind, pickle.dumps((module, name, args, {})))
    assert how == "answer", (how, what)
    return wire.answer(what).what


def test_answers_are_those_of_the_own_engine(front: Front) -> None:
    rgb = samples.load("cat")
    here, there = infer.classify(rgb), front.call(infer.classify, rgb)
    assert here.labels == there.labels
    np.testing.assert_allclose(there.probabilities, here.probabilities, atol=1e-5)
    here, there = gan.sample(4, 1), front.call(gan.sample, 4, 1)
    np.testing.assert_allclose(there.images, here.images, atol=1e-5)


def test_a_machine_that_joins_takes_no_worker_from_the_others(
    machines: tuple[Machine, Machine, str], joining: set[int]
) -> None:
    wait_until(lambda: "ready: 3 cores" in machines[0].log.read_text(), 60, machines[0].log)
    assert len(joining) == 4 and joining <= workers(*machines[:2])


def test_a_worker_killed_in_mid_call_is_replaced_by_another(front: Front, tmp_path: Path) -> None:
    pids = tmp_path / "pids"
    code, found = UNTIL_KILLED.format(path=str(pids), seconds=2), []
    asked = threading.Thread(target=lambda: found.append(run(front, "builtins", "exec", code)))
    asked.start()
    wait_until(pids.exists, 10)
    time.sleep(0.2)
    os.kill(int(pids.read_text().split()[0]), signal.SIGKILL)
    asked.join(30)
    assert found == [None] and len(set(pids.read_text().split())) == 2


def test_weights_that_workers_do_not_have_are_used_here(
    front: Front, needs, monkeypatch, tmp_path: Path
) -> None:
    needs("efficientnet_lite0")
    assert wire.kind(weights.resolve) == "small"  # of which there is one worker: it loses its files
    empty = f"import os; os.environ.update(DEEPVISION_CACHE={str(tmp_path)!r}, DEEPVISION_WEIGHTS='')"
    run(front, "builtins", "exec", empty, kind="small")
    asked = []
    answered = wire.answer
    monkeypatch.setattr(wire, "answer", lambda data: asked.append(answered(data)) or asked[-1])
    assert front.call(weights.resolve, "efficientnet_lite0").exists()
    assert asked[0].how == "missing"


def test_a_picture_larger_than_the_object_store_is_answered_and_no_object_is_on_the_disk(
    front: Front,
) -> None:
    large = np.zeros((7_000_000, 4), np.float32)  # 112 MB, in a store of 80
    assert front.call(boxes.iou, large, B).shape == (7_000_000, 1)
    left = [*Path("/tmp/ray/session_latest").resolve().rglob("*"), *Path(settings.spare()).rglob("*")]
    assert not [path for path in left if path.is_file() and path.stat().st_size > 10_000_000]


def test_another_version_is_refused_with_a_sentence(front: Front, monkeypatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(settings, "fingerprint", lambda: "mine")
        np.testing.assert_array_equal(front.call(boxes.iou, A, B), boxes.iou(A, B))
        wait_until(lambda: front.cluster()["state"] == "refused", 10)
        assert "version mine" in front.cluster()["why"]
    wait_until(lambda: front.cluster()["state"] == "up", 10)


def test_a_machine_that_is_gone_is_not_missed(front: Front, machines: tuple[Machine, Machine, str]) -> None:
    machines[1].kill()
    for _ in range(5):
        np.testing.assert_array_equal(front.call(boxes.iou, A, B), boxes.iou(A, B))


def test_without_the_head_front_ends_compute_by_themselves(
    front: Front, machines: tuple[Machine, Machine, str]
) -> None:
    machines[0].kill()
    began = time.monotonic()
    while front.link.state == "up":
        np.testing.assert_array_equal(front.call(boxes.iou, A, B), boxes.iou(A, B))
        assert time.monotonic() - began < 30
    np.testing.assert_array_equal(front.call(boxes.iou, A, B), boxes.iou(A, B))
    assert front.cluster()["state"] == "away"


def test_who_joins_before_there_are_workers_waits_for_them(monkeypatch) -> None:
    from ray.serve.exceptions import RayServeException

    from core.runtime.cluster import deployments

    not_yet = [RayServeException("no workers yet")] * 2

    def find(kind: str) -> str:
        if not_yet:
            raise not_yet.pop()
        return kind

    monkeypatch.setattr(deployments.serve, "get_app_handle", find)
    with pytest.raises(RayServeException):
        deployments.handles()
    assert set(deployments.handles(wait_s=5)) == set(settings.KINDS)
