"""Which network for which data, and what came after: attention, from one word to any other."""

import streamlit as st

from core.figures import theme
from core.i18n.catalog import Words
from core.sequences import attention, figures
from core.ui import controls, panels, shell


@shell.fragment
def draw(say: Words) -> None:
    """Draw the part."""
    stage, side = panels.stage_and_controls()
    with side:
        endings = tuple(attention.ENDINGS)
        ending = controls.choice(
            st.radio, say("ending"), endings, "ending", endings[0], lambda name: say(f"endings.{name}")
        )
        strength = st.slider(say("strength"), 0.0, 2.0, 1.0, 0.1, key="strength", bind="query-params")
        st.caption(say("attention_about"))
    with stage:
        found = attention.look(say.lang, ending, strength)
        words = [*say("attention_words").split(), say(f"endings.{ending}")]
        seen = words[found.most]
        share = theme.percent(float(found.shares[found.most]))
        picture = figures.weights(words, found.shares, found.asked, (theme.MODEL, theme.LEARNER))
        panels.chart(picture, say("attention_alt", word=seen, share=share), "attention")
        facts = {"asked": words[found.asked], "word": seen, "share": share, "n": found.asked - found.most}
        panels.verdict(say("attention_verdict" if strength else "attention_flat", **facts))
    st.markdown(say("which_title"))
    names = ("table", "picture", "series", "text")
    head = (
        "| " + " | ".join(say(f"which_head.{n}") for n in ("data", "network", "why")) + " |\n|---|---|---|\n"
    )
    st.markdown(head + "\n".join(say(f"which.{name}") for name in names))
    st.markdown(say("which_honest"))
