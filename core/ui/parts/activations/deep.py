"""A deep network: how much of the gradient comes back to each of its layers."""

from collections.abc import Callable

import streamlit as st

from core.activations import depth
from core.activations.depth import Flow, Setup
from core.i18n.catalog import Words
from core.media.tables import to_csv
from core.shared import activation_functions
from core.shared.activation_functions import Activation
from core.shared.formula import MOST_CHARACTERS, FormulaError
from core.ui import cache, controls, panels, shell
from core.ui.components.activations.gradient_flow import ALPHAS, STOPS, layers

NAMES = (*activation_functions.NAMES, "own")
FIRST_FORMULA = "x * tanh(x)"
KEYS = {"depth": "depth", "gain": "gain", "bias": "start_bias"}
"""under which name the link holds what the sliders of the layers are at"""
START = {"depth": "30", "gain": "1", "bias": "0"}
GOAL_LAYERS = 30


@shell.fragment
def draw(say: Words) -> None:
    """Draw the part."""
    stage, side = panels.stage_and_controls()
    with side:
        setup = choose(say, choose_function(say))
    with stage:
        flow = measured(setup)
        bars(say, setup, height=440)
        panels.verdict(verdict(say, setup, flow))
        columns = st.columns(2)
        columns[0].metric(say("last_signal"), f"{flow.signals[-1]:.2g}")
        columns[1].metric(say("dead_count"), f"{flow.dead.sum():,} / {setup.depth * depth.WIDTH:,}")
        header = [say(f"column.{name}") for name in ("layer", "gradient", "share", "signal", "dead")]
        numbers = zip(flow.gradients, flow.shares, flow.signals, flow.dead, strict=True)
        rows = [[i, float(g), float(s), float(a), int(d)] for i, (g, s, a, d) in enumerate(numbers, 1)]
        panels.download(say, "download_csv", to_csv(header, rows), "layers.csv", "text/csv")
    challenge(say, setup, flow)


def choose_function(say: Words) -> Activation:
    """Draw the choice of f; a formula that cannot be read is told about, and f is then the identity."""
    name = controls.choice(st.selectbox, say("function"), NAMES, "fn", "sigmoid", lambda n: say(f"fn.{n}"))
    if name != "own":
        st.caption(say(f"about.{name}"))
        return activation_functions.build(name, alpha_of(name))
    text = st.text_input(
        say("formula"),
        FIRST_FORMULA,
        max_chars=MOST_CHARACTERS,
        key="fx",
        bind="query-params",
        help=say("formula_help"),
    )
    try:
        return activation_functions.build("own", text=text)
    except FormulaError as error:
        shell.show(error)
        return activation_functions.build("identity")


def alpha_of(name: str) -> float | None:
    """Return where the slider of a function's own number stands, here or in the link; None: it has none."""
    if name not in ALPHAS:
        return None
    return float(controls.kept_of(f"alpha_{name}", ALPHAS[name], first_alpha(name)))


def first_alpha(name: str) -> str:
    """Return the number that a function has at first, as a text."""
    return f"{activation_functions.DEFAULT_ALPHA[name]:g}"


def choose(say: Words, activation: Activation, more: Callable[[], None] = lambda: None) -> Setup:
    """Draw the controls of the deep network; `more` draws further ones below."""
    init = controls.choice(
        st.selectbox,
        say("init"),
        depth.INITS,
        "init",
        "plain",
        lambda name: say(f"inits.{name}"),
        help=say("init_help"),
    )
    with st.expander(say("more"), icon=":material/tune:"):
        more()
        link = {"bind": "query-params"}
        normalise = st.toggle(say("norm"), key="norm", help=say("norm_help"), **link)
        seed = st.number_input(say("seed"), 0, 9999, 0, key="net_seed", **link)
    held = {name: slider(name) for name in STOPS}
    return Setup(activation, int(held["depth"]), init, normalise, held["bias"], int(seed), held["gain"])


def slider(name: str) -> float:
    """Return where a slider of the layers stands, here or in the link."""
    return float(controls.kept_of(KEYS[name], STOPS[name], START[name]))


def take() -> None:
    """Keep where the sliders were left."""
    texts = str(st.session_state.layers.state).split("|")
    for (name, stops), text in zip(STOPS.items(), texts, strict=False):
        if text in stops:
            controls.keep(KEYS[name], text, START[name])
    f = controls.chosen("fn")
    if f in ALPHAS and texts[-1] in ALPHAS[f] and len(texts) > len(STOPS):
        controls.keep(f"alpha_{f}", texts[-1], first_alpha(f))


def measured(setup: Setup) -> Flow:
    """Return what reaches each layer, measured or remembered."""
    f = setup.activation
    text = f.formula.text if f.formula else ""
    rest = (setup.depth, setup.init, setup.normalise, setup.bias, setup.seed, setup.gain)
    return _measured((f.name, f.alpha, text, *rest), setup)


@cache.per_session
def _measured(key: tuple, _setup: Setup) -> Flow:
    return depth.measure(_setup)


def bars(say: Words, setup: Setup, height: int) -> None:
    """Draw one bar a layer."""
    layers(setup, say.table("layers"), "layers", take, height)


def verdict(say: Words, setup: Setup, flow: Flow) -> str:
    """Return what the first layer gets, in a sentence."""
    share = depth.percent(flow.shares[0])
    facts = {"n": setup.depth, "share": share, "dead": f"{flow.dead.sum():,}", "inputs": depth.BATCH}
    said = say(f"verdict_{flow.kind}", **facts, all=f"{setup.depth * depth.WIDTH:,}")
    few = flow.kind == "none" or not flow.dead.any()
    return said if few else f"{said} {say('verdict_dead', **facts, all=f'{setup.depth * depth.WIDTH:,}')}"


def challenge(say: Words, setup: Setup, flow: Flow) -> None:
    """Ask for thirty layers that live."""
    share = flow.shares[0]
    solved = setup.depth >= GOAL_LAYERS and flow.kind == "lives"
    panels.challenge(say, solved, say("challenge_state", n=setup.depth, share=depth.percent(share)))
