"""A dashboard that begins a cluster of its own, and ends it."""

from pathlib import Path

import psutil
import pytest

from tests.cluster.machines import require_ray, wait_until
from tests.load.server import serve_dashboard
from tests.load.tour import ready

require_ray()


def machines() -> set[int]:
    """Return the processes that are machines of some cluster here."""
    return {process.pid for process in psutil.process_iter(["name"]) if process.info["name"] == "raylet"}


@pytest.mark.slow
def test_a_cluster_on_this_machine_begins_and_ends_with_its_dashboard(tmp_path: Path) -> None:
    before = machines()
    own = {"DEEPVISION_CLUSTER": "local", "DEEPVISION_CPUS": "1", "DEEPVISION_WARM": "0"}
    # Where Ray would look for a cluster that runs already, there is none.
    with serve_dashboard(tmp_path / "front.txt", RAY_ADDRESS="127.0.0.1:9", **own) as host:
        wait_until(lambda: ready(host)["cluster"]["state"] == "up", 90)
        assert machines() > before
    wait_until(lambda: machines() <= before, 30)
