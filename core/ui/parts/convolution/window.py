"""The window that slides over the learner's photo: kernel, step, padding, and the numbers they make."""

import io

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from core.convolution import challenges, kernels
from core.convolution.pixels import as_picture
from core.convolution.sliding import PADDINGS, Sliding, convolve, parameters, receptive_field, sides
from core.figures import theme
from core.i18n.catalog import Words
from core.media.images import to_png
from core.ui import controls, inputs, panels, shell
from core.ui.components.convolution.sliding_window import Window, sliding_window
from core.ui.parts.convolution import START, choose_picture, kernel_quiz
from core.ui.parts.convolution.copies import grey_copy

WIDTHS = ("24", "48", "96", "320")
SHOWS = ("auto", "clip", "size", "signed")
KERNELS = (*kernels.NAMES, "own")


def draw(say: Words) -> None:
    """Draw the part."""
    picture = choose_picture(say)
    show(say, picture)
    kernel_quiz.draw(say, picture)


@shell.fragment
def show(say: Words, picture: inputs.Picture) -> None:
    """Draw what follows the choice of a picture."""
    stage, side = panels.stage_and_controls()
    with side:
        name, size, stride = choose(say)
        inputs.add_pictures(say)
    with st.expander(say("more"), icon=":material/tune:"):
        padding, settings = choose_more(say, name)
    kernel = own_kernel(size) if name == "own" else kernels.build(name, size, settings["sigma"])
    if name == "own":
        controls.keep("cells", kernels.write(kernel), "")
    else:
        controls.link("cells", "", "")
    how = Sliding(len(kernel), stride, padding, settings["amount"], settings["dilation"])
    if settings["show"] == "auto":
        settings["show"] = kernels.shows(kernel)
    with stage:
        x = grey_copy(picture.key, int(settings["pixels"]), picture)
        words = say.table("sliding")
        window = Window(how, kernel, rounds=settings["rounds"], show=settings["show"])
        sliding_window(x, window, words, "sliding", on_cells=take_cells)
        panels.verdict(verdict(say, x.shape, how, settings["rounds"], settings["filters"]))
        downloads(say, x, kernel, how, settings)
    found = challenges.answers(kernel)
    state = {name: theme.number(getattr(found, name), 0) for name in ("vertical", "horizontal", "plain")}
    panels.challenge(say, found.only_vertical, say("upright_state", **state), "upright")


def choose(say: Words) -> tuple[str, int, int]:
    """Draw the controls of the first view; return the kernel's name, its side and the step."""
    name = controls.choice(
        st.selectbox, say("kernel"), KERNELS, "kernel", START["kernel"], lambda k: say(f"kernels.{k}")
    )
    st.caption(say(f"does.{name}"))
    if name.startswith("laplacian"):
        with st.popover(say("does.title_laplacian"), icon=":material/functions:"):
            st.markdown(say("does.why_laplacian"))
    size = 3
    if name in (*kernels.ANY_SIZE, "own"):
        size = st.slider(say("size"), 1, 7, START["size"], key="size", bind="query-params")
    return name, size, st.slider(say("stride"), 1, 4, START["stride"], key="stride", bind="query-params")


def choose_more(say: Words, kernel: str) -> tuple[str, dict]:
    """Draw the other controls; return the padding and the rest of the settings by name."""
    left, middle, right = st.columns(3, gap="large")
    slide = {"bind": "query-params"}
    settings = {"amount": 0, "sigma": START["sigma"]}
    with left:
        padding = controls.choice(
            st.selectbox,
            say("padding"),
            PADDINGS,
            "padding",
            START["padding"],
            lambda p: say(f"paddings.{p}"),
        )
        if padding == "zero":
            settings["amount"] = st.slider(say("amount"), 0, 6, START["amount"], key="amount", **slide)
        settings["dilation"] = st.slider(say("dilation"), 1, 4, START["dilation"], key="dilation", **slide)
    with middle:
        if kernel in ("gaussian", "log"):
            settings["sigma"] = st.slider(say("sigma"), 0.3, 3.0, START["sigma"], 0.1, key="sigma", **slide)
        settings["rounds"] = st.slider(say("rounds"), 1, 5, START["rounds"], key="rounds", **slide)
        settings["filters"] = st.slider(say("filters"), 1, 96, START["filters"], key="filters", **slide)
    with right:
        help_ = say("pixels_help")
        settings["pixels"] = controls.choice(
            st.segmented_control, say("pixels"), WIDTHS, "pixels", START["pixels"], help=help_
        )
        settings["show"] = controls.choice(
            st.selectbox, say("show"), SHOWS, "show", START["show"], lambda s: say(f"shows.{s}")
        )
    return padding, settings


def own_kernel(size: int) -> kernels.Kernel:
    """Return what the learner wrote, here or in the link, cut to `size`; at first the first view's kernel."""
    kernel = kernels.read(controls.kept("cells", ""))
    kernel = kernels.build(START["kernel"]) if kernel is None else kernel
    return kernels.resized(kernel, size)


def take_cells() -> None:
    """Keep what the learner has just written into the kernel."""
    cells = st.session_state.sliding.cells
    kernel = kernels.read(cells or "")
    if kernel is not None:
        controls.keep("cells", cells, "")
        st.session_state["kernel"], st.session_state["size"] = "own", len(kernel)


def verdict(say: Words, shape: tuple[int, ...], how: Sliding, rounds: int, filters: int) -> str:
    """Return the sentence with the sizes and the numbers to learn worked out."""
    height, width = (sides(n, how, rounds) for n in shape)
    chain = list(zip(width, height, strict=False))
    if len(chain) <= rounds:
        return say("verdict_nothing", done=len(chain) - 1, w=chain[-1][0], h=chain[-1][1], reach=how.reach)
    facts = {
        "sum": formula(width[0], how),
        "w": chain[-1][0],
        "h": chain[-1][1],
        "filters": filters,
        "k": how.size,
        "learn": f"{parameters(how.size, 1, filters):,}",
    }
    if rounds == 1:
        return say("verdict", **facts)
    sees = receptive_field([(how.reach, how.stride)] * rounds)
    return say("verdict_rounds", chain=" → ".join(f"{w} × {h}" for w, h in chain), sees=sees, **facts)


def formula(n: int, how: Sliding) -> str:
    """Return (n − k + 2p)/s + 1 = m with the numbers in it; ⌊ ⌋ where the division leaves a rest."""
    before, after = how.pads
    around = f"2·{before}" if before == after else f"{before + after}"
    room = n - how.reach + before + after
    fraction = f"({n} − {how.reach} + {around})/{how.stride}"
    if room % how.stride:
        fraction = f"⌊{fraction}⌋"
    return f"{fraction} + 1 = {how.out(n)}"


def downloads(say: Words, x: NDArray[np.uint8], kernel: kernels.Kernel, how: Sliding, settings: dict) -> None:
    """Offer the result as a picture and as numbers."""

    def values() -> NDArray[np.floating]:
        result = x.astype(np.float64)
        for _ in range(min(len(sides(n, how, settings["rounds"])) for n in x.shape) - 1):
            result = convolve(result, kernel, how)
        return result

    def numbers() -> bytes:
        out = io.BytesIO()
        np.savetxt(out, values(), "%.6g", ",")
        return out.getvalue()

    with st.container(horizontal=True):
        png = "convolution.png"
        panels.download(
            say, "download_png", lambda: to_png(as_picture(values(), settings["show"])), png, "image/png"
        )
        panels.download(say, "download_csv", numbers, "convolution.csv", "text/csv")
