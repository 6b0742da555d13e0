"""Every word that a component's script shows is in the table that its part sends to it."""

import ast
import re
from functools import cache
from itertools import chain
from pathlib import Path

from core.detection import two_stage
from core.gan import lab
from core.i18n.catalog import Words
from core.learning.circles import CIRCLES
from core.losses import functions
from core.neural_network import setup
from core.segmentation.upsampling import METHODS
from core.sequences import cells, reading
from core.ui.components.cartpole.dqn_loop import STATIONS
from core.ui.components.segmentation.segments import VIEWS

UI = Path(__file__).parents[2] / "core" / "ui"
WORD = re.compile(r"\bwords\??\.(\w+)\b(?!\()")
FREE = {
    "cartpole/against": {"left", "right"},
    "convolution/channels": {"photo"},
    "gradient_descent/momentum": {"loss"},
}
"""words that a part's component has a script for, but in this part never shows"""
CAMERA = (
    *("idle", "opening", "running", "denied", "missing", "busy", "taken", "insecure"),
    *("turn", "mirror", "shot", "close"),
)
ENDS = ("fell", "out", "stood")
COMPUTED = {
    "captioning/attended": [f"place_{row}{column}" for row in range(3) for column in range(3)],
    "activations/gradient_flow": ("knob_depth", "knob_gain"),
    "activity/phone_motion": (
        *("idle", "opening", "ready", "counting", "recording", "sent", "refused", "none", "insecure"),
    ),
    "activity/turned_phone": ("about_x", "about_y", "about_z"),
    "architectures/nudge": ("left", "up", "down", "right", "back"),
    "architectures/open_network": (
        *chain.from_iterable(
            (f"kind_{kind}", f"does_{kind}")
            for kind in ("conv", "relu", "tanh", "max", "mean", "dense", "softmax")
        ),
        *chain.from_iterable((f"how_{kind}", f"sum_{kind}") for kind in ("relu", "tanh", "max", "mean")),
        *("said_sure", "said_unsure", "said_empty"),
    ),
    "cartpole/dqn_loop": (
        *chain.from_iterable((name, f"said_{name}") for name in STATIONS),
        *("said_random", "said_fell", "said_end", "said_copied", "find_random", "find_fell", "find_copied"),
    ),
    "cartpole/duel": (*ENDS, "won", "lost", "drawn"),
    "cartpole/grid_world": (
        *("play", "step", "attempt", "hundred", "again", "alpha", "gamma", "epsilon"),
        *("empty", "treasure", "pit", "wall", "up", "right", "down", "left"),
        *("said_first", "said_early", "said_loop", "said_found", "said_pit"),
    ),
    "cartpole/inside": (
        *(*ENDS, "back", "on", "scrub", "angle", "place", "recovers", "tumbles", "leaves"),
        *chain.from_iterable((name, f"{name}_alt") for name in ("prefers", "expects", "survives")),
    ),
    "cartpole/play": (
        *chain.from_iterable((name, f"{name}_long") for name in ENDS),
        *("angle", "turn", "place", "speed", "q"),
    ),
    "convolution/pixel_lens": ("knob_light", "knob_contrast", "knob_colour", "knob_blur"),
    "convolution/sliding_window": (
        *("conv", "max", "mean", "said_conv", "said_max", "said_mean"),
        *("knob_size", "knob_sigma", "knob_stride", "knob_dilation", "knob_amount"),
    ),
    "detection/proposals/anchor_cells": (
        *(f"{way}_{part}" for way in ("anchor", "point", "default") for part in ("title", "four")),
        *("said", "said_none", "said_empty"),
    ),
    "detection/iou_lab": ("truth", "model"),
    "detection/proposals/rcnn_steps": [
        f"{kind}_{name}" for kind in ("step", "does") for name in two_stage.STEPS
    ],
    "detection/window_race": ("sliding", "single"),
    "gradient_descent/momentum_map": ("knob_alpha", "knob_beta", "knob_condition"),
    "gradient_descent/race": (
        *("knob_rate", "knob_beta", "knob_batch"),
        *("by_steps", "by_passes", "reached", "reached_passes"),
    ),
    "explanation/gradcam_maps": [f"place_{row}{column}" for row in range(3) for column in range(3)],
    "photo/paint_over": ("small", "medium", "large"),
    "gan/lab": (
        *(*lab.TARGETS, *lab.OBJECTIVES, *lab.OPTIMIZERS, "map", "arrows", "slow", "again", "clear"),
        *("stepD", "stepG", "rateD", "rateG", "rounds", "says_real", "says_fake"),
        *("slow1", "slow2", "slow3", "slow4", "slow5"),
        *("said_start", "said_vanish", "said_collapse", "said_match", "said_strong", "said_learning"),
    ),
    "gan/wall": ("morph", "slide", "add", "said_morph", "said_slide", "said_add"),
    "learning/fruit_rule": ("hand", "machine", "new", "round", "red"),
    "learning/nested_circles": [f"{name}{what}" for name in CIRCLES for what in ("", "_runs", "_said")],
    "learning/three_ways": [
        f"{w}{what}" for w in ("labels", "groups", "mouse") for what in ("", "_given", "_said")
    ],
    "live/classify": CAMERA,
    "live/detect": CAMERA,
    "live/faces": (*CAMERA, "blur", "pixels", "boxes"),
    "live/segment": (*CAMERA, "blur", "picture", "mask"),
    "live/skeleton": CAMERA,
    "live/teach": CAMERA,
    "losses/loss_fit": functions.NAMES,
    "neural_network/neuron_plane": ("w1", "w2", "b"),
    "neural_network/playground": (
        *("a", "b", "c", "erase", "dots", "layers", "bend", "optimizer", "decay", "pace", "rate"),
        *("decay_rate", "batch", "noise", "test_share", "seed"),
        *chain.from_iterable(
            (f"{name}_{option}" for option in options)
            for name, options in (
                ("dots", setup.DOTS),
                ("bend", setup.BENDS),
                ("optimizer", setup.OPTIMIZERS),
                ("decay", setup.DECAYS),
                ("pace", (1, 5, 20)),
            )
        ),
        *("is_start", "is_early", "is_lost", "is_overfit", "is_learnt", "is_trained", "is_straight"),
        *("is_few", "is_unbent", "is_stuck", "is_noisy"),
    ),
    "overfitting/curve_bundle": ("bias", "variance", "total"),
    "overfitting/fit_degree": ("train", "test"),
    "overfitting/training_flag": ("train", "validation"),
    "pose/backdrop": ("photo", "blur", "colour", "picture", "mask", "soft", "behind", "much"),
    "pose/doubt": ("cells", "share"),
    "pose/skeleton": ("lines", "angles", "mask"),
    "pose/upright": ("turn", "size"),
    "segmentation/grow": [f"by_{method}" for method in METHODS],
    "segmentation/lasso": ("clear", "close", "mine", "model"),
    "segmentation/segments": (*VIEWS, "opacity", "sure", "tick", "behind"),
    "sequences/unrolled_cell": (
        *reading.UNITS,
        *chain.from_iterable((f"hand_{kind}", f"said_{kind}") for kind in cells.KINDS),
        *(f"gate_{name}" for name in "fiozr"),
    ),
    "segmentation/u_walk": ("say_photo", "say_down", "say_bottom", "say_up", "say_up_off", "say_answer"),
}
"""words that a script looks up by a name it works out, by component"""


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf8"))


