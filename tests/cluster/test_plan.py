"""How many workers there are, on machines that come and go."""

import pytest

from core.runtime.cluster import settings
from core.runtime.cluster.plan import plan


@pytest.mark.parametrize(("cpus", "gpus"), [(1, 0), (2, 0), (16, 0), (16, 1), (64, 4)])
def test_every_kind_of_work_has_a_place_on_the_machines(cpus: int, gpus: int) -> None:
    planned = plan(cpus, gpus)
    assert set(planned) == set(settings.KINDS) and all(1 <= of.least <= of.most for of in planned.values())
    for resource, there in (("num_cpus", cpus), ("num_gpus", gpus)):
        assert sum(of.most * of.share.get(resource, 0) for of in planned.values()) <= there + 1e-9
    assert plan(cpus, gpus, photos=2)["photos"].least == 2


def test_a_machine_that_joins_changes_no_workers_share() -> None:
    alone = plan(1, 0)
    both = plan(2, 0, before=alone)
    assert both["photos"].share == alone["photos"].share != plan(2, 0)["photos"].share
    assert both["photos"].most > alone["photos"].most


def test_workers_get_another_share_where_not_all_have_a_place_by_theirs() -> None:
    before = plan(2, 0)
    left = plan(1, 0, before=before)
    assert sum(of.most * of.share["num_cpus"] for of in left.values()) <= 1 + 1e-9
    assert "num_gpus" in plan(2, 1, before=before)["photos"].share
