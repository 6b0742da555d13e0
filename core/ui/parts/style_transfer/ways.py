"""Three ways to another style, with what each costs, measured here and now."""

import time

import streamlit as st

from core.i18n.catalog import Words
from core.runtime import registry
from core.style_transfer import gatys, infer, style_pictures
from core.ui import cache, inputs, panels, queue
from core.ui.parts.style_transfer.missing import missing
from core.ui.parts.style_transfer.mix import SAMPLES

ROUNDS = 3
STEPS = 4


def draw(say: Words) -> None:
    """Draw the part."""
    picture = inputs.picture(say, SAMPLES, default="china")
    if missing(say, infer.MODEL, gatys.NETWORK, shown=picture.rgb()):
        return
    network_ms, step_ms = measured(picture.key, picture, say)
    whole_s = step_ms * gatys.STEPS / 1e3
    network = f"{network_ms / 1e3:.2f} s"
    looks_on = say("looks_on", size=megabytes(gatys.NETWORK))
    rows = [
        row(say, "optimisation", f"{whole_s:.1f} s", say("any_style"), say("learns_nothing"), looks_on),
        row(say, "one_each", say("as_below", time=network), "1", say("learns_each"), say("file_each")),
        row(
            say,
            "all_in_one",
            network,
            say("all_and_mixtures"),
            say("learns_once"),
            megabytes(infer.MODEL),
        ),
    ]
    head, *body = [list(rows[0]), *(list(cells.values()) for cells in rows)]
    st.markdown("\n".join(" | ".join(line) for line in (head, ["---"] * len(head), *body)))
    ratio = whole_s * 1e3 / network_ms
    panels.verdict(say("ways_verdict", ratio=f"{ratio:.0f}", steps=gatys.STEPS, step=f"{step_ms:.0f}"))
    st.markdown(say("ways_about"))


def megabytes(model: str) -> str:
    """Return how large a network's file is."""
    return f"{registry.get_spec(model).weights.bytes / 1e6:.1f} MB"


def row(say: Words, way: str, took: str, styles: str, learns: str, file: str) -> dict[str, str]:
    """Return one way's row of the table."""
    cells = {"way": say(f"ways.{way}"), "time": took, "styles": styles, "learns": learns, "file": file}
    return {say(f"ways_column.{name}"): cell for name, cell in cells.items()}


@cache.per_session
def measured(key: str, _picture: inputs.Picture, _say: Words) -> tuple[float, float]:
    """Return what the network of 26 styles takes for this photo, and one step of optimisation, in ms."""
    rgb = _picture.rgb()
    queue.ask(_say, infer.paint, rgb, infer.mixture({0: 1}), gatys.LONGEST)
    runs = [
        queue.ask(_say, infer.paint, rgb, infer.mixture({0: 1}), gatys.LONGEST).network_ms
        for _ in range(ROUNDS)
    ]
    painting = gatys.Painting(rgb, style_pictures.load("swirls"), 10)
    queue.ask(_say, painting.advance, 0)
    started = time.perf_counter()
    for _ in range(STEPS):
        queue.ask(_say, painting.advance, 0)
    return min(runs), (time.perf_counter() - started) * 1e3 / STEPS
