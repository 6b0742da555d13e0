"""Several models on one recording, what they got wrong with people they never saw, and whom to test on."""

import time

import numpy as np
import streamlit as st

from core.activity import infer
from core.activity.recording import ACTIVITIES
from core.figures import charts, theme
from core.i18n.catalog import Words
from core.runtime import cards, registry
from core.ui import cache, panels, queue, shell
from core.ui.components.activity.ribbons import Ribbons, ribbons
from core.ui.parts.activity import reading, source
from core.ui.parts.activity.source import Source


@shell.fragment
def draw(say: Words) -> None:
    """Draw the part."""
    stage, side = panels.stage_and_controls()
    with side:
        here = source.choose(say)
        names = registry.list_models("activity")
        model = source.choose_any(say)
        reading.add(say)
    usable = names if here.recording.gyro_rads is not None else [source.NO_GYRO]
    with stage:
        found = {name: source.answers(say, here, name) for name in usable}
        milliseconds = {name: timed(here.key, name, here, say) for name in usable}
        side_by_side(say, here, found, milliseconds)
        st.subheader(say("confusion_title", model=source.title(say, model)), anchor=False)
        errors(say, model)
        st.subheader(say("trap_title"), anchor=False)
        st.markdown(trap(say))
    panels.model_card(say, model)


@cache.per_session
def timed(key: str, model: str, _here: Source, _say: Words) -> float:
    """Return the milliseconds from a recording to its answers, once the model is compiled."""

    def measured() -> float:
        started = time.perf_counter()
        infer.recognise(_here.recording, model)
        return (time.perf_counter() - started) * 1e3

    return queue.ask(_say, measured)


def side_by_side(
    say: Words, here: Source, found: dict[str, infer.Activities], milliseconds: dict[str, float]
) -> None:
    """Draw one ribbon a model, in how many windows they agree, and their numbers."""
    first = next(iter(found.values()))
    truth = here.truth_at(first.start_s, first.end_s)
    tops = np.stack([answers.probabilities.argmax(1) for answers in found.values()])
    titles = [source.title(say, name) for name in found]
    shown = Ribbons(
        first.start_s,
        first.end_s,
        np.stack([answers.probabilities for answers in found.values()]),
        titles,
        source.names(say, "shorts"),
        say("motion.second"),
        say("motion.truth"),
        here.truth,
    )
    ribbons(shown, "ribbons")
    same = int((tops == tops[0]).all(0).sum())
    agree = {"same": same, "all": tops.shape[1], "share": theme.percent(same / tops.shape[1])}
    said = say("compare_verdict", **agree) if len(found) > 1 else say("gyro_missing")
    if truth is not None:
        right = [theme.percent(float((row == truth).mean())) for row in tops]
        facts = ", ".join(f"{title} {share}" for title, share in zip(titles, right, strict=True))
        said = f"{said} {say('compare_truth', facts=facts)}"
    panels.verdict(said)
    rows = [numbers(say, name, ms) for name, ms in milliseconds.items()]
    formats = {say("column_time"): st.column_config.NumberColumn(format="%.0f")}
    st.dataframe(rows, column_config=formats, hide_index=True, height="content")


def numbers(say: Words, name: str, ms: float) -> dict[str, object]:
    """Return one row of the table."""
    spec = registry.get_spec(name)
    return {
        say("column_model"): source.title(say, name),
        say("column_time"): ms,
        say("column_parameters"): f"{spec.parameters:,}",
        say("column_test"): theme.percent(spec.weights.metrics["accuracy"]),
    }


def errors(say: Words, model: str) -> None:
    """Draw what a model took for what on the test people, and its hardest activity."""
    counts, names = np.array(cards.read(model)["confusion"]), source.names(say)
    recall = counts.diagonal() / np.maximum(counts.sum(1), 1)
    facts = ", ".join(f"{name} {theme.percent(share)}" for name, share in zip(names, recall, strict=True))
    figure = charts.confusion(counts, source.names(say, "shorts"), say("axis_answer"), say("axis_true"))
    panels.chart(figure, say("confusion_alt", facts=facts), key="confusion")
    worst = int(recall.argmin())
    wrong = counts[worst] * (np.arange(len(ACTIVITIES)) != worst)
    share, taken = theme.percent(float(recall[worst])), names[int(wrong.argmax())]
    panels.verdict(say("recall_verdict", worst=names[worst], share=share, taken=taken))


def trap(say: Words) -> str:
    """Return why people must be apart, with the classical model's two scores."""
    card = cards.read("activity_classic")
    mixed, apart = theme.percent(card["mixed"]), theme.percent(card["metrics"]["accuracy"])
    return say("trap_text", model=source.title(say, "activity_classic"), random=mixed, apart=apart)
