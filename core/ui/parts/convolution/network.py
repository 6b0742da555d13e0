"""A small network that the learner stacks layer by layer."""

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from core.convolution import network
from core.convolution.pixels import small
from core.convolution.sliding import Sliding, parameters
from core.i18n.catalog import Words
from core.media.images import to_png
from core.media.tables import to_csv
from core.ui import cache, controls, inputs, panels, shell
from core.ui.parts.convolution import choose_picture
from core.ui.parts.convolution.window import formula

SIDE = 96
WIDE_PX, TALL_PX, LOWEST_PX, GAP_PX = 640, 84, 24, 4
"""the strip of a layer's maps: at most so wide; the photo's height, the least height, the gap"""
ADD = {"conv": "conv", "relu": "relu", "max": "max2", "mean": "mean2"}


@cache.per_session
def grown(key: str, stack: str, seed: int, _picture: inputs.Picture) -> list[network.Stage]:
    """Return a small copy of a picture after each layer."""
    return network.run(small(_picture.rgb(), SIDE), network.read(stack), seed)


def draw(say: Words) -> None:
    """Draw the part."""
    show(say, choose_picture(say))


@shell.fragment
def show(say: Words, picture: inputs.Picture) -> None:
    """Draw what follows the choice of a picture."""
    stage, side = panels.stage_and_controls()
    with side:
        count = controls.choice(
            st.segmented_control, say("filters_new"), [str(n) for n in network.FILTERS], "filters_new", "8"
        )
        names = stack()
        buttons(say, names, count)
        with st.expander(say("more"), icon=":material/tune:"):
            seed = int(st.number_input(say("seed"), 0, 999, 0, key="seed", bind="query-params"))
        inputs.add_pictures(say)
    stages = grown(picture.key, ".".join(names), seed, picture)
    with stage:
        for number, found in enumerate(stages):
            show_layer(say, number, found, stages[0].shape[1])
        panels.verdict(verdict(say, stages, len(names)))
        rows = [
            (i, name_of(say, s.name), " × ".join(map(str, s.shape)), s.parameters, s.sees)
            for i, s in enumerate(stages)
        ]
        columns = [say(f"column.{name}") for name in ("number", "layer", "shape", "parameters", "sees")]
        csv = to_csv(columns, rows)
        panels.download(say, "download_csv", csv, "network.csv", "text/csv")
    calculator(say)


def buttons(say: Words, names: list[str], count: str) -> None:
    """Draw a button for each layer that can follow, and the one that takes the last away."""
    full, wide = len(names) >= network.MOST_LAYERS, {"width": "stretch"}
    for kind, layer in ADD.items():
        more = [*names, layer + count if kind == "conv" else layer]
        plus = {"key": f"add_{kind}", "icon": ":material/add:", "disabled": full}
        st.button(say(f"add_{kind}", n=count), on_click=put, args=(more,), **plus, **wide)
    undo = {"key": "take_away", "icon": ":material/undo:", "disabled": not names}
    st.button(say("take_away"), on_click=put, args=(names[:-1],), **undo, **wide)


def stack() -> list[str]:
    """Return the learner's layers."""
    names = network.read(controls.kept("layers", network.START))
    put(names)
    return names


def put(names: list[str]) -> None:
    """Keep the layers, also where there are none."""
    controls.keep("layers", ".".join(names) or "none", network.START)


def name_of(say: Words, name: str) -> str:
    """Return what a layer is called, such as "Convolution, 8 filters"."""
    kind = name.rstrip("0123456789")
    return say(f"layer_name.{kind}", n=name.removeprefix(kind))


