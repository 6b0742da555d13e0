"""Several models on one recording, what they got wrong with people they never saw, and whom to test on."""

import numpy as np
import streamlit as st

from core.activity import figures, infer
from core.activity.recording import ACTIVITIES
from core.figures import theme
from core.i18n.catalog import Words
from core.runtime import cards, registry
from core.ui import controls, panels, recordings, shell
from core.ui.components.ribbons import ribbons
from core.ui.parts.activity import source
from core.ui.parts.activity.source import Source
from core.ui.parts.activity.window import leading


@shell.fragment
def draw(say: Words) -> None:
    """Draw the part."""
    stage, side = panels.stage_and_controls()
    with side:
        here = source.choose(say)
        names = registry.list_models("activity")
        model = controls.choice(st.selectbox, say("model"), names, "model", source.MODEL, panels.title_of)
        recordings.add_recordings(say)
    usable = names if here.recording.gyro_rads is not None else [source.NO_GYRO]
    with stage:
        found = {name: source.answers(say, here, name) for name in usable}
        side_by_side(say, here, found)
        st.subheader(say("confusion_title", model=panels.title_of(model)), anchor=False)
        errors(say, model)
        st.subheader(say("trap_title"), anchor=False)
        st.markdown(trap(say, model))
    panels.model_card(say, model)


def side_by_side(say: Words, here: Source, found: dict[str, tuple[infer.Activities, float]]) -> None:
    """Draw one ribbon a model, in how many windows they agree, and their numbers."""
    first, _ = next(iter(found.values()))
    truth = here.truth_at(first.start_s, first.end_s)
    tops = np.stack([answers.probabilities.argmax(1) for answers, _ in found.values()])
    titles = [panels.title_of(name) for name in found]
    ribbons(
        first.start_s,
        first.end_s,
        np.stack([answers.probabilities for answers, _ in found.values()]),
        titles,
        source.names(say, "shorts"),
        say("motion.second"),
        say("motion.truth"),
        "ribbons",
        truth=here.truth,
    )
    same = int((tops == tops[0]).all(0).sum())
    said = say("compare_verdict", same=same, all=tops.shape[1], share=theme.percent(same / tops.shape[1]))
    if truth is not None:
        right = [theme.percent(float((row == truth).mean())) for row in tops]
        facts = ", ".join(f"{title} {share}" for title, share in zip(titles, right, strict=True))
        said = f"{said} {say('compare_truth', facts=facts)}"
    panels.verdict(said)
    rows = [numbers(say, name, answers, ms) for name, (answers, ms) in found.items()]
    formats = {say("column_time"): st.column_config.NumberColumn(format="%.0f")}
    st.dataframe(rows, column_config=formats, hide_index=True, height="content")


def numbers(say: Words, name: str, answers: infer.Activities, ms: float) -> dict[str, object]:
    """Return one row of the table."""
    spec, most = registry.get_spec(name), leading(answers)
    return {
        say("column_model"): spec.title,
        say("column_first"): f"{source.names(say)[most.activity]} ({theme.percent(most.share)})",
        say("column_time"): ms,
        say("column_parameters"): f"{spec.parameters:,}",
        say("column_test"): theme.percent(spec.weights.metrics["accuracy"]),
    }


def errors(say: Words, model: str) -> None:
    """Draw what a model took for what on the test people, and its hardest activity."""
    counts, names = np.array(cards.read(model)["confusion"]), source.names(say)
    recall = counts.diagonal() / np.maximum(counts.sum(1), 1)
    facts = ", ".join(f"{name} {theme.percent(share)}" for name, share in zip(names, recall, strict=True))
    figure = figures.confusion(counts, source.names(say, "shorts"), say("axis_answer"), say("axis_true"))
    panels.chart(figure, say("confusion_alt", facts=facts), key="confusion")
    worst = int(recall.argmin())
    wrong = counts[worst] * (np.arange(len(ACTIVITIES)) != worst)
    share, taken = theme.percent(float(recall[worst])), names[int(wrong.argmax())]
    panels.verdict(say("recall_verdict", worst=names[worst], share=share, taken=taken))


def trap(say: Words, model: str) -> str:
    """Return why people must be apart, with both figures where the card has them."""
    card = cards.read(model)
    mixed = card.get("mixed")
    if mixed is None:
        return say("trap_plain")
    apart = theme.percent(card["metrics"]["accuracy"])
    return say("trap_text", random=theme.percent(mixed), apart=apart)