def strings(node: ast.AST) -> list[str]:
    return [n.value for n in ast.walk(node) if isinstance(n, ast.Constant) and isinstance(n.value, str)]


@cache
def needed() -> dict[str, set[str]]:
    """Return the words that each component shows: those its scripts name, and those they work out."""
    found = {}
    for path in UI.glob("components/**/*.py"):
        for call in ast.walk(tree(path)):
            if isinstance(call, ast.Call) and ast.unparse(call.func) == "packed.component":
                name, *uses = [a.value for a in call.args]
                scripts = [(UI / "components" / f"{s}.js").read_text(encoding="utf8") for s in (name, *uses)]
                said = {word for script in scripts for word in WORD.findall(script)}
                found[name] = said | set(COMPUTED.get(name, ()))
    return found


@cache
def takes_words(component: str) -> set[str]:
    """Return the functions of a component's module that are given words."""
    functions = [
        n for n in ast.walk(tree(UI / f"components/{component}.py")) if isinstance(n, ast.FunctionDef)
    ]
    return {f.name for f in functions if any(a.arg == "words" for a in [*f.args.args, *f.args.kwonlyargs])}


def imports(module: ast.Module) -> dict[str, str]:
    """Return the components that a part draws, by the name it has for the module or its function."""
    found = {}
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("core.ui.components"):
            path = node.module.removeprefix("core.ui.components").strip(".").replace(".", "/")
            for alias in node.names:
                below = f"{path}/{alias.name}".strip("/")
                if below in needed() or (path in needed() and alias.name in takes_words(path)):
                    found[alias.asname or alias.name] = below if below in needed() else path
    return found


def drawn_in(function: ast.FunctionDef, imported: dict[str, str]) -> set[str]:
    """Return the components that a function draws."""
    return {imported[n.id] for n in ast.walk(function) if isinstance(n, ast.Name) and n.id in imported}


def sent_in(function: ast.FunctionDef, say: Words) -> set[str]:
    """Return the words that a function sends: whole tables, and those it adds by name."""
    found: set[str] = set()
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "say.table":
            found |= say.table(node.args[0].value).keys()
        elif isinstance(node, ast.Dict):
            found |= {key.value for key in node.keys if isinstance(key, ast.Constant)}
    return found


@cache
def calls() -> tuple[tuple[str, str, set[str]], ...]:
    """Return who draws components with words, part or frame: the place, which component, the words sent."""
    found = []
    for path in sorted([*UI.glob("*.py"), *UI.glob("parts/*/*.py")]):
        module, say = tree(path), Words("ko", path.parent.name)
        imported = imports(module)
        for function in (n for n in ast.walk(module) if isinstance(n, ast.FunctionDef)):
            sent = sent_in(function, say)
            drawn = drawn_in(function, imported) if sent else ()
            found += [(f"{path.parent.name}/{path.stem}", component, sent) for component in drawn]
    return tuple(found)


def test_parts_send_every_word_that_their_components_show() -> None:
    missing = {(where, name): needed()[name] - sent - FREE.get(where, set()) for where, name, sent in calls()}
    assert {place: words for place, words in missing.items() if words} == {}


def test_every_component_with_words_is_seen_by_the_check() -> None:
    seen = {name for _, name, _ in calls()}
    assert {name for name, words in needed().items() if words} - seen == set()


def test_words_that_are_worked_out_belong_to_a_component() -> None:
    assert COMPUTED.keys() - needed().keys() == set()
