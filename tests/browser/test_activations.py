"""The exhibits compute in the browser what the core computes, and move without asking the server."""

import json

import numpy as np
import pytest
from playwright.sync_api import expect

from core.activations import depth, softmax
from core.backpropagation import graph
from core.i18n.catalog import Words
from core.losses import functions as losses
from core.neural_network.perceptron import GATES, read, write
from core.shared import activation_functions
from core.ui.components.activations import gradient_flow
from core.ui.parts.activations import PARTS
from tests.browser.looks import assert_fits, each_part

LESSON = "activations"
TAKE = "(root, more) => { root.exhibit.take({ ...root.exhibit.data, ...more }); return { ...root.dataset }; }"
CURVE = ".exhibit:has(.curve)"
RNG = np.random.default_rng(0)


def said(key: str, lang: str = "en", lesson: str = "activations", **facts: object) -> str:
    return Words(lang, lesson)(key, **facts)


def test_point_is_dragged_without_the_server_and_then_stays_in_the_link(open_part, settled) -> None:
    page = open_part("shapes", more="&fn=tanh")
    curve = page.locator(CURVE)
    box = curve.locator("svg").bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + 80)
    page.mouse.down()
    for share in (0.55, 0.6, 0.7):
        page.mouse.move(box["x"] + box["width"] * share, box["y"] + 80)
    at, f, slope = (float(curve.get_attribute(f"data-{name}")) for name in ("at", "f", "slope"))
    assert at > 1 and page.evaluate("window.messages") == 0
    tanh = activation_functions.build("tanh")
    assert (f, slope) == pytest.approx((float(tanh(at)), float(tanh.slope(at))), abs=1e-5)
    page.mouse.up()
    page.wait_for_url(f"**at={at:g}*")
    settled(page)
    page.get_by_text("한국어").click()
    page.wait_for_selector(f"h1:has-text('{said('name', 'ko')}')")
    settled(page)
    assert float(curve.get_attribute("data-at")) == at


CURVE_NOW = """({ exhibit: { curve, data } }) =>
  [Array.from(curve.values), Array.from(curve.slopes), curve.mean, data.flat]"""


@pytest.mark.parametrize(("name", "share"), [("leaky_relu", 0.8), ("leaky_relu", 0.06), ("elu", 0.4)])
def test_the_functions_number_is_dragged_without_the_server(open_part, settled, name, share) -> None:
    page = open_part("shapes", more=f"&fn={name}&at=-2&init=xavier")
    curve, layers = page.locator(CURVE), page.locator(".exhibit:has(.layer)")
    knob = layers.locator("[data-knob=alpha]")
    box = knob.bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.1, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * share, box["y"] + box["height"] / 2, steps=4)
    page.wait_for_function("() => new Promise((done) => requestAnimationFrame(() => done(true)))")
    text = knob.get_attribute("aria-valuetext")
    f = activation_functions.build(name, float(text))
    values, slopes, mean, flat = curve.evaluate(CURVE_NOW)
    facts = activation_functions.facts(f, -6, 6)
    np.testing.assert_allclose(values, f(np.linspace(-6, 6, 1201)), atol=1e-12)
    np.testing.assert_allclose(slopes, f.slope(np.linspace(-6, 6, 1201)), atol=1e-12)
    assert mean == pytest.approx(facts.mean) and flat == [pytest.approx(part) for part in facts.flat]
    assert float(curve.get_attribute("data-f")) == pytest.approx(float(f(-2)))
    flow = depth.measure(depth.Setup(f, init="xavier"))
    assert float(layers.get_attribute("data-first")) == pytest.approx(flow.shares[0], rel=1e-6)
    assert page.evaluate("window.messages") == 0
    page.mouse.up()
    page.wait_for_url(f"**alpha_{name}={text}*")
    settled(page)
    assert float(layers.get_attribute("data-first")) == pytest.approx(flow.shares[0], rel=1e-6)
    np.testing.assert_allclose(curve.evaluate(CURVE_NOW)[0], values, atol=1e-6)


def test_point_moves_by_keys(open_part) -> None:
    page = open_part("shapes", more="&at=-2")
    page.locator(f"{CURVE} svg").focus()
    page.keyboard.press("ArrowRight")
    assert float(page.locator(CURVE).get_attribute("data-at")) == pytest.approx(-1.9)
    page.keyboard.press("End")
    page.wait_for_url("**at=6*")


CROSSED = """({ exhibit }) => {
  const { svg, upper, grid, curve, other } = exhibit, texts = [...svg.querySelectorAll("text")];
  const name = texts.find((t) => t.textContent === other.name).getBBox();
  const inside = (v, from, long) => v > from && v < from + long;
  return [...grid].filter((x, i) => inside(upper.px(x), name.x, name.width) && [curve, other].some(
    ({ values }) => inside(upper.py(values[i]), name.y + 3, name.height - 6))).length;
}"""


