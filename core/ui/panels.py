"""The parts that pages are made of: stage, presets, verdict, challenge, charts, downloads, model card."""

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from core.figures import theme
from core.i18n.catalog import Words
from core.runtime import cards, defaults, registry, weights
from core.ui import controls
from core.ui.components import packed

NOT_SHARES = {
    "mean_return": 1,
    "lowest_return": 1,
    "psnr": 1,
    "psnr_telea": 1,
    "psnr_ab": 1,
    "psnr_ab_grey": 1,
    "elbo": 1,
    "ssim": 2,
    "lite0_distance": 3,
    "frechet": 2,
    "frechet_train": 2,
    "cider": 2,
    "bleu4": 2,
}
"""metrics of model cards that are not shares in 0..1, and with how many decimals they are told"""


def stage_and_controls() -> tuple[Any, Any]:
    """Return the large stage and the narrow column of controls; on a phone the stage comes first."""
    with st.container(key="stage_and_controls"):
        stage, controls = st.columns([3, 1], gap="large")
    return stage, controls


def parts(
    say: Words, names: Sequence[str], situations: Mapping[str, Mapping[str, Mapping[str, object]]]
) -> None:
    """Let the learner choose one of the lesson's parts, say what to look for, offer situations, draw it.

    A part is the module `core.ui.parts.<lesson>.<part>` with a function `draw(say)`. `situations` holds, by
    part, what each preset sets. The part is in the link and stays with the page; it opens at the first.
    """
    part = names[0]
    if len(names) > 1:
        part = controls.view(say, "part", names, key=f"part_{say.lesson}", linked="part")
    st.markdown(say(f"looks.{part}" if say.has(f"looks.{part}") else "look"))
    presets(say, situations.get(part, {}))
    import_module(f"core.ui.parts.{say.lesson}.{part}").draw(say)


def presets(say: Words, situations: Mapping[str, Mapping[str, object]]) -> None:
    """Draw one button a situation; a click gives each named widget its value (label: `preset_<name>`).

    One that shows what a network can do ("model") is not offered where that network is not on this computer.
    """
    situations = {
        name: values
        for name, values in situations.items()
        if "model" not in values or defaults.problem(str(values["model"])) is None
    }

    def apply(values: Mapping[str, object]) -> None:
        for key, value in values.items():
            st.session_state[key] = value

    if not situations:
        return
    with st.container(horizontal=True, gap="small", key="presets"):
        for name, values in situations.items():
            st.button(say(f"preset_{name}"), key=f"preset_{name}", on_click=apply, args=(values,))


def chart(figure: go.Figure, alt: str, key: str, **options: Any) -> Any:
    """Draw a Plotly figure with the shared settings; `alt` tells its facts to those who cannot see it."""
    return st.plotly_chart(figure, key=key, config=theme.CONFIG, alt=alt, **options)


def image(
    place: Any, data: bytes, caption: str | None = None, width: str | int = "stretch", *, alt: str
) -> None:
    """Draw a JPEG or PNG in `place`, a column or `st`; it travels with what is said beside it.

    Given to `st.image` as bytes, the browser would fetch it by name, and until it has come show the picture
    of before beside new answers.
    """
    kind = packed.png if data.startswith(b"\x89PNG") else packed.jpeg
    place.image(kind(data), caption, width, alt=alt)


def verdict(sentence: str) -> None:
    """Write the plain sentence computed from what is on screen."""
    st.info(sentence, icon=":material/lightbulb:")


def challenge(say: Words, solved: bool, state: str, name: str = "challenge") -> None:
    """Show the challenge and whether it is met; `state` says where the learner stands.

    `name` is for a lesson with several: the label `<name>_text` tells what to do.
    """
    with st.container(border=True):
        st.markdown(f"**:material/flag: {say('challenge')}** — {say(f'{name}_text')}")
        if solved:
            st.success(f"{say('challenge_solved')} {state}", icon=":material/check_circle:")
        else:
            st.markdown(f":material/pending: {state}")


def how_it_works(say: Words) -> None:
    """Show the lesson's text."""
    with st.expander(say("how_it_works"), icon=":material/menu_book:"):
        st.markdown(say.prose())


def download(say: Words, label: str, data: bytes | Callable[[], bytes], file_name: str, mime: str) -> None:
    """Offer a file without running the page again; a function makes it only when it is asked for."""
    st.download_button(
        say(label),
        data,
        file_name,
        mime,
        key=f"download_{file_name}",
        on_click="ignore",
        icon=":material/download:",
    )


def title_of(model: str) -> str:
    """Return how a model, or several joined with "+", is called on the page."""
    return " + ".join(registry.get_spec(name).title for name in model.split("+"))


def choose_model(
    say: Words, task: str, fallback: str, names: Sequence[str] | None = None, key: str = "model"
) -> str:
    """Let the learner choose a model for a task, or one of `names`; `key` is the widget's and its label's.

    At first it is the best one that is on this computer: `fallback`, a bundled one, where no other is. A
    model that is not here is marked; once chosen, that is said, and the best one here goes on.
    """
    names = registry.list_models(task) if names is None else names
    best = defaults.best(task, fallback, names)
    model = controls.choice(st.selectbox, say(key), names, key, best, lambda name: with_mark(say, name))
    wanted = defaults.BEST.get(task)
    if best == model == fallback and wanted in names:
        st.caption(say("better_exists", name=title_of(wanted)))
    problem = defaults.problem(model)
    if problem is None or model == fallback:
        return model
    title = title_of(model)
    explained = say.error(f"weights_{problem}", name=title)
    missing = say("official_missing", name=title, instead=title_of(best))
    st.info(missing if problem == "missing" else explained, icon=":material/cloud_off:")
    return best


def with_mark(say: Words, model: str) -> str:
    """Return a model's title, or the short name of several, marked where one is not on this computer."""
    title = say(f"together.{model}") if say.has(f"together.{model}") else title_of(model)
    return title if all(map(weights.find, model.split("+"))) else say("not_here", name=title)


def measure_of(name: str, value: float) -> str:
    """Format a metric of a model card."""
    return theme.number(value, NOT_SHARES[name]) if name in NOT_SHARES else theme.percent(value)


def model_card(say: Words, model: str) -> None:
    """Show where a model comes from, what it was measured at, and what it cannot do."""
    spec = registry.get_spec(model)
    card = cards.read(model) if spec.weights.kind == "bundled" else {}
    packed = spec.weights.packaged
    source = "measured" if spec.weights.kind == "bundled" else "published"
    rows = {
        say("card.origin"): spec.weights.origin,
        say("card.package"): packed and f"`{packed.package}` (`{packed.archive}`)",
        say("card.data"): card.get("data"),
        say("card.split"): card.get("split"),
        say("card.licence"): spec.weights.licence,
        say("card.parameters"): f"{spec.parameters:,}",
        say("card.size"): f"{spec.weights.bytes / 1e6:.1f} MB",
        **{
            f"{say(f'card.{m}')} ({say(f'card.{source}')})": measure_of(m, v)
            for m, v in spec.weights.metrics.items()
        },
        say("card.command"): spec.weights.command and f"`{spec.weights.command}`",
        say("card.date"): card.get("date"),
        say("card.limits"): card.get("limits", {}).get(say.lang),
    }
    with st.expander(f"{say('model_card')}: {spec.title}", icon=":material/badge:"):
        st.markdown("\n".join(f"- **{name}**: {value}" for name, value in rows.items() if value))
