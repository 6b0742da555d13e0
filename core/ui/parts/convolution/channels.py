"""Channels: how a filter adds up red, green and blue, and what a trained network's first layers see."""

import streamlit as st

from core.convolution import filters
from core.convolution.sliding import parameters
from core.i18n.catalog import Words
from core.shared import link_values
from core.ui import cache, controls, inputs, panels, queue, shell
from core.ui.components.common.feature_maps import FeatureMaps, feature_maps
from core.ui.parts.convolution import choose_picture

MODEL = "everyday"


@cache.per_session
def first_layers(key: str, _picture: inputs.Picture, _say: Words) -> filters.FirstLayers:
    """Return a picture in the first layers of the bundled network."""
    return queue.ask(_say, filters.look, _picture.rgb(), MODEL)


def draw(say: Words) -> None:
    """Draw the part."""
    show(say, choose_picture(say))


@shell.fragment
def show(say: Words, picture: inputs.Picture) -> None:
    """Draw what follows the choice of a picture."""
    stage, side = panels.stage_and_controls()
    with side:
        layer = controls.choice(
            st.radio, say("layer"), filters.LAYERS, "layer", "stem", lambda name: say(f"layers.{name}")
        )
        st.caption(say(f"layer_does.{layer}"))
        inputs.add_pictures(say)
    with stage:
        found = first_layers(picture.key, picture, say)
        maps = found.maps[layer]
        first = (found.seen, found.weights, found.bias, found.stride) if layer == "stem" else None
        words = say.table("maps")
        feature_maps(FeatureMaps(maps, first), picked(), words, "feature_maps", take_picked)
        h, w = maps.shape[1:]
        if layer == "stem":
            one, every = parameters(3, 3, 1), parameters(3, 3, filters.SHOWN)
            sentence = say("verdict_stem", number=picked() + 1, one=one, n=filters.SHOWN, every=every)
        else:
            sentence = say("verdict_deeper", w=w, h=h, side=filters.SIDE, n=filters.SHOWN)
        panels.verdict(sentence)
    panels.model_card(say, MODEL)


def picked() -> int:
    """Return which map is chosen, from 0."""
    index = link_values.whole(controls.kept("filter", "1"), 1, filters.SHOWN, 1) - 1
    controls.keep("filter", str(index + 1), "1")
    return index


def take_picked() -> None:
    """Keep which map was clicked."""
    index = st.session_state.feature_maps.picked
    if isinstance(index, int):
        controls.keep("filter", str(index + 1), "1")
