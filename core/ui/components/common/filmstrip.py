"""A row of small pictures to choose from, by click or arrow keys."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from core.ui.components import packed

_mount = packed.component("common/filmstrip")


@dataclass(frozen=True)
class Frame:
    """One picture of the row: its key, a small JPEG, and what it shows."""

    key: str
    jpeg: bytes
    alt: str


def filmstrip(
    frames: Sequence[Frame], picked: str | None, label: str, key: str, on_pick: Callable[[], None]
) -> None:
    """Draw the row; a click puts the frame's key into `st.session_state[key].picked` and calls `on_pick`."""
    items = [{"key": f.key, "alt": f.alt, "src": packed.jpeg(f.jpeg)} for f in frames]
    _mount(key=key, data={"items": items, "picked": picked, "label": label}, on_picked_change=on_pick)
