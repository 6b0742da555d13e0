"""How good the sentences are: measured beside two that do not look, or do not write; and what scores miss."""

import streamlit as st

from core.captioning import figures, lab
from core.captioning.models import NAME
from core.captioning.words import join
from core.figures import theme
from core.i18n.catalog import Words
from core.media import images, samples
from core.runtime import cards
from core.ui import controls, panels, shell

WAYS = ("network", "nearest", "commonest")
METRICS = ("cider", "bleu4")
LOW, HIGH = 0.1, 0.5
"""BLEU-4 of one sentence that is called low or high here"""


@shell.fragment
def draw(say: Words) -> None:
    """Draw the part."""
    stage, side = panels.stage_and_controls()
    with side:
        tried = controls.choice(
            st.radio, say("try"), tuple(lab.TRIED), "caption_try", "false", lambda name: lab.TRIED[name]
        )
        panels.image(st, images.to_jpeg(samples.load(lab.PHOTO), 360), alt=say("samples.cat"))
    with stage:
        measured(say)
        compare(say, tried)
    panels.model_card(say, NAME)


def measured(say: Words) -> None:
    """Draw the figures on the test photos, and say whether the network beats both others."""
    card = cards.read(NAME)
    all_of = {metric: [card["measured"][way][metric] for way in WAYS] for metric in METRICS}
    for column, (metric, values) in zip(st.columns(2), all_of.items(), strict=True):
        with column:
            st.markdown(f"**{say(f'metrics.{metric}')}**")
            names = [say(f"ways.{way}") for way in WAYS]
            told = ", ".join(f"{n} {theme.number(v, 2)}" for n, v in zip(names, values, strict=True))
            panels.chart(figures.bars(names, values), say("bars_alt", facts=told), f"captions_{metric}")
    beaten = all(values[0] > max(values[1:]) for values in all_of.values())
    facts = {
        f"{metric}_{way}": theme.number(v, 2)
        for metric in METRICS
        for way, v in zip(WAYS, all_of[metric], strict=True)
    }
    facts |= {"sentence": join(card["commonest"]), "different": theme.percent(card["different"])}
    panels.verdict(say("beaten" if beaten else "not_beaten", **facts))


def compare(say: Words, tried: str) -> None:
    """Compare one sentence with five of ours, and say what the score does not see."""
    st.markdown(say("five"))
    st.markdown("\n".join(f"- {sentence}" for sentence in lab.REFERENCES))
    found, true = lab.score(lab.TRIED[tried]), lab.TRUE[tried]
    grade = "high" if found.bleu4 >= HIGH else "low" if found.bleu4 < LOW else "middle"
    facts = {
        "sentence": lab.TRIED[tried],
        "one": theme.number(found.bleu1),
        "four": theme.number(found.bleu4),
    }
    panels.verdict(say(f"score_{'true' if true else 'false'}_{grade}", **facts))
