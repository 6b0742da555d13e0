"""Every pixel gets a name: colours, confidence, cut-outs, on one's own photo."""

import numpy as np
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

MOST_SAID, LEAST = 5, 0.01
"""names in a sentence, and the share of the pixels below which one is not worth a word"""
LIKELY = 0.5
"""mean chance of the names below which they are called doubtful"""
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
        own = predictions.OWN
        names = (own, *registry.list_models("segmentation"), *registry.list_models("instances"))
        wanted = panels.choose_model(say, "segmentation", own, names)
        if wanted in (own, *own.split("+")):
            st.caption(say("see.own" if wanted == own else f"see.about_{wanted}"))
        inputs.add_pictures(say)
    look = predictions.looked(picture, wanted, say)
    found, model = look.found, look.model
    called = titles(say, found, model)
    single = registry.get_spec(model).task == "instances"
    with stage:
        view = controls.kept("see_view", VIEWS[0])
        shown = Segments(
            picture.jpeg,
            found,
            called,
            figures.colours(found.labels),
            focus=figures.together(found.labels, figures.focus(found.labels, found.shares)),
            background=found.background,
            sure=INSTANCE_SURE if single else 0,
        )
        view = view if view in VIEWS else VIEWS[0]
        segments(shown, view, say.table("see.words"), "segments", take_view)
        if look.choice and not look.choice.known:
            panels.verdict(neither(say, look, called))
        else:
            panels.verdict(f"{chosen(say, look)} {verdict(say, found, called, model)}".strip())
        st.caption(say("see.time", ms=f"{found.network_ms:.0f}", model=panels.title_of(model)))
        rows = [(name, float(share)) for name, share in zip(called, found.shares, strict=True) if share]
        csv = to_csv([say("see.column_name"), say("see.column_share")], rows)
        panels.download(say, "download_csv", csv, "segmentation.csv", "text/csv")
    for name in wanted.split("+"):
        panels.model_card(say, name)


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
    shares = found.shares
    if registry.get_spec(model).task == "instances":
        return say("see.verdict_things", n=len(found.labels) - 1, share=theme.percent(1 - shares[0]))
    if found.background >= 0:
        return verdict_of_things(say, found, called, model)
    best, limit = int(shares.argmax()), infer.unsure_below(model)
    facts = {
        "name": called[best],
        "share": theme.percent(shares[best]),
        "sure": theme.percent(found.sureness),
    }
    if found.sureness < limit:
        return say("see.verdict_unsure", limit=theme.percent(limit), **facts)
    facts["doubt"] = theme.percent(float((found.chances[0] < 0.5).mean()))
    return say("see.verdict", n=int((shares > 0).sum()), **facts)


def verdict_of_things(say: Words, found: Pixels, called: list[str], model: str) -> str:
    """Return what was found before a background, and how sure the network is of that."""
    if found.nothing:
        return say("see.verdict_nothing")
    facts = {
        "share": theme.percent(1 - found.shares[found.background]),
        "sure": theme.percent(found.sureness),
        "named": theme.percent(found.named),
        "names": listed(found, called),
    }
    limit = infer.unsure_below(model)
    if found.sureness < limit:
        return say("see.verdict_found_unsure", limit=theme.percent(limit), **facts)
    sentence = say("see.verdict_found", **facts)
    return f"{sentence} {say('see.names_doubtful')}" if found.named < LIKELY else sentence


def listed(found: Pixels, called: list[str]) -> str:
    """Return the largest classes but background, and their shares."""
    order = [i for i in np.argsort(-found.shares, kind="stable") if i != found.background]
    large = [f"{called[i]} {theme.percent(found.shares[i])}" for i in order if found.shares[i] >= LEAST]
    return ", ".join(large[:MOST_SAID] or [called[order[0]]])


def neither(say: Words, look: predictions.Looked, called: list[str]) -> str:
    """Return that no network knows such a picture, and what the less unsure one says all the same."""
    if look.found.nothing:
        return say("see.neither_nothing", name=say(f"see.networks.{look.model}"))
    sure, limit = look.found.sureness, infer.unsure_below(look.model)
    facts = {"sure": theme.percent(sure), "limit": theme.percent(limit), "names": listed(look.found, called)}
    return say("see.neither", name=say(f"see.networks.{look.model}"), **facts)


def chosen(say: Words, look: predictions.Looked) -> str:
    """Return which network answers and why, where the page has chosen, else nothing."""
    if look.choice is None:
        return ""
    other = next(name for name in look.choice.ranks if name != look.model)
    mine, others = (f"{look.choice.ranks[model]:.0%}" for model in (look.model, other))
    facts = {"name": say(f"see.networks.{look.model}"), "mine": mine}
    return say("see.surer_alone", **facts) if others == "0%" else say("see.surer", other=others, **facts)
