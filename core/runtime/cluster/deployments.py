"""What runs in the cluster: workers of three kinds behind Ray Serve, and the actor that counts.

Imported by processes of the cluster and by the bridge alone: it needs Ray.
"""

import os
import threading
import time
from typing import Any

import ray
from ray import serve
from ray.serve.config import AutoscalingConfig
from ray.serve.exceptions import RayServeException
from ray.serve.schema import LoggingConfig

from core.runtime.cluster import settings, wire
from core.runtime.cluster.plan import Sizes, plan
from core.runtime.cluster.school import School

NAMESPACE, SCHOOL = "deepvision", "school"
ONGOING = 2
"""calls at one worker: it works on one, and the next is there already"""
QUEUED = 16
"""calls of one front end that wait for a worker beyond that; the queue proper is in the front end"""
TRAININGS_A_WORKER = 4
WARM = {
    "photos": ("torch", "torchvision", "openvino", "cv2"),
    "small": ("openvino",),
    "trainings": ("torch",),
}


class Worker:
    """Works on one call after another, in a thread of its own, so that it always tells that it is well."""

    def __init__(self, kind: str, warm: bool = True) -> None:
        self._fingerprint, self._one = settings.fingerprint(), threading.Lock()
        if warm:
            _warm_up(kind)

    def work(self, data: bytes, fingerprint: str) -> bytes:
        """Return the packed answer to a packed call, if the caller's version is this one."""
        if fingerprint != self._fingerprint:
            return wire.pack(wire.Answer("differs", self._fingerprint))
        with self._one:
            return wire.perform(data)


def _warm_up(kind: str) -> None:
    """Import what this kind needs, and answer once, before anybody waits for it."""
    from core.runtime import memory

    memory.prepare_environment()
    for name in WARM[kind]:
        __import__(name)
    if kind == "photos":
        from core.runtime import defaults, engine

        engine.measure(defaults.best("classification", "everyday"), 1)
    memory.settle()


def deploy(warm: bool = True, before: dict[str, Sizes] | None = None) -> dict[str, Sizes]:
    """Begin the deployments for the machines there are now, or resize them; return their sizes.

    `before` is what this returned last. DEEPVISION_WORKERS fixes how many look at photos.
    """
    there = ray.cluster_resources()
    photos = int(os.environ.get("DEEPVISION_WORKERS", 0)) or None
    planned = plan(there.get("CPU", 1), there.get("GPU", 0), photos, before)
    serve.start(proxy_location="Disabled", logging_config=_quiet())
    targets = [serve.RunTarget(_deployment(kind, planned[kind], warm), kind, None) for kind in planned]
    serve.run_many(targets)
    school().set_workers.remote(
        {kind: sizes.most for kind, sizes in planned.items()},
        settings.fingerprint(),
        TRAININGS_A_WORKER * planned["trainings"].most,
    )
    return planned


def _deployment(kind: str, sizes: Sizes, warm: bool) -> Any:
    deployment = serve.deployment(
        Worker,
        name=kind,
        max_ongoing_requests=ONGOING,
        max_queued_requests=QUEUED,
        autoscaling_config=AutoscalingConfig(
            min_replicas=sizes.least,  # and no initial_replicas: a resize would go back to them
            max_replicas=sizes.most,
            target_ongoing_requests=1,
            upscale_delay_s=5,
            downscale_delay_s=300,
        ),
        ray_actor_options={**sizes.share, "runtime_env": _environment()},
        health_check_period_s=2,
        health_check_timeout_s=30,
        graceful_shutdown_timeout_s=5,
        logging_config=_quiet(),
    )
    # Without a version of ours Serve takes each resize for new code, and begins every worker anew.
    return deployment.options(version=settings.fingerprint(), _internal=True).bind(kind, warm)


def handles(wait_s: float = 0.0) -> dict[str, Any]:
    """Return the handles of the deployments; wait so long for those that are about to begin.

    Raises: RayServeException if they are not there by then.
    """
    end = time.monotonic() + wait_s
    while True:
        try:
            return {kind: serve.get_app_handle(kind) for kind in settings.KINDS}
        except RayServeException:
            if time.monotonic() >= end:
                raise
            time.sleep(0.5)


def school() -> Any:
    """Return the actor that counts, which is begun if there is none."""
    counting = ray.remote(School).options(
        name=SCHOOL,
        namespace=NAMESPACE,
        get_if_exists=True,
        lifetime="detached",
        num_cpus=0,
        max_restarts=-1,
        max_task_retries=0,
        runtime_env=_environment(),
    )
    return counting.remote(settings.fingerprint())


def _environment() -> dict[str, Any]:
    """Return the environment of workers: a call in there runs there, and sends nothing on."""
    return {"env_vars": {"DEEPVISION_CLUSTER": "", **settings.PRIVATE}}


def _quiet() -> LoggingConfig:
    """Return logs of what goes wrong with workers; calls themselves are in none."""
    return LoggingConfig(log_level="WARNING", enable_access_log=False)
