"""The MLP and the CNN layer by layer: what each layer learns, as a sum, and all of it together."""

import streamlit as st

from core.architectures import fashion_mnist, layer_tables
from core.architectures.layer_tables import Layer
from core.i18n.catalog import Words
from core.ui import panels


def draw(say: Words) -> None:
    """Draw a table for each network, its numbers worked out."""
    with st.expander(say("garments.layers"), icon=":material/table_rows:"):
        for column, name in zip(st.columns(2, gap="large"), fashion_mnist.NETWORKS, strict=True):
            learning = [layer for layer in layer_tables.table(name) if layer.parameters]
            rows = [
                f"| {say(f'garments.kind_{layer.kind}')} | {' × '.join(map(str, layer.shape))} "
                f"| {worked_out(layer)} | {layer.parameters:,} |"
                for layer in learning
            ]
            head = " | ".join(say(f"garments.layer_column.{c}") for c in ("layer", "output", "sum", "learns"))
            parts = " + ".join(f"{layer.parameters:,}" for layer in learning)
            total = f"{sum(layer.parameters for layer in learning):,}"
            column.markdown(f"**{panels.title_of(name)}**")
            column.markdown("\n".join([f"| {head} |", "|---|---|---|---:|", *rows]))
            column.markdown(f"{parts} = **{total}**")
        st.caption(say("garments.layers_note"))


def worked_out(layer: Layer) -> str:
    """Return how many numbers a layer learns, as a sum: weights and one bias for each output."""
    factors = [*layer.kernel, layer.n_in, layer.n_out] if layer.kind == "conv" else [layer.n_in, layer.n_out]
    return f"{' · '.join(map(str, factors))} + {layer.n_out}"
