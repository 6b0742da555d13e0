"""How many workers of each kind there are, and what of a machine each one takes."""

from dataclasses import dataclass

MOST_OF_A_CORE = 0.5
"""share of a core that is set aside for a worker: two on a core, of which one mostly rests"""
ROUNDING = 1e-9


@dataclass(frozen=True)
class Sizes:
    """Workers of one kind at least and at most, and what Ray sets aside for each (`num_cpus`, `num_gpus`)."""

    least: int
    most: int
    share: dict[str, float]


def plan(
    cpus: float, gpus: float, photos: int | None = None, before: dict[str, Sizes] | None = None
) -> dict[str, Sizes]:
    """Return the sizes of each kind; `photos` fixes how many look at photos.

    On a CPU a worker of photos takes a core or more; on a GPU four workers share one. The share of `before`
    is kept for as long as all have a place by it: workers with another one are begun anew.
    """
    half, whole = max(1, int(cpus) // 2), int(gpus)
    most = {"photos": max(1, int(cpus)), "small": half, "trainings": half}
    if gpus > 0:
        most = {"photos": 2 * whole, "small": whole, "trainings": whole}
    most["photos"] = photos or most["photos"]
    count, there = sum(most.values()), {"num_cpus": cpus} | ({"num_gpus": gpus} if gpus > 0 else {})
    share = {"num_cpus": min(MOST_OF_A_CORE, cpus / count)} | ({"num_gpus": gpus / count} if gpus > 0 else {})
    kept = before["photos"].share if before else {}
    if kept.keys() == there.keys() and all(count * kept[name] <= there[name] + ROUNDING for name in there):
        share = kept
    return {kind: Sizes(photos or 1 if kind == "photos" else 1, n, share) for kind, n in most.items()}
