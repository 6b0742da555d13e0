"""Every pixel gets a name: colours, confidence, cut-outs, on one's own photo."""

import streamlit as st

from core.figures import theme
from core.i18n.catalog import Words
from core.media.tables import to_csv
from core.runtime import registry
from core.segmentation import figures, infer
from core.segmentation.infer import Pixels
from core.ui import controls, inputs, panels, shell
from core.ui.components.segmentation.segments import VIEWS, Segments, segments
from core.ui.parts.segmentation import choose_picture, name_of, predictions

INSTANCE_SURE = 25
"""percent of score from which a single thing is shown at first"""


def draw(say: Words) -> None:
    """Draw the part."""
    show(say, choose_picture(say))


@shell.fragment
def show(say: Words, picture: inputs.Picture) -> None:
    """Draw the picture under its classes, and what can be read from them."""
    stage, side = panels.stage_and_controls()
    with side:
        names = (*registry.list_models("segmentation"), *registry.list_models("instances"))
        model = panels.choose_model(say, "segmentation", "unet", names)
        if model == "unet":
            st.caption(say("see.official_adds"))
        inputs.add_pictures(say)
    found = predictions.pixels(picture.key, model, picture, say)
    called = titles(say, found, model)
    single = registry.get_spec(model).task == "instances"
    with stage:
        view = controls.kept("see_view", VIEWS[0])
        shown = Segments(
            picture.jpeg,
            found,
            called,
            figures.colours(found.labels),
            focus=figures.focus(found.labels, found.shares),
            background=found.labels.index("background") if "background" in found.labels else -1,
            sure=INSTANCE_SURE if single else 0,
        )
        view = view if view in VIEWS else VIEWS[0]
        segments(shown, view, say.table("see.words"), "segments", take_view)
        panels.verdict(verdict(say, found, called, model))
        st.caption(say("see.time", ms=f"{found.network_ms:.0f}", model=panels.title_of(model)))
        rows = [(name, float(share)) for name, share in zip(called, found.shares, strict=True) if share]
        csv = to_csv([say("see.column_name"), say("see.column_share")], rows)
        panels.download(say, "download_csv", csv, "segmentation.csv", "text/csv")
    panels.model_card(say, model)


def take_view() -> None:
    """Keep which view was chosen."""
    if st.session_state.segments.view in VIEWS:
        controls.keep("see_view", st.session_state.segments.view, VIEWS[0])


def titles(say: Words, found: Pixels, model: str) -> list[str]:
    """Return what the classes are called; things of one kind are counted through."""
    if registry.get_spec(model).task == "segmentation":
        return [name_of(say, label) for label in found.labels]
    counted: dict[str, int] = {}
    called = []
    for label in found.labels:
        counted[label] = counted.get(label, 0) + 1
        name = name_of(say, label)
        called.append(name if found.labels.count(label) == 1 else f"{name} {counted[label]}")
    return called


def verdict(say: Words, found: Pixels, called: list[str], model: str) -> str:
    """Return what fills the picture, how sure the network is, and whether it can know such pictures."""
    shares, mean = found.shares, float(found.chances[0].mean())
    best = int(shares.argmax())
    facts = {"name": called[best], "share": theme.percent(shares[best]), "sure": theme.percent(mean)}
    if registry.get_spec(model).task == "instances":
        return say("see.verdict_things", n=len(found.labels) - 1, share=theme.percent(1 - shares[0]))
    limit = infer.unsure_below(model)
    if mean < limit:
        return say("see.verdict_unsure", limit=theme.percent(limit), **facts)
    facts["doubt"] = theme.percent(float((found.chances[0] < 0.5).mean()))
    return say("see.verdict", n=int((shares > 0).sum()), **facts)