def test_names_stand_clear_of_the_curves_and_values_beyond_the_chart_are_told(open_part) -> None:
    for name, versus in (("relu", "softplus"), ("tanh", "sigmoid"), ("selu", "elu")):
        page = open_part("shapes", more=f"&fn={name}&versus={versus}&at=5.5", width=390, height=900)
        assert page.locator(CURVE).evaluate(CROSSED) == 0, (name, versus)
    expect(page.locator(CURVE).locator("text.value").first).to_have_text("↑ 5.779")


def test_every_layer_is_named_by_keys(open_part) -> None:
    page = open_part("deep", more="&fn=relu&init=he&depth=8")
    bars = page.locator(".exhibit:has(.layer)")
    bars.locator("svg").focus()
    page.keyboard.press("End")
    assert bars.get_attribute("data-picked") == "8"
    assert "Layer 8: 100%" in bars.locator(".said").inner_text()
    assert page.evaluate("window.messages") == 0


MEASURE = """({ exhibit, dataset }, data) => {
  exhibit.take({ ...exhibit.data, ...data });
  const { gradients, signals, dead } = exhibit.flow;
  return { gradients, signals, dead, first: dataset.first, told: exhibit.svg.getAttribute("aria-label") };
}"""

COMPILED = "({ exhibit }) => Boolean(exhibit.products.run)"


def test_the_layers_in_the_browser_are_the_cores(open_part, monkeypatch) -> None:
    page, caught = open_part("deep"), {}
    monkeypatch.setattr(gradient_flow, "_mount", lambda key, data, **_: caught.update(data))
    root = page.locator(".exhibit:has(.layer)")
    functions = [activation_functions.build(name) for name in activation_functions.NAMES]
    functions.append(activation_functions.build("own", text="max(x, x/5) - erf(x)/9"))
    for i, f in enumerate(functions):
        bias, gain = (0.0, -0.25, 0.6)[i % 3], float(depth.GAINS[3 * i + 1])
        how = depth.Setup(f, 3 + 2 * i, depth.INITS[i % 3], i % 2 == 1, bias, seed=i * 700, gain=gain)
        gradient_flow.layers(how, {}, "layers", lambda: None)
        given = {k: v for k, v in caught.items() if k != "words"}
        found = root.evaluate(MEASURE, {**given, "compiles": True})
        flow = depth.measure(how)
        np.testing.assert_allclose(
            np.array(found["gradients"], float), flow.gradients, rtol=1e-6, err_msg=f.name
        )
        np.testing.assert_allclose(np.array(found["signals"], float), flow.signals, rtol=1e-6, err_msg=f.name)
        assert found["dead"] == flow.dead.tolist(), f.name
        assert float(found["first"]) == pytest.approx(flow.shares[0], rel=1e-6)
        assert depth.percent(flow.shares[0]) in found["told"]
        assert root.evaluate(COMPILED)
        plain = root.evaluate(MEASURE, {"compiles": False})
        assert plain == found and not root.evaluate(COMPILED), f"{f.name}: without WebAssembly"


def test_depth_and_first_weights_are_dragged_without_the_server(open_part, settled) -> None:
    page = open_part("deep", more="&fn=relu&init=he")
    root = page.locator(".exhibit:has(.layer)")
    box = root.locator("[data-knob=depth]").bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + box["height"] / 2)
    page.mouse.down()
    seen = set()
    for share in (0.5, 0.4, 0.3):
        page.mouse.move(box["x"] + box["width"] * share, box["y"] + box["height"] / 2)
        page.wait_for_function("() => new Promise((done) => requestAnimationFrame(() => done(true)))")
        seen.add(root.locator(".layer").count())
    assert len(seen) == 3 and page.evaluate("window.messages") == 0
    page.mouse.up()
    page.wait_for_url(f"**depth={min(seen)}*")
    root.locator("[data-knob=gain]").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**gain=1.1*")
    settled(page)
    page.evaluate("window.messages = 0")
    box = root.locator("[data-knob=bias]").bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.55, box["y"] + box["height"] / 2, steps=3)
    page.wait_for_function("() => new Promise((done) => requestAnimationFrame(() => done(true)))")
    bias = float(root.locator("[data-knob=bias]").get_attribute("aria-valuetext"))
    how = depth.Setup(activation_functions.build("relu"), min(seen), "he", bias=bias, gain=1.1)
    assert float(root.get_attribute("data-first")) == pytest.approx(depth.measure(how).shares[0])
    assert bias > 0.1 and page.evaluate("window.messages") == 0
    page.mouse.up()
    page.wait_for_url(f"**start_bias={bias:g}*")
    settled(page)
    assert float(root.get_attribute("data-first")) == pytest.approx(depth.measure(how).shares[0])
    assert (
        depth.percent(depth.measure(how).shares[0])
        in page.locator("[data-testid=stAlert]").first.inner_text()
    )


