"""Dropout: neurons go dark while the network learns, and all of them work when it is used."""

import streamlit as st

from core.figures import theme
from core.i18n.catalog import Words
from core.overfitting import dropout
from core.ui import controls, panels, shell
from core.ui.components.overfitting.dropout_layer import dropout_layer

START = str(dropout.START)


@shell.fragment
def draw(say: Words) -> None:
    """Draw the part."""
    percent = dropout.read(controls.kept("dark", START))
    take = controls.follow("dark", "dropout_layer", "p", START)
    dropout_layer(percent, say.table("dropout_words"), "dropout_layer", take)
    p = percent / 100
    facts = {
        "p": theme.percent(p),
        "dark": f"{10 * p:g}",
        "factor": theme.number(1 / (1 - p)),
        "mean": theme.number(dropout.mean(p)),
        "spread": theme.number(dropout.deviation(p)),
        "raw": theme.number(dropout.mean(p, scaled=False)),
    }
    panels.verdict(say("verdict_dropout" if percent else "verdict_no_dropout", **facts))
    st.page_link("pages/architectures.py", label=say("to_architectures"), icon=":material/account_tree:")
