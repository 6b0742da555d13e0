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
from core.shared import link_values
from core.ui import controls, inputs, panels, shell
from core.ui.components.convolution.sliding_window import STOPS, Window, sliding_window
from core.ui.parts.convolution import START, choose_picture, kernel_quiz
from core.ui.parts.convolution.copies import grey_copy

WIDTHS = ("24", "48", "96", "320", "512")
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
        name = choose(say)
        inputs.add_pictures(say)
    with st.expander(say("more"), icon=":material/tune:"):
        padding, settings = choose_more(say)
    held = {knob: slider(knob) for knob in sliders(name, padding)}
    sigma = held.get("sigma", float(START["sigma"]))
    size = int(held.get("size", 3))
    kernel = own_kernel(size) if name == "own" else kernels.build(name, size, sigma)
    if name == "own":
        controls.keep("cells", kernels.write(kernel), "")
    else:
        controls.link("cells", "", "")
    moves = {knob: int(held.get(knob, 0)) for knob in ("stride", "amount", "dilation")}
    how = Sliding(len(kernel), padding=padding, **moves)
    counts = {knob: int(held[knob]) for knob in ("rounds", "filters")}
    with stage:
        x = grey_copy(picture.key, int(settings["pixels"]), picture)
        looks = {"show": settings["show"], **counts}
        window = Window(how, kernel, kind=name, sigma=sigma, sliders=tuple(held), **looks)
        told = st.session_state.get("sliding_told", 0)
        sliding_window(x, window, say.table("sliding"), "sliding", told=told, on_moved=take_moved)
        panels.verdict(verdict(say, x.shape, how, **counts))
        downloads(say, x, kernel, how, counts["rounds"], settings["show"])
    found = challenges.answers(kernel)
    state = {name: theme.number(getattr(found, name), 0) for name in ("vertical", "horizontal", "plain")}
    panels.challenge(say, found.only_vertical, say("upright_state", **state), "upright")


def choose(say: Words) -> str:
    """Draw the controls of the first view; return the kernel's name."""
    name = controls.choice(
        st.selectbox, say("kernel"), KERNELS, "kernel", START["kernel"], lambda k: say(f"kernels.{k}")
    )
    st.caption(say(f"does.{name}"))
    if name.startswith("laplacian"):
        with st.popover(say("does.title_laplacian"), icon=":material/functions:"):
            st.markdown(say("does.why_laplacian"))
    return name


def choose_more(say: Words) -> tuple[str, dict]:
    """Draw the other controls; return the padding and the rest of the settings by name."""
    left, middle, right = st.columns(3, gap="large")
    settings = {}
    with left:
        title = {"format_func": lambda p: say(f"paddings.{p}")}
        padding = controls.choice(
            st.selectbox, say("padding"), PADDINGS, "padding", START["padding"], **title
        )
    with middle:
        help_ = say("pixels_help")
        settings["pixels"] = controls.choice(
            st.segmented_control, say("pixels"), WIDTHS, "pixels", START["pixels"], help=help_
        )
    with right:
        settings["show"] = controls.choice(
            st.selectbox, say("show"), SHOWS, "show", START["show"], lambda s: say(f"shows.{s}")
        )
    return padding, settings


def sliders(kernel: str, padding: str) -> list[str]:
    """Return what is there to be dragged for a kernel and a padding."""
    used = {
        "size": kernel in (*kernels.ANY_SIZE, "own"),
        "sigma": kernel in ("gaussian", "log"),
        "stride": True,
        "dilation": True,
        "amount": padding == "zero",
        "rounds": True,
        "filters": True,
    }
    return [name for name in STOPS if used.get(name)]


def slider(name: str) -> float:
    """Return where a slider of the window stands, here or in the link: the nearest of its stops."""
    stops, usual = STOPS[name], START[name]
    asked = link_values.number(controls.kept(name, usual), 0, 99, float(usual))
    stop = min(stops, key=lambda text: abs(float(text) - asked))
    controls.keep(name, stop, usual)
    return float(stop)


def own_kernel(size: int) -> kernels.Kernel:
    """Return what the learner wrote, here or in the link, cut to `size`; at first the first view's kernel."""
    kernel = kernels.read(controls.kept("cells", ""))
    kernel = kernels.build(START["kernel"]) if kernel is None else kernel
    return kernels.resized(kernel, size)


def take_moved() -> None:
    """Keep where the sliders were left, and what the learner has just written into the kernel."""
    found = st.session_state.sliding.moved or {}
    for name, usual in START.items():
        if found.get(name) in STOPS.get(name, ()):
            controls.keep(name, found[name], usual)
    kernel = kernels.read(found.get("cells") or "")
    if kernel is not None:
        controls.keep("cells", found["cells"], "")
        controls.keep("size", str(len(kernel)), START["size"])
        st.session_state["kernel"] = "own"
    st.session_state.sliding_told = found.get("told", 0)


def verdict(say: Words, shape: tuple[int, ...], how: Sliding, rounds: int, filters: int) -> str:
    """Return the sentence with the sizes and the numbers to learn worked out."""
    height, width = (sides(n, how, rounds) for n in shape)
    chain = list(zip(width, height, strict=False))
    if len(chain) <= rounds:
        return say("verdict_nothing", n=len(chain), w=chain[-1][0], h=chain[-1][1], reach=how.reach)
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


def downloads(
    say: Words, x: NDArray[np.uint8], kernel: kernels.Kernel, how: Sliding, rounds: int, show: str
) -> None:
    """Offer the result as a picture and as numbers."""

    show = kernels.shows(kernel) if show == "auto" else show

    def values() -> NDArray[np.floating]:
        result = x.astype(np.float64)
        for _ in range(min(len(sides(n, how, rounds)) for n in x.shape) - 1):
            result = convolve(result, kernel, how)
        return result

    def numbers() -> bytes:
        out = io.BytesIO()
        np.savetxt(out, values(), "%.6g", ",")
        return out.getvalue()

    with st.container(horizontal=True):
        png = "convolution.png"
        panels.download(say, "download_png", lambda: to_png(as_picture(values(), show)), png, "image/png")
        panels.download(say, "download_csv", numbers, "convolution.csv", "text/csv")
