"""One bar a layer: how much of the gradient comes back to it, on a scale of powers of ten."""

from collections.abc import Callable, Mapping

from core.activations.depth import BIASES, DEEPEST, ENOUGH, GAINS, Setup
from core.ui.components import packed
from core.ui.guards import guard

STOPS = {"depth": tuple(str(n) for n in range(1, DEEPEST + 1)), "gain": GAINS, "bias": BIASES}
"""the sliders and their stops, as texts"""
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

    Depth, gain and bias have sliders; where they are let go, `st.session_state[key].state` is
    `depth|gain|bias`, texts of STOPS, and `on_change` is called.
    """
    f = setup.activation
    held = {"depth": str(setup.depth), "gain": f"{setup.gain:g}", "bias": f"{setup.bias:g}"}
    data = {
        "activation": {"name": f.name, "alpha": f.alpha, "program": f.formula and f.formula.program()},
        "network": {
            "init": setup.init,
            "normalise": setup.normalise,
            "seed": setup.seed,
        },
        "compiles": guard.may_compile(),
        "knobs": [[name, list(stops), stops.index(held[name])] for name, stops in STOPS.items()],
        "state": "|".join(held.values()),
        "enough": ENOUGH,
        "height": height,
        "words": dict(words),
    }
    _mount(key=key, data=data, on_state_change=on_change)
