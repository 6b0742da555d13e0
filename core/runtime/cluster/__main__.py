"""The machines of a cluster.

    python -m core.runtime.cluster head               begin one here, with workers on this machine
    python -m core.runtime.cluster node HEAD:6379     let this machine work in it
    python -m core.runtime.cluster token              print what other machines need as RAY_AUTH_TOKEN

Each stays until it is ended (Ctrl-C). Front ends join with DEEPVISION_CLUSTER=ray://HEAD:10001; on a
machine that is a node, HEAD:6379 is faster.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import time

from core.runtime.cluster import settings

RESIZE_S = 5.0
STARTED_S = 60.0
DRAIN = "RAY_GRACEFUL_SHUTDOWN_DRAIN_TIMEOUT_S"
"""what Ray reads: seconds, 30 by default, in which a node that ends hands its workers over to others"""
LEAVE_S = 40.0


def main(arguments: list[str] | None = None) -> int:
    """Begin a head or a node, and stay until it ends."""
    parser = argparse.ArgumentParser(
        "core.runtime.cluster", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("role", choices=("head", "node", "token"))
    parser.add_argument("head", nargs="?", help="address of the head, for a node")
    parser.add_argument("--port", type=int, default=6379)
    parser.add_argument("--client-port", type=int, default=10001)
    parser.add_argument("--address", help="this machine's address, where the found one is wrong")
    parser.add_argument("--cpus", type=int, help="cores that workers may take; all by default")
    wait = "machines to wait for, a minute at most, before the head begins workers; later ones are added"
    parser.add_argument("--machines", type=int, default=1, help=wait)
    chosen = parser.parse_args(arguments)
    settings.prepare()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    if chosen.role in ("head", "token"):
        token = settings.ensure_token()
    if chosen.role == "token":
        print(token)
        return 0
    if chosen.role == "head":
        os.environ.setdefault(DRAIN, "0")  # with it all ends: nobody is there to take over its workers
    ray = subprocess.Popen(command(chosen))
    try:
        if chosen.role == "head":
            _deploy_and_stay(ray, f"{chosen.address or '127.0.0.1'}:{chosen.port}", chosen.machines)
        return ray.wait()
    except KeyboardInterrupt:
        return 0
    finally:
        ray.terminate()
        ray.wait(LEAVE_S)


def command(chosen: argparse.Namespace) -> list[str]:
    """Return the command that starts Ray for this role, until it is ended."""
    asked = [sys.executable, "-m", "core.runtime.cluster.quiet", "start", "--block", "--disable-usage-stats"]
    asked += ["--include-log-monitor=false", "--no-monitor"]  # what workers print goes nowhere
    asked += [f"--object-store-memory={settings.STORE_BYTES}"]
    asked += [f"--node-ip-address={chosen.address}"] if chosen.address else []
    asked += [f"--num-cpus={chosen.cpus}"] if chosen.cpus else []
    if chosen.role == "node":
        return [*asked, f"--address={chosen.head}", f"--object-spilling-directory={settings.spare()}"]
    asked += [
        "--head",
        "--include-dashboard=false",
        f"--port={chosen.port}",
        f"--ray-client-server-port={chosen.client_port}",
    ]
    config = json.dumps({"automatic_object_spilling_enabled": False})
    return [*asked, f"--system-config={config}", f"--object-spilling-directory={settings.spare()}"]


def _deploy_and_stay(ray_process: subprocess.Popen, where: str, machines: int = 1) -> None:
    """Begin the deployments, and resize them whenever machines have come or gone."""
    import ray

    from core.runtime.cluster import deployments

    end = time.monotonic() + STARTED_S
    while True:
        try:
            ray.init(where, namespace=deployments.NAMESPACE, **settings.quiet())
            break
        except Exception:
            if time.monotonic() > end or ray_process.poll() is not None:
                raise
            time.sleep(1)
    while sum(node["Alive"] for node in ray.nodes()) < machines and time.monotonic() < end:
        time.sleep(0.5)
    warm, known, sizes = os.environ.get("DEEPVISION_WARM", "1") != "0", None, None
    while ray_process.poll() is None:
        there = {name: ray.cluster_resources().get(name, 0) for name in ("CPU", "GPU")}
        if there != known:
            sizes = deployments.deploy(warm, sizes)
            print(f"ready: {there['CPU']:.0f} cores, {there['GPU']:.0f} GPUs", flush=True)
            known = there
        time.sleep(RESIZE_S)


if __name__ == "__main__":
    sys.exit(main())
