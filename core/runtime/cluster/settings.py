"""What DEEPVISION_CLUSTER says, and how Ray runs here: nothing on a disk, nothing to anybody else.

DEEPVISION_CLUSTER=local            Ray on this machine, started and ended with the dashboard
DEEPVISION_CLUSTER=ray://head:10001 a cluster elsewhere, through its door for clients
DEEPVISION_CLUSTER=head:6379        a cluster that this machine is a node of
"""

import contextlib
import hashlib
import os
import secrets
import sys
import tempfile
from functools import cache
from importlib.metadata import version
from pathlib import Path

CORE = Path(__file__).parents[2]
ROOT = CORE.parent
LIBRARIES = ("numpy", "torch", "torchvision", "openvino")
KINDS = ("photos", "small", "trainings")
"""deployments: networks that look at photos; generators, agents and small networks; trainings"""
STORE_BYTES = int(os.environ.get("DEEPVISION_STORE_MB", 256)) << 20
"""shared memory for pictures on their way, on each node"""
PRIVATE = {
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_USAGE_STATS_REPORT_URL": "http://127.0.0.1:9/",  # nobody: `quiet` tells why that is not enough
    "RAY_automatic_object_spilling_enabled": "0",
    "RAY_DEDUP_LOGS": "0",
    "RAY_AUTH_MODE": "token",  # who does not have this computer's token can send no work
    "RAY_SERVE_LOG_TO_STDERR": "0",
    "RAY_prestart_worker_first_driver": "0",  # a process for each core, of which none would ever be used
}
"""what every process of Ray is started with"""


def address() -> str:
    """Return where the cluster is: "local", "ray://…" or "host:port"; "" if there is to be none."""
    return os.environ.get("DEEPVISION_CLUSTER", "").strip()


def prepare() -> None:
    """Set what Ray reads as it is imported, and what its workers find our code by."""
    os.environ.update(PRIVATE, PYTHONPATH=python_path())


def ensure_token() -> str:
    """Return the token that processes of the cluster show each other; make one, if this user has none."""
    given = os.environ.get("RAY_AUTH_TOKEN", "").strip()
    if given:
        return given
    os.environ.pop("RAY_AUTH_TOKEN", None)
    path = Path(os.environ.get("RAY_AUTH_TOKEN_PATH") or Path.home() / ".ray" / "auth_token")
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with contextlib.suppress(FileExistsError), open(path, "x", opener=_for_me_alone) as new:
        new.write(secrets.token_hex(32))
    return path.read_text().strip()


def _for_me_alone(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def python_path() -> str:
    """Return PYTHONPATH with this project in it."""
    return os.pathsep.join(dict.fromkeys(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")])))


def init_options() -> dict[str, object]:
    """Return the options of `ray.init` that begin a cluster: no dashboard, no spilling, few logs."""
    return {
        "include_dashboard": False,
        "object_store_memory": STORE_BYTES,
        "object_spilling_directory": spare(),
        "_system_config": {"automatic_object_spilling_enabled": False},
        **quiet(),
    }


def quiet() -> dict[str, object]:
    """Return the options of every `ray.init`: workers print nothing into the dashboard's log."""
    return {"log_to_driver": False, "logging_level": "error"}


@cache
def spare() -> str:
    """Return a folder in memory, where Ray maps what its store cannot hold: it would take the disk."""
    memory = Path("/dev/shm")
    where = memory if os.access(memory, os.W_OK) else Path(tempfile.gettempdir())
    folder = where / f"deepvision-{os.getuid() if hasattr(os, 'getuid') else 0}"
    folder.mkdir(mode=0o700, exist_ok=True)
    return str(folder)


@cache
def fingerprint() -> str:
    """Return what tells two versions of our code, or of what computes, apart."""
    found = hashlib.sha256(f"{sys.version_info[:2]} {[*map(version, LIBRARIES)]}".encode())
    for path in sorted(CORE.rglob("*.py")):
        found.update(path.relative_to(CORE).as_posix().encode() + path.read_bytes())
    return found.hexdigest()[:12]
