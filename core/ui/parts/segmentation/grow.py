"""Making a small map large again: upsampling, unpooling, transposed convolution, on numbers."""

import numpy as np
import streamlit as st

from core.figures import theme
from core.i18n.catalog import Words
from core.segmentation import upsampling
from core.segmentation.upsampling import KERNELS, METHODS
from core.ui import controls, panels, shell
from core.ui.components.segmentation.grow import grow


@shell.fragment
def draw(say: Words) -> None:
    """Draw the part."""
    stage, side = panels.stage_and_controls()
    with side:
        method = controls.choice(
            st.radio,
            say("grow.method"),
            METHODS,
            "grow_by",
            "transposed",
            lambda m: say(f"grow.words.by_{m}"),
        )
        kernel = "learnt"
        if method == "transposed":
            kernel = controls.choice(
                st.selectbox,
                say("grow.kernel"),
                list(KERNELS),
                "kernel_of",
                "ones",
                lambda k: say(f"grow.kernels.{k}"),
            )
        seed = int(st.number_input(say("seed"), 0, 99, 3, key="grow_seed", bind="query-params"))
    before = upsampling.example(seed)
    pooled = upsampling.max_pool(before)
    weights = np.array(KERNELS[kernel])
    growth = upsampling.grow(pooled, method, weights)
    with stage:
        words = say.table("grow.words")
        grow(before, pooled, growth, method, weights, words, "grow")
        panels.verdict(verdict(say, before, growth, method, kernel))


def verdict(say: Words, before: np.ndarray, growth: upsampling.Growth, method: str, kernel: str) -> str:
    """Return how near the large map is to what pooling took away, and what the method is like."""
    error = float(np.abs(growth.large - before).mean())
    facts = {
        "error": theme.number(error, 1),
        "zeros": int((growth.large == 0).sum()),
        "all": growth.large.size,
    }
    if method != "transposed" or len(KERNELS[kernel]) <= upsampling.STRIDE:
        return say(f"grow.verdict_{method}", **facts)
    low, high = upsampling.shares(KERNELS[kernel])
    facts |= {"low": theme.number(low, 0), "high": theme.number(high, 0)}
    return say("grow.verdict_even" if low == high else "grow.verdict_overlap", **facts)