def show_layer(say: Words, number: int, found: network.Stage, tall: int) -> None:
    """Draw one layer: its name, its shape, its first maps; `tall` is how high the photo is."""
    channels, height, width = found.shape
    facts = {"c": channels, "h": height, "w": width, "n": f"{found.parameters:,}", "sees": found.sees}
    name, (sheet, shown) = name_of(say, found.name), strip(found, tall)
    some = f" · {say('stage_first', n=shown)}" if shown < channels and found.name != "photo" else ""
    told = f"**{say('stage_shape', **facts)}** · {say('stage_facts', **facts)}{some}"
    st.markdown(f"**{number}. {name}** → {told}")
    panels.image(st, to_png(sheet), width=sheet.shape[1], alt=say("stage_alt", name=name, **facts))


def strip(found: network.Stage, tall: int) -> tuple[NDArray[np.uint8], int]:
    """Return as many maps as fit side by side, (h, W, 4), the smaller the fewer pixels they have; how many.

    Each map goes from its smallest (black) to its largest number (white).
    """
    if found.name == "photo":
        tiles = [np.rint((found.maps.transpose(1, 2, 0) + 1) * 127.5).astype(np.uint8)]
    else:
        low, high = found.maps.min((1, 2), keepdims=True), found.maps.max((1, 2), keepdims=True)
        bright = np.rint(255 * (found.maps - low) / np.maximum(high - low, 1e-9)).astype(np.uint8)
        tiles = [np.repeat(m[..., None], 3, -1) for m in bright]
    height = max(LOWEST_PX, TALL_PX * tiles[0].shape[0] // tall)
    width = min(WIDE_PX, max(1, round(height * tiles[0].shape[1] / tiles[0].shape[0])))
    tiles = tiles[: max(1, (WIDE_PX + GAP_PX) // (width + GAP_PX))]
    rows, columns = (np.arange(n) * tiles[0].shape[i] // n for i, n in enumerate((height, width)))
    sheet = np.zeros((height, len(tiles) * (width + GAP_PX) - GAP_PX, 4), np.uint8)
    for i, tile in enumerate(tiles):
        left = i * (width + GAP_PX)
        sheet[:, left : left + width, :3] = tile[rows][:, columns]
        sheet[:, left : left + width, 3] = 255
    return sheet, len(tiles)


def verdict(say: Words, stages: list[network.Stage], asked: int) -> str:
    """Return what went in, what came out, and what has to be learnt."""
    shapes = {end: " × ".join(map(str, stages[i].shape)) for end, i in (("before", 0), ("after", -1))}
    learn = f"{sum(s.parameters for s in stages):,}"
    sizes = {"numbers": f"{int(np.prod(stages[-1].shape)):,}", "learn": learn, "sees": stages[-1].sees}
    sentence = say("verdict_network", layers=len(stages) - 1, **shapes, **sizes)
    return sentence if len(stages) - 1 == asked else f"{sentence} {say('verdict_too_small')}"


def calculator(say: Words) -> None:
    """Work the formulas out for any layer; it opens with AlexNet's first."""
    with st.expander(say("calculator"), icon=":material/calculate:"):
        asked = {"n": 227, "k": 11, "p": 0, "s": 4, "c_in": 3, "c_out": 96}
        limits = {
            "n": (1, 4096),
            "k": (1, 31),
            "p": (0, 31),
            "s": (1, 16),
            "c_in": (1, 4096),
            "c_out": (1, 4096),
        }
        columns = st.columns(3) * 2
        value = {
            name: int(
                column.number_input(
                    say(f"calc.{name}"), *limits[name], start, key=f"calc_{name}", bind="query-params"
                )
            )
            for column, (name, start) in zip(columns, asked.items(), strict=True)
        }
        how = Sliding(value["k"], value["s"], "zero", value["p"])
        side = how.out(value["n"])
        if side < 1:
            st.markdown(say("calc_nothing"))
            return
        learn = f"{parameters(value['k'], value['c_in'], value['c_out']):,}"
        facts = {"sum": formula(value["n"], how), "m": side, "filters": value["c_out"], "learn": learn}
        panels.verdict(say("calc_verdict", **facts))
