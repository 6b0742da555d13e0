"""Two front ends before one cluster, behind nginx: one school, and nothing of it goes anywhere else."""

import asyncio
import json
import os
import shutil
import signal
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psutil
import pytest

from core.i18n.catalog import text
from tests.cluster.machines import Machine, require_ray, wait_until
from tests.load.client import Visitor, finish
from tests.load.server import ROOT, free_port, serve_dashboard
from tests.load.tour import crowd, photo, ready

require_ray()
SEATS = 6


@pytest.fixture(scope="module")
def hosts(
    tmp_path_factory: pytest.TempPathFactory,
    starting: tuple[Machine, Machine, str],
    watched: dict[str, str],
    request: pytest.FixtureRequest,
) -> Iterator[list[str]]:
    """Two front ends, started with their cluster, as a school's are; it has two workers for photos."""
    logs = tmp_path_factory.mktemp("school")
    own = {"DEEPVISION_SEATS": str(SEATS), "DEEPVISION_SEATS_AT_ONE_ADDRESS": str(SEATS), **watched}
    with ExitStack() as stack, ThreadPoolExecutor(2) as pool:
        serving = [
            serve_dashboard(logs / f"front{n}.txt", DEEPVISION_CLUSTER=starting[2], **own) for n in (0, 1)
        ]
        hosts = [*pool.map(stack.enter_context, serving)]
        request.getfixturevalue("machines")
        for host in hosts:
            wait_until(lambda host=host: ready_or(host)["cluster"]["state"] == "up", 120)
        request.getfixturevalue("joining")  # a machine, while they are at work
        yield hosts
    assert not [log for log in logs.glob("*.txt") if "colour-" in log.read_text()]


def ready_or(host: str) -> dict:
    """Return what /readyz says, also while it is not ready."""
    try:
        return ready(host)
    except urllib.error.HTTPError as error:
        return json.load(error)


def people_of(host: str) -> int:
    """Return how many people have a seat in the whole school, as this front end knows."""
    return ready_or(host)["cluster"]["people"]


@pytest.mark.slow
def test_people_and_calls_are_counted_over_both_front_ends(hosts: list[str], asked: Path) -> None:
    async def tour() -> None:
        people = [Visitor(hosts[n % 2], "activations", {"lang": "en"}) for n in range(SEATS + 1)]
        async with asyncio.TaskGroup() as group:
            for visitor in people:
                group.create_task(visitor.__aenter__())
        for visitor in people[:SEATS]:
            assert text("en", "home.full") not in (await visitor.rerun()).texts
        assert text("en", "home.full") in (await people[SEATS].rerun()).texts
        await asyncio.to_thread(wait_until, lambda: [*map(people_of, hosts)] == [SEATS, SEATS], 10)
        await people[1].__aexit__()  # somebody leaves one front end, and who waits at the other is let in
        await asyncio.sleep(2.5)
        assert text("en", "home.full") not in (await people[SEATS].rerun()).texts
        for visitor in [people[0], *people[2:]]:
            await visitor.__aexit__()

    finish(tour())


@pytest.mark.slow
def test_photos_of_two_front_ends_are_answered_and_stay_on_this_machine(
    hosts: list[str], asked: Path
) -> None:
    async def both() -> list:
        return await asyncio.gather(*(crowd(host, 3, steps=1, pause_s=0.2, first=0) for host in hosts))

    wait_until(lambda: people_of(hosts[0]) == 0, 20)
    before = files_with_photos()
    for felt in finish(both()):
        assert (felt.errors, felt.mixed_up, felt.refused) == ([], [], [])
    assert not asked.exists(), asked.read_text()
    metrics = urllib.request.urlopen(f"http://{hosts[0]}/metrics", timeout=10).read().decode()
    assert "deepvision_cluster_front_ends 2.0" in metrics and "deepvision_call_seconds_count" in metrics
    ours = [one for one in psutil.Process().children(recursive=True) if one.status() != psutil.STATUS_ZOMBIE]
    started = [[one.name(), *one.cmdline()] for one in ours]
    assert any("gcs_server" in words[0] for words in started)
    assert not [words for words in started if any("dashboard/dashboard.py" in word for word in words)]
    here = {"127.0.0.1", "::1", *(c.address for cards in psutil.net_if_addrs().values() for c in cards)}
    others = {
        link.raddr.ip.removeprefix("::ffff:")
        for process in ours
        for link in process.net_connections()
        if link.raddr
    }
    assert others <= here, others - here
    assert files_with_photos() <= before


def files_with_photos() -> set[Path]:
    """Return files of Ray's on the disk that begin as a JPEG does, or that hold objects."""
    logs = [path for path in Path("/tmp/ray").rglob("*") if path.is_file() and not path.is_symlink()]
    return {p for p in logs if "spilled" in str(p) or p.read_bytes()[:3] == b"\xff\xd8\xff"}


@contextmanager
def nginx(folder: Path, hosts: list[str]) -> Iterator[str]:
    """Run docs/nginx.conf before these front ends; give its address."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if program is None:
        pytest.skip("nginx is not installed (Debian: apt-get install nginx): docs/nginx.conf is not tried")
    port, settings = free_port(), (ROOT / "docs" / "nginx.conf").read_text(encoding="utf8")
    for written, host in zip(("8501", "8502"), hosts, strict=True):
        settings = settings.replace(f"127.0.0.1:{written}", host)
    temporary = " ".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    settings = settings.replace("listen 8500", f"listen 127.0.0.1:{port}")
    settings = settings.replace("access_log off;", f"access_log off; {temporary}")
    settings = f"pid {folder}/pid; daemon off;\n{settings}"
    (folder / "nginx.conf").write_text(settings)
    command = [program, "-e", str(folder / "error.txt"), "-c", str(folder / "nginx.conf"), "-p", str(folder)]
    running = subprocess.Popen(command)
    try:
        wait_until(lambda: running.poll() is None and answers(port), 10)
        yield f"127.0.0.1:{port}"
    finally:
        running.terminate()
        running.wait(10)


def answers(port: int) -> bool:
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1)
        return True
    except OSError:
        return False


@pytest.mark.slow
def test_behind_nginx_sessions_stay_and_a_killed_front_end_leaves_the_others(
    hosts: list[str], tmp_path: Path
) -> None:
    async def tour(address: str) -> None:
        people = [Visitor(address, "classification", {"lang": "en"}) for _ in range(5)]
        for visitor in people:
            await visitor.__aenter__()
            await visitor.rerun()
        key = next(key for key in people[0].widgets if key.startswith("pictures_"))
        assert await people[0].upload(key, photo(1, 1), "colour-1.jpg") == 204  # to where the session is
        run = await people[0].rerun()
        assert run.errors == [] and any("colour-1.jpg" in sent for sent in run.data)
        for visitor in people:
            await visitor.__aexit__()
        # Else those of the killed one keep their seats until it has been silent for a while.
        await asyncio.to_thread(wait_until, lambda: people_of(hosts[0]) == 0, 20)
        port = int(hosts[1].split(":")[1])
        links = psutil.net_connections("tcp")
        os.kill(next(c.pid for c in links if c.status == "LISTEN" and c.laddr.port == port), signal.SIGKILL)
        for _ in range(6):  # whichever of the two their cookie means
            async with Visitor(address, "activations", {"lang": "en"}) as visitor:
                run = await visitor.rerun()
                assert run.errors == [] and text("en", "activations.name") in run.texts

    with nginx(tmp_path, hosts) as address:
        finish(tour(address))
    assert ready_or(hosts[0])["cluster"]["state"] == "up"
