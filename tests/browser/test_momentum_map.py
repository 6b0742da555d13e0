"""The map of momentum's convergence: the browser's numbers are the core's, and dragging asks nothing."""

import json

import numpy as np
import pytest

from core.gradient_descent import momentum


def test_the_momentum_map_in_the_browser_is_the_cores_and_is_dragged_without_the_server(open_part) -> None:
    page = open_part("momentum", lesson="gradient_descent")
    root = page.locator(".exhibit")
    take = (
        "(root, spot) => { root.exhibit.take({ ...root.exhibit.data, spot }); return { ...root.dataset }; }"
    )
    for spot in ("0.3,0.95,20", "2.67,0.41,20", "1.9,0,200", "3.4,0.5,5", "0,0.5,20", "1,0,1"):
        found, numbers = root.evaluate(take, spot), [float(v) for v in spot.split(",")]
        assert float(found["factor"]) == pytest.approx(float(momentum.overall(*numbers)), abs=1e-12)
        last = momentum.walk(*numbers, 100)[-1]
        place = np.array(json.loads(found["last"]), float)  # also one with twenty digits
        np.testing.assert_allclose(place, last, rtol=1e-9, atol=1e-12)
    box = root.locator(".map").bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + box["height"] * 0.6)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + box["height"] * 0.4, steps=4)
    page.wait_for_function("() => new Promise((done) => requestAnimationFrame(() => done(true)))")
    alpha, beta = root.evaluate("(root) => Object.values(root.exhibit.knobs.texts())")[:2]
    assert 1.5 < float(alpha) < 3 and 0.5 < float(beta) < 0.8
    assert page.evaluate("window.messages") == 0
    page.mouse.up()
    page.wait_for_function(f"() => decodeURIComponent(location.search).includes('spot={alpha},{beta},1')")
