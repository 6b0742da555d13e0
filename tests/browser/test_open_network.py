"""Every number of every layer in the browser is torch's; each is the sum of what it is said to come from."""

import numpy as np
import pytest
import torch

from core.architectures import open_network
from core.i18n.catalog import Words
from core.media import cutout, sketches
from core.runtime import registry
from core.runtime.specs import get_spec
from tests.browser.looks import WIDER_THAN_SCREEN

LESSON = "architectures"
NUMBERS = "e => e.exhibit.all.slice(1).map(({ values }) => [...values])"
ADD_UP = """e => {
  const { stack, all } = e.exhibit, found = [];
  stack.layers.forEach((layer, n) => {
    const [maps, rows, columns] = all[n + 1].shape;
    if (!["conv", "dense"].includes(layer.kind)) return;
    const half = [maps >> 1, rows >> 1, columns >> 1], last = [maps - 1, rows - 1, columns - 1];
    for (const [m, y, x] of [[0, 0, 0], half, last]) {
      e.exhibit.goTo({ n, map: m, y, x });
      found.push([Number(e.dataset.value), e.exhibit.find(".sum").textContent]);
    }
  });
  return found;
}"""


def torchs(model: str, picture: np.ndarray) -> list[np.ndarray]:
    x, found = torch.from_numpy(picture)[None, None], []
    with torch.inference_mode():
        for layer in registry.load_model(model).eval():
            x = layer(x)
            if type(layer).__name__ not in ("Flatten", "Dropout"):
                found.append(x.numpy().ravel())
        found.append((x / get_spec(model).temperature).softmax(1).numpy().ravel())
    return found


@pytest.mark.parametrize("model", open_network.NETWORKS)
def test_numbers_are_torchs_and_add_up(open_part, model: str) -> None:
    page = open_part("open_network", more=f"&open_model={model}")
    root = page.locator(".exhibit", has=page.locator(".flow"))
    page.wait_for_function("e => e.dataset.answer", arg=root.element_handle())
    made = (
        cutout.digit(sketches.digit("7"))
        if model == "lenet5"
        else cutout.drawn_garment(sketches.garment("Ankle boot"))
    )
    expected = torchs(model, made.picture)
    for found, there in zip(root.evaluate(NUMBERS), expected, strict=True):
        np.testing.assert_allclose(found, there, atol=1e-4 * max(1, np.abs(there).max()))
    for value, told in root.evaluate(ADD_UP):
        told = told.replace("−", "-").replace("bias", "").replace("other maps", "").replace("all others", "")
        parts, total = told.split("=")
        assert float(total) == pytest.approx(value, abs=6e-4)
        assert sum(float(part) for part in parts.split("+")) == pytest.approx(value, abs=0.021)


def test_painting_runs_through_all_layers_without_the_server(open_part) -> None:
    page = open_part("open_network", more="&open_lenet5=empty")
    root = page.locator(".exhibit", has=page.locator(".flow"))
    page.wait_for_function("e => e.dataset.kind === 'empty'", arg=root.element_handle())
    easel = page.locator("canvas.easel")
    box = easel.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 34)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] - 34, steps=12)
    page.mouse.up()
    assert root.get_attribute("data-answer") == "1" and page.evaluate("window.messages") == 0
    assert page.evaluate(WIDER_THAN_SCREEN) <= 0
    layer = page.locator(".layer canvas").nth(3)
    layer.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**open_cell=2.0.0.1*")
    assert Words("en", LESSON)("open.how_mean", k=2) in page.locator(".origin").inner_text()
