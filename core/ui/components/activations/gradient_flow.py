"""One bar a layer: how much of the gradient comes back to it, on a scale of powers of ten."""

from collections.abc import Callable, Mapping

from core.activations.depth import BIASES, DEEPEST, ENOUGH, GAINS, Setup
from core.ui.components import packed
from core.ui.guards import guard

STOPS = {"depth": tuple(str(n) for n in range(1, DEEPEST + 1)), "gain": GAINS, "bias": BIASES}
"""the sliders and their stops, as texts"""
ALPHAS = {
    "leaky_relu": tuple(f"{i / 100:g}" for i in range(51)),
    "elu": tuple(f"{i / 100:g}" for i in range(301)),
}
"""the stops of a function's own number, by name"""
_mount = packed.component(
    "activations/gradient_flow",
    "knobs",
    "maths/program",
    "activations/functions",
    "activations/products",
    "activations/deep_network",
)


def layers(
    setup: Setup, words: Mapping[str, str], key: str, on_change: Callable[[], None], height: int = 380
) -> None:
    """Draw the shares of `setup`, the first layer on the left; `height` in pixels.

    Depth, gain, bias and the function's own number, where it has one, have sliders; where they are let go,
    `st.session_state[key].state` is `depth|gain|bias` and `|alpha`, texts of STOPS and ALPHAS, and
    `on_change` is called. On the way the window gets the event "activation" when alpha moves.
    """
    f = setup.activation
    held = {"depth": str(setup.depth), "gain": f"{setup.gain:g}", "bias": f"{setup.bias:g}"}
    stops = dict(STOPS)
    if f.name in ALPHAS:
        held["alpha"], stops["alpha"] = f"{f.alpha:g}", ALPHAS[f.name]
    data = {
        "activation": {"name": f.name, "alpha": f.alpha, "program": f.formula and f.formula.program()},
        "network": {
            "init": setup.init,
            "normalise": setup.normalise,
            "seed": setup.seed,
        },
        "compiles": guard.may_compile(),
        "knobs": [[name, list(texts), texts.index(held[name])] for name, texts in stops.items()],
        "state": "|".join(held.values()),
        "enough": ENOUGH,
        "height": height,
        "words": dict(words),
    }
    _mount(key=key, data=data, on_state_change=on_change)
