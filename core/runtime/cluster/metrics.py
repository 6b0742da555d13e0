"""What Prometheus reads at `/metrics`: people, queue, seconds a call by network, errors, memory.

Numbers only, by the names of networks; nothing of anybody.
"""

import importlib.util
from collections.abc import Iterator, Mapping
from itertools import accumulate
from typing import Any

from core.runtime.cluster import meter

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"
GAUGES = {
    "people": ("deepvision_people", "people with a seat at this front end"),
    "waiting": ("deepvision_people_waiting", "people who wait for a seat"),
    "queue": ("deepvision_queue", "calls that wait at this front end"),
    "memory_mb": ("deepvision_memory_megabytes", "memory of this front end"),
    "uploads_mb": ("deepvision_uploads_megabytes", "uploads that wait to be read at this front end"),
    "sessions_in_memory": ("deepvision_sessions", "sessions of which something is in memory"),
    "ready": ("deepvision_ready", "1 if people can be let in"),
}
OF_CLUSTER = {
    "fronts": ("deepvision_cluster_front_ends", "front ends that the cluster hears"),
    "people": ("deepvision_cluster_people", "people with a seat, over all front ends"),
    "queue": ("deepvision_cluster_queue", "calls that wait, over all front ends"),
    "trainings": ("deepvision_cluster_trainings", "trainings that run, over all front ends"),
}


def exposition(health: Mapping[str, Any]) -> bytes | None:
    """Return the metrics as text, for this `health`; None without prometheus-client."""
    if importlib.util.find_spec("prometheus_client") is None:
        return None
    from prometheus_client import CollectorRegistry, generate_latest

    registry = CollectorRegistry()
    registry.register(_Collector(health))
    return generate_latest(registry)


class _Collector:
    """Makes metrics of what is known at this moment."""

    def __init__(self, health: Mapping[str, Any]) -> None:
        self._health = health

    def collect(self) -> Iterator[Any]:
        """Yield all metrics."""
        from prometheus_client.core import (
            CounterMetricFamily,
            GaugeMetricFamily,
            HistogramMetricFamily,
        )

        cluster = self._health.get("cluster", {})
        for facts, gauges in ((self._health, GAUGES), (cluster, OF_CLUSTER)):
            for key, (name, about) in gauges.items():
                if key in facts:
                    yield GaugeMetricFamily(name, about, float(facts[key]))
        if cluster:
            yield GaugeMetricFamily("deepvision_cluster_up", "1 if it answers", cluster["state"] == "up")
        seconds = HistogramMetricFamily("deepvision_call_seconds", "seconds of a call", labels=["network"])
        errors = CounterMetricFamily("deepvision_call_errors", "calls that failed", labels=["network"])
        for name, calls in meter.calls().items():
            bounds = [*map(str, meter.BOUNDS_S), "+Inf"]
            counts = zip(bounds, map(float, accumulate(calls.counts)), strict=True)
            seconds.add_metric([name], list(counts), calls.seconds)
            errors.add_metric([name], calls.errors)
        yield seconds
        yield errors
