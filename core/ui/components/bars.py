"""Shares as horizontal bars that glide to their new length, without a chart library in the browser."""

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from core.figures import theme

HERE = Path(__file__).parent
_mount = st.components.v2.component(
    "bars",
    js=(HERE / "bars.js").read_text(encoding="utf8"),
    css=(HERE / "bars.css").read_text(encoding="utf8"),
)


def bars(names: Sequence[str], shares: Sequence[float], alt: str, key: str) -> None:
    """Draw shares in 0..1, the first on top; `alt` tells the same to those who cannot see it."""
    rows = [
        {"name": n, "share": float(s), "text": theme.percent(s)} for n, s in zip(names, shares, strict=True)
    ]
    _mount(key=key, data={"rows": rows, "alt": alt})
