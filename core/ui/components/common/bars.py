"""Shares as horizontal bars that glide to their new length, without a chart library in the browser."""

from collections.abc import Sequence

from core.figures import theme
from core.ui.components import packed

_mount = packed.component("common/bars")


def bars(
    names: Sequence[str],
    shares: Sequence[float],
    alt: str,
    key: str,
    before: Sequence[float] | None = None,
) -> None:
    """Draw shares in 0..1, the first on top; `alt` tells the same to those who cannot see it.

    `before` are earlier shares, each a mark on its bar.
    """
    marks = [None] * len(names) if before is None else [float(s) for s in before]
    rows = [
        {"name": n, "share": float(s), "text": theme.percent(s), "before": mark}
        for n, s, mark in zip(names, shares, marks, strict=True)
    ]
    _mount(key=key, data={"rows": rows, "alt": alt})
