"""One cluster of two machines for all that needs one: what ends its machines comes last."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cluster.machines import Machine, head, require_ray, wait_until, workers
from tests.load.test_class import WATCHED

NAMES = """
import ipaddress
look_up = socket.getaddrinfo
def looked_up(host, *args, **kwargs):
    name = host.decode() if isinstance(host, bytes) else host or "localhost"
    try:
        ipaddress.ip_address(name.partition("%")[0])
    except ValueError:
        if name not in ("localhost", socket.gethostname()):
            open(os.environ["ASKED"], "a").write(f"{name}\\n")
            raise socket.gaierror("no network") from None
    return look_up(host, *args, **kwargs)
socket.getaddrinfo = looked_up
"""
"""beside addresses, the names of others: to look one up already tells somebody"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.path.name == "test_faults.py" and item.path.parent.name == "cluster")


@pytest.fixture(scope="session")
def watched(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return the environment in which every Python process writes down whom it asks elsewhere (ASKED)."""
    folder = tmp_path_factory.mktemp("network")
    (folder / "sitecustomize.py").write_text(WATCHED + NAMES)
    return {"PYTHONPATH": str(folder), "ASKED": str(folder / "asked.txt")}


@pytest.fixture(scope="session")
def asked(watched: dict[str, str]) -> Path:
    """Return the file that is there once somebody was asked."""
    return Path(watched["ASKED"])


@pytest.fixture(scope="session")
def starting(
    tmp_path_factory: pytest.TempPathFactory, watched: dict[str, str]
) -> Iterator[tuple[Machine, Machine, str]]:
    """Start two machines of a core each, and two workers for photos; give them and the head's address.

    They can be joined, but their workers are on their way: who needs these asks for `machines`.
    """
    require_ray()
    logs, own = tmp_path_factory.mktemp("cluster"), {"DEEPVISION_WORKERS": "2", **watched}
    with head(logs / "head.txt", 1, "--machines", "2", **own) as (first, address):
        second = Machine(logs / "node.txt", "node", address, "--cpus", "1", **own)
        try:
            yield first, second, address
        finally:
            second.end()


@pytest.fixture(scope="session")
def machines(starting: tuple[Machine, Machine, str]) -> tuple[Machine, Machine, str]:
    """Return the two machines, their workers ready."""
    first, second, _ = starting
    wait_until(lambda: "ready: 2 cores" in first.log.read_text(), 150, first.log, second)
    return starting


@pytest.fixture(scope="session")
def joining(
    machines: tuple[Machine, Machine, str],
    tmp_path_factory: pytest.TempPathFactory,
    watched: dict[str, str],
) -> Iterator[set[int]]:
    """Let a third machine join while others are at work; give the workers that there were before."""
    before = workers(*machines[:2])
    log = tmp_path_factory.mktemp("joining") / "node.txt"
    third = Machine(log, "node", machines[2], "--cpus", "1", **watched)
    yield before
    third.kill()
