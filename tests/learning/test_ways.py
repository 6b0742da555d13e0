import numpy as np
import pytest
from skimage.graph import MCP
from sklearn.cluster import KMeans

from core.learning import circles, ways

DOTS = ways.draw(ways.SEED)


@pytest.mark.parametrize("k", [2, 3, 4])
def test_groups_are_those_of_scikit_learn_from_the_same_start(k: int) -> None:
    looks = ways.without_labels(DOTS.looks, k, ways.SEED)
    reference = KMeans(k, init=looks[0].middles, n_init=1, tol=0, algorithm="lloyd").fit(DOTS.looks)
    assert looks[-1].middles == pytest.approx(reference.cluster_centers_)
    assert (looks[-1].of == reference.labels_).all()


def test_distances_are_those_of_a_library_and_the_way_is_a_shortest() -> None:
    closed = ways.bushes(DOTS.looks)
    costs = np.ones((ways.SIDE, ways.SIDE))
    for x, y in closed:
        costs[y, x] = -1
    reference, _ = MCP(costs, fully_connected=False).find_costs([ways.CHEESE[::-1]])
    for (x, y), n in ways.distances(closed).items():
        assert reference[y, x] - 1 == n  # it counts the cell it begins in
    found = circles.search(ways.SEED)
    assert len(found.path) == found.steps[0, 0] + 1 and not closed & set(found.path)
    steps = np.abs(np.diff(np.array(found.path), axis=0)).sum(1)
    assert (steps == 1).all()


def test_the_mouse_walks_shorter_and_shorter_and_never_through_a_bush() -> None:
    closed = ways.bushes(DOTS.looks)
    walks = ways.warmer(closed, ways.SEED)
    lengths = [len(walk.cells) - 1 for walk in walks]
    assert lengths[-1] == ways.distances(closed)[ways.MOUSE] and lengths[0] > 3 * lengths[-1]
    assert all(walk.arrived for walk in walks[1:]) and not any(closed & set(walk.cells) for walk in walks)


def test_a_line_parts_the_dots_but_not_the_ring_and_a_deep_network_does() -> None:
    dots, borders = circles.line(ways.SEED)
    assert borders[-1].right(dots) >= 0.95 * ways.DOTS
    ring, deep = circles.ring(1), circles.trained(1)
    assert ways.with_labels(ring)[-1].right(ring) < 0.75 * len(ring.apple)
    assert deep.right[-1] > 0.95 > deep.right[0]
    assert deep.planes.shape == (circles.LOOKS, circles.SIDE, circles.SIDE)
