"""A sentence that runs through a cell: what it remembers, its gates, the gradient that comes back."""

import streamlit as st

from core.figures import theme
from core.i18n.catalog import Words
from core.media.tables import to_csv
from core.sequences import cells, reading
from core.sequences.reading import Setting, Told
from core.ui import controls, own, panels, shell
from core.ui.components.sequences.unrolled_cell import unrolled_cell
from core.ui.parts.sequences import TYPED_NONE

SAMPLES = ("bracket", "plain", "words", "digit")
START = reading.write(Setting())


@shell.fragment
def draw(say: Words) -> None:
    """Draw the part."""
    sample = controls.kept_of("sample", SAMPLES, "bracket")
    typed = reading.cut(controls.kept("sentence", TYPED_NONE))
    sentence = say(f"sentences.{sample}") if typed in ("", TYPED_NONE) else typed
    setting = reading.read(controls.kept("cell", START))
    key = own.key("unrolled_cell")

    def take() -> None:
        own.choose("sentence", reading.cut(st.session_state[key].sentence) or TYPED_NONE)

    words = say.table("cell")
    unrolled_cell(
        sentence, reading.write(setting), words, key, take, controls.follow("cell", key, "setting", START)
    )
    told = reading.tell(sentence, setting)
    panels.verdict(f"{remembers(say, setting, told)} {fades(say, setting, told, len(sentence))}")
    st.caption(say("by_hand"))
    panels.download(say, "download_csv", table(say, sentence, setting, told), "cell.csv", "text/csv")


def remembers(say: Words, setting: Setting, told: Told) -> str:
    """Return what the unit says at the end, and whether that is so."""
    facts = {"cell": setting.kind.upper(), "memory": theme.number(told.memory)}
    if setting.unit == "length":
        count = theme.number(told.memory / reading.COUNT, 1)
        kind = "counts" if setting.kind == "lstm" else "squeezed"
        return say(f"verdict_{kind}", **facts, count=count, truth=theme.number(told.truth, 0))
    if setting.unit == "ending":
        return say("verdict_ending", **facts, answer=say("yes" if told.truth else "no"))
    judged = "right" if told.right else "wrong"
    unit, answer = say(f"asks.{setting.unit}"), say("yes" if told.says else "no")
    return say(f"verdict_{judged}", **facts, unit=unit, answer=answer)


def fades(say: Words, setting: Setting, told: Told, steps: int) -> str:
    """Return what of the gradient gets back, in a sentence; nothing where no piece mattered."""
    share, gap = told.share, steps - told.event
    facts = {"n": gap, "share": theme.percent(share), "times": theme.number(share, 1 if share < 100 else 0)}
    if gap == 0 or setting.unit in ("length", "ending"):
        return ""
    if share > 2:
        return say("fades_explodes", **facts)
    if not told.event:
        return ""
    if share >= reading.ENOUGH:
        return say("fades_lives", **facts)
    return say(
        "fades_stuck" if told.right and setting.kind == "rnn" and told.truth else "fades_dies", **facts
    )


def table(say: Words, sentence: str, setting: Setting, told: Told) -> bytes:
    """Return memory, gates and gradient of the unit, a row a letter."""
    unit, gates = reading.UNITS.index(setting.unit), cells.GATES[setting.kind]
    header = [say("column.letter"), say("column.memory"), *gates, say("column.gradient")]
    rows = [
        [
            c,
            float(told.run.carried[t, unit]),
            *(float(told.run.gates[g][t - 1, unit]) for g in gates),
            float(told.fading[t]),
        ]
        for t, c in enumerate(sentence, 1)
    ]
    return to_csv(header, rows)
