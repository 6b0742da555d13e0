"""Networks as named dots, accuracy upwards: a click chooses one, the one chosen before stays to compare."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass

from core.ui.components import packed

_mount = packed.component("architectures/zoo_chart")


@dataclass(frozen=True)
class Dot:
    """One network: where it stands, accuracies in percent, and the sentence that tells its facts.

    `x` is None for what has no place on this axis; `y` None for what was never tested: it stands in a row of
    its own below the axis. `newer` is what a newer recipe of training gave.
    """

    name: str
    title: str
    x: float | None
    y: float | None
    said: str
    newer: float | None = None


@dataclass(frozen=True)
class Axis:
    """The axis to the right: its ends, as powers of ten if `log`, and its marks as (value, text)."""

    ends: tuple[float, float]
    marks: Sequence[tuple[float, str]]
    log: bool = False


@dataclass(frozen=True)
class Chart:
    """The dots over their axis; `links` join older and newer names, `best` are those on the dotted line."""

    dots: Sequence[Dot]
    axis: Axis
    links: Sequence[tuple[str, str]] = ()
    best: Sequence[str] = ()


def family_chart(
    shown: Chart, chosen: tuple[str, str], words: Mapping[str, str], key: str, on_pick: Callable[[], None]
) -> None:
    """Draw the dots; `chosen` is the network and the one it is compared with.

    On a click `st.session_state[key].picked` is the name, the network chosen before is the one to compare
    with, and `on_pick` is called.
    """
    known = [y for dot in shown.dots for y in (dot.y, dot.newer) if y is not None]
    picked, versus = chosen
    data = {
        "dots": [asdict(dot) for dot in shown.dots],
        "xs": list(shown.axis.ends),
        "ys": [min(known) - 4, max(known) + 2],
        "ticks": [{"at": at, "text": text} for at, text in shown.axis.marks],
        "log": shown.axis.log,
        "picked": picked,
        "versus": versus,
        "links": [list(link) for link in shown.links],
        "best": list(shown.best),
        "words": dict(words),
    }
    _mount(key=key, data=data, on_picked_change=on_pick)
