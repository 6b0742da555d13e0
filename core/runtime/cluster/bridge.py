"""The process between a front end and the cluster: Ray lives in here, so that what ends it ends no front end.

Started by `core.runtime.cluster.link`; it ends when the front end does. Jobs come as (number, name,
arguments), and each goes back as (number, how, what): "answer" with a packed answer; "busy" where
Serve's queue is full; "died" after two workers that were lost; "away" with what is wrong.
"""

import os
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection
from typing import Any

from core.runtime.cluster import quiet, settings

LONGEST_S = 10.0
"""seconds after which the front end had better compute a call by itself: no worker may be there"""
REST_S = 10.0
"""seconds for which a kind of work is not asked for then: its worker may be on its way"""
BEAT_S = 5.0
BEGUN_S = 90.0
"""seconds to wait for workers of a head that has only just begun: to join anew would come much later"""
TRIES = 2
QUICK_S, QUICK_TRIES = 0.5, 4
"""lost so soon, a worker was gone before: Serve hears of it within seconds"""
THREADS = 64


class Cluster:
    """The cluster as this process sees it."""

    def __init__(self, where: str) -> None:
        """Join the cluster, or begin one if `where` is "local"."""
        settings.prepare()
        import ray

        from core.runtime.cluster import deployments

        if where == "local":
            settings.ensure_token()
            quiet.without_dashboard()
            cpus = os.environ.get("DEEPVISION_CPUS")
            # By name, as else Ray joins whatever cluster last ran on this machine, even one that is gone.
            ray.init("local", num_cpus=int(cpus) if cpus else None, **settings.init_options())
        else:
            ray.init(where, namespace=deployments.NAMESPACE, **settings.quiet())
        self._ray, self._resting = ray, dict.fromkeys(settings.KINDS, 0.0)
        self._school = deployments.school()
        warm = os.environ.get("DEEPVISION_WARM", "1") != "0"
        if where == "local":
            deployments.deploy(warm)
        self._handles = deployments.handles(BEGUN_S)

    def work(self, kind: str, data: bytes, fingerprint: str) -> tuple[str, Any]:
        """Have a call worked on: once more, by another worker, if the first was lost in the middle."""
        from ray import exceptions
        from ray.serve.exceptions import BackPressureError

        if time.monotonic() < self._resting[kind]:
            return "away", "no worker"
        lost = exceptions.ActorDiedError, exceptions.ActorUnavailableError, exceptions.WorkerCrashedError
        tries = quick = 0
        while tries < TRIES and quick < QUICK_TRIES:
            began = time.monotonic()
            try:
                asked = self._handles[kind].work.remote(data, fingerprint)
                return "answer", asked.result(timeout_s=LONGEST_S)
            except BackPressureError:
                return "busy", None
            except TimeoutError:
                asked.cancel()
                self._resting[kind] = time.monotonic() + REST_S
                return "away", "no answer in time"
            except (*lost, exceptions.NodeDiedError):
                if time.monotonic() - began > QUICK_S:
                    tries += 1
                else:
                    quick += 1
                    time.sleep(1)
            except Exception as error:
                if isinstance(getattr(error, "cause", None), MemoryError):
                    return "died", "MemoryError"
                return "away", type(error).__name__
        return "died", "workers were lost one after another"

    def count(self, method: str, *args: Any) -> tuple[str, Any]:
        """Call a method of the school's actor."""
        try:
            asked = getattr(self._school, method).remote(*args)
            return "counted", self._ray.get(asked, timeout=BEAT_S)
        except Exception as error:
            return "away", type(error).__name__


def serve(door: Connection, cluster: Cluster) -> None:
    """Do what comes through the door until nobody is behind it any more."""
    sending = threading.Lock()

    def do(number: int, work: Callable[..., tuple[str, Any]], args: tuple) -> None:
        how, what = work(*args)
        try:
            with sending:
                door.send((number, how, what))
        except OSError:
            return

    pool = ThreadPoolExecutor(THREADS)
    counting = ThreadPoolExecutor(4)
    while True:
        try:
            number, name, args = door.recv()
        except (EOFError, OSError):
            return
        chosen = pool if name == "work" else counting
        chosen.submit(do, number, cluster.work if name == "work" else cluster.count, args)


def main() -> None:
    """Join, and serve whoever is behind the door: the pipe that the front end has left open."""
    os.set_inheritable(int(sys.argv[1]), False)
    door = Connection(int(sys.argv[1]))
    threading.Thread(target=_end_with_parent, args=(os.getppid(),), daemon=True).start()
    try:
        cluster = Cluster(settings.address())
    except BaseException as error:
        door.send((0, "away", f"{type(error).__name__}: {error}"[:300]))
        raise
    door.send((0, "ready", None))
    serve(door, cluster)
    if settings.address() == "local":
        cluster._ray.shutdown()
    os._exit(0)  # threads may still wait for what does not come


def _end_with_parent(parent: int) -> None:
    """End also while joining, when the front end is gone: by then nobody reads the door."""
    while os.getppid() == parent:
        time.sleep(1)
    time.sleep(5)
    os._exit(1)


if __name__ == "__main__":
    main()
