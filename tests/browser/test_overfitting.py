"""Curves bend, a flag is dragged and neurons go dark in the browser, as the core computes them."""

import numpy as np
import pytest

from core.overfitting import dropout, flag, polynomial
from tests.browser.looks import follow

LESSON = "overfitting"


def numbers(root, name: str) -> np.ndarray:
    return np.array(root.get_attribute(f"data-{name}").split(","), float)


def test_the_degree_is_dragged_without_the_server_and_errors_are_the_cores(open_part) -> None:
    page = open_part("polynomial")
    root, errors = page.locator(".exhibit"), polynomial.errors(polynomial.draw(20, 0))
    assert numbers(root, "train") == pytest.approx(errors.train, rel=1e-6)
    assert numbers(root, "test") == pytest.approx(errors.test, rel=1e-6)
    box = root.locator(".chart").bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.9, box["y"] + 120)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.35, box["y"] + 120, steps=5)
    degree = root.get_attribute("data-degree")
    assert 2 < int(degree) < 8 and page.evaluate("window.messages") == 0
    page.mouse.up()
    page.wait_for_url(f"**degree={degree}*")
    box = root.locator(".noise input").bounding_box()
    page.evaluate("window.messages = 0")
    page.mouse.move(box["x"] + box["width"] * 0.38, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.75, box["y"] + box["height"] / 2, steps=5)
    page.wait_for_function("() => new Promise((done) => requestAnimationFrame(() => done(true)))")
    errors = polynomial.errors(polynomial.draw(20, 0, 0.6))
    assert numbers(root, "train") == pytest.approx(errors.train, rel=1e-6)
    assert numbers(root, "test") == pytest.approx(errors.test, rel=1e-6)
    assert page.evaluate("window.messages") == 0
    page.mouse.up()
    page.wait_for_url("**dots_noise=0.6*")


def test_bundle_flag_and_dropout_are_the_cores(server, open_part, settled) -> None:
    page = open_part("bias_variance", more="&bundle_noise=0.5")
    root = page.locator(".exhibit")
    parts = polynomial.parts(polynomial.bundle(20, 0, 0.5), np.linspace(-1, 1, 201))
    assert numbers(root, "bias") == pytest.approx(parts.bias2, rel=1e-2, abs=1e-4)
    assert numbers(root, "variance") == pytest.approx(parts.variance, rel=1e-3)
    root.locator(".noise input").focus()
    page.keyboard.press("ArrowLeft")
    page.wait_for_url("**bundle_noise=0.45*")
    parts = polynomial.parts(polynomial.bundle(20, 0, 0.45), np.linspace(-1, 1, 201))
    assert numbers(root, "variance") == pytest.approx(parts.variance, rel=1e-3)

    follow(page, settled, f"{server}/overfitting?lang=en&part=network&flag=60")
    history = flag.study("moons", 50, 0.3, "16-16", 0).history
    page.wait_for_selector(".exhibit[data-step='60']")  # the training has been played up to the flag
    root.locator(".chart").focus()
    page.keyboard.press("ArrowLeft")
    assert root.get_attribute("data-step") == "50"
    at = list(history.steps).index(50)
    assert float(root.get_attribute("data-train")) == pytest.approx(history.train[at, 0], abs=1e-4)
    assert float(root.get_attribute("data-validation")) == pytest.approx(history.validation[at, 0], abs=1e-4)
    page.wait_for_url("**flag=50*")

    follow(page, settled, f"{server}/overfitting?lang=en&part=dropout")
    root.locator("button.many").click()  # and it stands still
    kept = [int(k) for k in root.get_attribute("data-kept")]
    assert float(root.get_attribute("data-sum")) == pytest.approx(float(dropout.total(kept, 0.5)))
    for _ in range(2):
        root.locator("button.many").click()
    mean, error = float(root.get_attribute("data-mean")), dropout.deviation(0.5) / 300**0.5
    assert mean == pytest.approx(dropout.mean(0.5), abs=4 * error)
    root.locator("button.use").click()
    assert float(root.get_attribute("data-sum")) == pytest.approx(sum(dropout.SHARES))


@pytest.mark.parametrize(
    "link", ["bias_variance&bundle_noise=0&bundle_degree=7", "polynomial&dots_noise=0&degree=9"]
)
def test_numbers_of_small_errors_stand_above_the_axis(open_part, link: str) -> None:
    part, more = link.split("&", 1)
    chart = open_part(part, more=f"&{more}").locator(".chart")
    labels = chart.locator(".value").evaluate_all("all => all.map(l => Number(l.getAttribute('y')))")
    axis = chart.locator(".cursor").evaluate("c => Number(c.getAttribute('y2'))")
    assert len(labels) > 1 and max(labels) < axis and np.diff(labels).min() >= 20
