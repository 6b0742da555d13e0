"""A school: 60 people over two front ends and two workers, against one process on the same cores; by hand.

    python -m tests.load.school --way single           one process, as without a cluster
    python -m tests.load.school --way cluster          two front ends, a head, two workers for photos
    python -m tests.load.school --way cluster --kill 20 --seconds 180    and every 20 s a worker is killed

Prints answers a second over the whole time, how long people waited, errors, mix-ups and memory.
"""

import argparse
import asyncio
import contextlib
import itertools
import os
import random
import signal
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psutil

from tests.load.client import finish
from tests.load.server import serve_dashboard
from tests.load.tour import Felt, crowd

SEATS = "70"


@contextmanager
def hosts(way: str, folder: Path) -> Iterator[list[str]]:
    """Run one process, or two front ends before a cluster; give their addresses."""
    own = {"DEEPVISION_SEATS": SEATS, "DEEPVISION_SEATS_AT_ONE_ADDRESS": SEATS}
    with ExitStack() as stack:
        if way == "single":
            yield [stack.enter_context(serve_dashboard(folder / "single.txt", **own))]
            return
        from tests.cluster.machines import head, wait_until

        # As everybody's: warm, and with the networks that are on this computer.
        two = {"DEEPVISION_WORKERS": "2", "DEEPVISION_WARM": "1", "DEEPVISION_STORE_MB": "256"}
        log = folder / "head.txt"
        first, address = stack.enter_context(head(log, 2, **two))
        wait_until(lambda: "ready:" in log.read_text(), 150, log, first)
        fronts = [folder / f"front{number}.txt" for number in range(2)]
        yield [stack.enter_context(serve_dashboard(log, DEEPVISION_CLUSTER=address, **own)) for log in fronts]


async def school(addresses: list[str], people: int, seconds: float, pause_s: float, steps: int) -> list[Felt]:
    """Let classes come to all front ends, wave after wave, for so long."""
    end = time.monotonic() + seconds

    async def classes(place: int, host: str) -> list[Felt]:
        share, found = people // len(addresses), []
        for wave in itertools.count():
            if time.monotonic() > end:
                return found
            first = (wave * len(addresses) + place) * share
            found.append(await crowd(host, share, steps, pause_s, first=first))

    lots = await asyncio.gather(*(classes(place, host) for place, host in enumerate(addresses)))
    return [felt for lot in lots for felt in lot]


def kill_workers(every_s: float, stop: threading.Event, killed: list[int]) -> None:
    """Kill one of the workers for photos, again and again."""
    while not stop.wait(every_s):
        mine = psutil.Process().children(recursive=True)
        workers = [one for one in mine if "ServeReplica:photos" in " ".join(one.cmdline())]
        if workers:
            chosen = random.choice(workers)
            os.kill(chosen.pid, signal.SIGKILL)
            killed.append(chosen.pid)


PARTS = ("uvicorn", "bridge", "photos", "small", "trainings", "School", "gcs_server", "raylet")


def processes() -> Iterator[tuple[str, psutil.Process]]:
    """Yield the processes here with what they are."""
    for one in psutil.Process().children(recursive=True):
        try:
            name = " ".join(one.cmdline())
        except psutil.Error:
            continue
        yield next((part for part in PARTS if part in name), "other"), one


def memory_mb() -> dict[str, int]:
    """Return the memory of the largest process of each part, in MB that no other process shares."""
    found: dict[str, int] = {}
    for part, one in processes():
        with contextlib.suppress(psutil.Error):
            found[part] = max(found.get(part, 0), one.memory_full_info().uss >> 20)
    return found


def core_seconds() -> dict[str, float]:
    """Return the seconds of a core that each part has used."""
    found: dict[str, float] = {}
    for part, one in processes():
        with contextlib.suppress(psutil.Error):
            found[part] = found.get(part, 0) + sum(one.cpu_times()[:2])
    return found


def main() -> None:
    """Run one way, and print how it was."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--way", choices=("single", "cluster"), default="cluster")
    parser.add_argument("--people", type=int, default=60)
    parser.add_argument("--seconds", type=float, default=90)
    parser.add_argument("--pause", type=float, default=1.0)
    parser.add_argument("--steps", type=int, default=6)
    parser.add_argument("--warm", action="store_true", help="let a class come before those that count")
    parser.add_argument("--kill", type=float, default=0.0, help="seconds between two workers killed")
    asked = parser.parse_args()
    folder, stop, killed = Path(tempfile.mkdtemp()), threading.Event(), []
    with hosts(asked.way, folder) as addresses:
        time.sleep(20)  # warm: then everybody's first visit is made by others, and not counted
        if asked.warm:
            finish(school(addresses, asked.people, 1, asked.pause, asked.steps))
        if asked.kill:
            arguments = asked.kill, stop, killed
            threading.Thread(target=kill_workers, args=arguments, daemon=True).start()
        began, used, before = time.monotonic(), psutil.cpu_times(), core_seconds()
        lots = finish(school(addresses, asked.people, asked.seconds, asked.pause, asked.steps))
        took, now = time.monotonic() - began, psutil.cpu_times()
        stop.set()
        memory, after = memory_mb(), core_seconds()
    all_ = Felt()
    for felt in lots:
        for kind, seconds in felt.seconds.items():
            all_.seconds[kind] += seconds
        all_.errors += felt.errors
        all_.mixed_up += felt.mixed_up
        all_.refused += felt.refused
    count = sum(map(len, all_.seconds.values()))
    print(f"{asked.way}: {asked.people} people, {count} answers in {took:.0f} s: {count / took:.2f} a second")
    busy = sum(now[:3]) - sum(used[:3])
    print(f"cores busy {busy / took:.2f}, killed {len(killed)} workers")
    spent = {part: round((after[part] - before.get(part, 0)) / count, 3) for part in after}
    print(f"seconds of a core for each answer {spent}")
    for kind in all_.seconds:
        print(f"{kind:8} median {all_.quantile(kind, 0.5):.2f} s  p95 {all_.quantile(kind, 0.95):.2f} s")
    print(f"errors {len(all_.errors)} {all_.errors[:3]}  mixed up {len(all_.mixed_up)}", end="  ")
    print(f"refused {len(all_.refused)}\nmemory in MB {memory}", flush=True)


if __name__ == "__main__":
    main()
