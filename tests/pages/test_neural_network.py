"""The playground's page: what a link, a table and a network that rests do there."""

from dataclasses import replace

from core.i18n.catalog import text
from core.neural_network import network, points, setup
from core.neural_network.setup import Setup

PART = {"part": "playground"}


def rested(given: Setup, epochs: int = 300) -> str:
    xy, kinds = network.scattered(given, points.read(""))
    train = ~network.is_test(given, len(kinds))
    made = network.Network(given, network.kinds_of(kinds))
    for _ in range(epochs):
        made.epoch(network.features(xy[train], given.features), kinds[train])
    return setup.write(replace(given, weights=setup.encoded(made.values), epoch=epochs))


def test_a_situation_sets_points_and_layers(open_lesson) -> None:
    app = open_lesson("neural_network", "ko", **PART)
    app.button(key="preset_three").click().run()
    found = setup.read(app.session_state["net"])
    assert (found.dots, found.hidden) == ("three_arms", (8, 8)) and not app.exception


def test_the_ring_without_a_hidden_layer_solves_the_challenge(open_lesson) -> None:
    app = open_lesson("neural_network", "en", **PART)
    state = text("en", "neural_network.state_learning")
    assert not app.success and any(state in shown.value for shown in app.markdown)
    ring = Setup("circles", hidden=(), features=(2, 3))
    assert len(open_lesson("neural_network", "en", **PART, net=rested(ring)).success) == 1
    assert not open_lesson("neural_network", "ko", **PART, net=rested(replace(ring, features=(0, 1)))).success


def test_a_link_of_before_shows_the_same_points_and_layers(open_lesson) -> None:
    own = points.write(points.draw("clouds", 1, 30))
    link = {"dots": "own", "own_points": own, "hidden": "8-8", "pace": "0.1", "mlp_seed": "3"}
    app = open_lesson("neural_network", "en", **PART, **link)
    found = setup.read(app.session_state["net"])
    assert (found.dots, found.hidden, found.rate, found.seed) == ("own", (8, 8), 0.1, 3)
    assert app.session_state["own_points"] == own


def test_table_is_pasted_and_a_broken_one_is_told(open_lesson) -> None:
    app = open_lesson("neural_network", "en", **PART)
    app.text_area(key="table").set_value("1,2,cat\n3,4,cat").run()
    app.button(key="table_use").click().run()
    assert [w.value for w in app.warning] == [text("en", "errors.table_kinds", count=1)]
    app.text_area(key="table").set_value("a\tb\tkind\n1\t2\tcat\n3\t4\tdog\n0\t0\tcow").run()
    app.button(key="table_use").click().run()
    assert not app.warning and setup.read(app.session_state["net"]).dots == "own"
    assert points.read(app.session_state["own_points"])[1].tolist() == [0, 1, 2]