def test_softmax_in_the_browser_is_the_cores_and_is_kept(open_part, settled) -> None:
    page = open_part("softmax")
    root = page.locator(".exhibit")
    for count in range(softmax.FEWEST, softmax.MOST + 1):
        for temperature in (0.1, 1, 4.2, 10):
            z = RNG.uniform(-8, 8, count).round(1)
            state = f"{','.join(map(str, z))}|{temperature}"
            shares = json.loads(root.evaluate(TAKE, {"state": state})["shares"])
            np.testing.assert_allclose(shares, softmax.softmax(z, temperature), atol=1e-12)
    root.evaluate(TAKE, {"state": "-1,0.5,2|1"})
    assert page.evaluate("window.messages") == 0
    page.locator(".row input").first.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**scores=-0.9*")
    settled(page)
    page.get_by_role("button", name=said("scores.more")).click()
    page.wait_for_function("() => decodeURIComponent(location.search).includes('2,0|1')")
    assert page.locator(".row").count() == 4


def test_lines_in_the_browser_are_the_cores_and_a_point_is_dragged(open_part) -> None:
    page = open_part("fit", lesson="losses")
    root = page.locator(".exhibit")
    x = [place for place, _ in losses.START]
    for delta in (0.3, 1, 3):
        y = RNG.uniform(-2, 12, len(x)).round(1)
        more = {"heights": ",".join(f"{v:.1f}" for v in y), "delta": delta}
        fits = json.loads(root.evaluate(TAKE, more)["fits"])
        for name in losses.NAMES:
            np.testing.assert_allclose(fits[name], losses.fit(name, x, y, delta), atol=1e-6)
    before = json.loads(root.get_attribute("data-fits"))
    slider = root.locator("input[type=range]")
    slider.evaluate("(s) => { s.value = 0.7; s.dispatchEvent(new Event('input')); }")
    after = json.loads(root.get_attribute("data-fits"))
    np.testing.assert_allclose(after["huber"], losses.fit("huber", x, y, 0.7), atol=1e-6)
    assert after["huber"] != before["huber"] and page.evaluate("window.messages") == 0
    box = root.locator("svg").bounding_box()
    x, y = root.evaluate("({ exhibit: e }) => [e.plane.px(e.data.xs[2]), e.plane.py(e.ys[2])]")
    page.mouse.move(box["x"] + x, box["y"] + y)
    page.mouse.down()
    page.mouse.move(box["x"] + x, box["y"] + 40)
    page.mouse.move(box["x"] + x, box["y"] + 20)
    assert page.evaluate("window.messages") == 0
    page.mouse.up()
    page.wait_for_url("**heights=*")
    height = root.evaluate("({ exhibit: e }) => e.ys[2]")
    assert height > 11 and f",{height:.1f}," in page.evaluate("decodeURIComponent(location.search)")


def test_neuron_in_the_browser_answers_as_the_core(open_part) -> None:
    page = open_part("neuron", lesson="neural_network")
    root = page.locator(".exhibit")
    for gate, answers in GATES.items():
        for _ in range(12):
            neuron = read(",".join(map(str, RNG.uniform(-2, 2, 3))))
            found = root.evaluate(TAKE, {"neuron": write(neuron), "answers": list(answers)})
            assert int(found["right"]) == neuron.right(gate)
    root.evaluate(TAKE, {"neuron": "1,-0.5,-1.5", "answers": [0, 0, 0, 1]})
    expect(root.locator(".said")).to_contain_text("1.00·x₁ − 0.50·x₂ − 1.50 > 0")


def test_backpropagation_is_stepped_both_ways_and_takes_other_numbers(open_part) -> None:
    page = open_part("graph", lesson="backpropagation")
    root = page.locator(".exhibit")
    first = int(root.get_attribute("data-at"))
    page.get_by_role("button", name=said("chain.next", lesson="backpropagation")).click()
    assert int(root.get_attribute("data-at")) == first + 1
    page.get_by_role("button", name=said("chain.back", lesson="backpropagation")).click()
    page.get_by_role("button", name=said("chain.back", lesson="backpropagation")).click()
    assert int(root.get_attribute("data-at")) == first - 1
    assert page.evaluate("window.messages") == 0
    field = page.get_by_label(said("chain.number", name="y", lesson="backpropagation"), exact=True)
    field.fill("0")
    field.press("Enter")
    page.wait_for_url("**numbers=*")
    numbers = graph.read("") | {"y": 0.0}
    loss = graph.loss(numbers, activation_functions.build("sigmoid"))
    page.wait_for_selector(f"text={loss:.4f}")


@pytest.mark.slow
def test_every_part_fits_a_phone(server, open_page, settled) -> None:
    page = open_page(f"{server}/activations?lang=ko", width=390, height=844, motion=False)
    for part in each_part(page, settled, LESSON, PARTS):
        page.locator(".exhibit").first.wait_for()
        assert_fits(page, part)
