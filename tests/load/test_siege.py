"""One client takes what it can get: sockets, seats, memory, the processor. Everybody else goes on."""

import asyncio
import re
import socket
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager
from pathlib import Path

import psutil
import pytest

from core.i18n.catalog import text
from tests.activity import bombs
from tests.load.client import Run, Visitor, finish
from tests.load.server import serve_dashboard
from tests.load.tour import ready
from tests.media.test_hostile import HOSTILE, LARGE

SEATS, AT_ONE_ADDRESS, IDLE_S = 6, 4, 30
FIRST, SECOND = "127.0.0.1", "127.0.0.2"
LONGEST_S = 1.0
RECORDINGS = ("one string as long as Excel allows", "empty cells", "one long attribute", "words only")
PICTURES = {"64 MP with alpha": LARGE, "64 MP progressive": LARGE, "bmp empty lines": HOSTILE}


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    log = tmp_path_factory.mktemp("siege") / "log.txt"
    own = {"DEEPVISION_SEATS": str(SEATS), "DEEPVISION_SEATS_AT_ONE_ADDRESS": str(AT_ONE_ADDRESS)}
    with serve_dashboard(log, **own, DEEPVISION_IDLE_MINUTES=str(IDLE_S / 60)) as host:
        yield host
    assert "Traceback" not in log.read_text()


def full(run: Run) -> bool:
    return text("en", "home.full") in run.texts


@contextmanager
def watched(host: str) -> Iterator[list[float]]:
    """Ask for the health all the time; give the seconds of each answer."""
    seconds, stop = [], threading.Event()

    def ask() -> None:
        while not stop.is_set():
            began = time.perf_counter()
            urllib.request.urlopen(f"http://{host}/_stcore/health", timeout=30).read()
            seconds.append(time.perf_counter() - began)
            stop.wait(0.1)

    thread = threading.Thread(target=ask)
    thread.start()
    try:
        yield seconds
    finally:
        stop.set()
        thread.join()


async def send(visitor: Visitor, prefix: str, files: list[bytes], name: str) -> list[Run]:
    """Upload one file after another; return what each run sent."""
    runs = []
    for data in files:
        keys = [key for key in visitor.widgets if re.fullmatch(rf"{prefix}\d+", key)]
        key = max(keys, key=lambda key: int(key.removeprefix(prefix)))
        assert await visitor.upload(key, data, name) == 204
        runs.append(await visitor.rerun())
    return runs


@pytest.mark.slow
def test_the_server_answers_within_a_second_while_two_hostile_files_are_read(host: str) -> None:
    recordings = [bombs.BOMBS[name]() for name in RECORDINGS]
    pictures = [made[name]() for name, made in PICTURES.items()]

    async def two() -> tuple[list[list[Run]], list[float]]:
        async with AsyncExitStack() as stack:  # nobody leaves meanwhile: then their session is swept away
            query = {"lang": "en", "part": "phone"}
            lessons = ("activity", "activity", "classification")
            visitors = [await stack.enter_async_context(Visitor(host, lesson, query)) for lesson in lessons]
            for visitor in visitors:
                await visitor.rerun()  # the first time a network is compiled
            first, second, third = visitors
            with watched(host) as seconds:
                walks = send(first, "recordings_", recordings[:2], "walk.xlsx")
                both = await asyncio.gather(walks, send(second, "recordings_", recordings[2:], "run.xlsx"))
                walks = send(first, "recordings_", recordings[:1], "ride.xlsx")
                more = await asyncio.gather(walks, send(third, "pictures_", pictures, "photo.png"))
            return [*both, *more], seconds

    lots, seconds = finish(two())
    assert all(run.errors == [] for runs in lots for run in runs)
    assert all(any("xlsx" in box for box in run.warnings) for runs in lots[:3] for run in runs)
    assert len(seconds) > 20 and max(seconds) < LONGEST_S, sorted(seconds)[-5:]


@pytest.mark.slow
def test_two_hundred_sockets_of_one_client_leave_room_for_others(host: str) -> None:
    async def siege() -> None:
        crowd = [Visitor(host, "models", {"lang": "en"}, address=SECOND) for _ in range(24)]
        silent = [socket.create_connection(host.split(":"), source_address=(SECOND, 0)) for _ in range(176)]
        for visitor in crowd:
            await visitor.__aenter__()
        runs = await asyncio.gather(*(visitor.rerun() for visitor in crowd))
        assert ready(host)["people"] == SEATS
        async with Visitor(host, "models", {"lang": "en"}) as other:
            assert not full(await other.rerun())
            assert text("en", "models.name") in (await other.rerun()).texts
            assert ready(host)["people"] == SEATS
        inside = [visitor for visitor, run in zip(crowd, runs, strict=True) if not full(run)]
        outside = [visitor for visitor in crowd if visitor not in inside]
        end = time.monotonic() + IDLE_S
        while full(await outside[0].rerun()):  # it waits until one of the idle ones has to go
            assert time.monotonic() < end
            await asyncio.sleep(1)
        for visitor in crowd:
            await visitor.__aexit__()
        async with Visitor(host, "models", {"lang": "en"}, address=SECOND) as new:
            end = time.monotonic() + 5
            while full(await new.rerun()):
                assert time.monotonic() < end, "a ghost has the seat"
                await asyncio.sleep(0.5)
            assert ready(host)["waiting"] == 0
        for one in silent:
            one.close()

    finish(siege())


def files_of(pid: int) -> set[str]:
    """Return the regular files that a process and its children have open for writing, also without a name."""
    found = set()
    for process in [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]:
        for link in Path(f"/proc/{process.pid}/fd").iterdir():
            try:
                target = str(link.readlink())
                flags = (link.parents[1] / "fdinfo" / link.name).read_text()
            except OSError:
                continue
            mode = int(re.search(r"flags:\s*(\d+)", flags)[1], 8) & 3
            if mode and target.startswith("/") and not target.startswith(("/dev/", "/proc/")):
                found.add(target)
    return found


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="there is no /proc")
def test_an_upload_on_its_way_is_in_no_file(host: str) -> None:
    port = int(host.split(":")[1])
    pid = next(c.pid for c in psutil.net_connections("tcp") if c.status == "LISTEN" and c.laddr.port == port)

    async def half() -> None:
        async with Visitor(host, "classification", {"lang": "en"}) as visitor:
            await visitor.rerun()
            before, seen = files_of(pid), set()
            key = next(key for key in visitor.widgets if key.startswith("pictures_"))
            sent = asyncio.create_task(visitor.upload(key, bytes(18 << 20), "photo.jpg"))
            while not sent.done():
                seen |= files_of(pid)
                await asyncio.sleep(0.001)
            assert sent.result() == 204
            assert seen - before == set()
            assert not any("(deleted)" in target for target in seen)

    finish(half())
