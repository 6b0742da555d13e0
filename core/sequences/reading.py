"""A sentence read letter by letter by cells of four units, each with one job; the weights are set by hand.

So it can be seen what a gate is for. A cell that is trained finds such jobs by itself: one that tells
whether a quotation is open was found by Karpathy, Johnson & Fei-Fei 2015 ("Visualizing and understanding
recurrent networks").
"""

import math
import unicodedata
from dataclasses import dataclass, replace

import numpy as np

from core.sequences import cells
from core.sequences.cells import Array, Run, Weights
from core.shared import link_values

UNITS = ("bracket", "digit", "length", "ending")
"""is a bracket open? was there a digit? how long is this word? does the last letter end in a consonant?"""
FEATURES = ("open", "close", "space", "digit", "letter", "consonant", "end")
"""what a cell sees of a letter, 0 or 1 each"""
CARRIES = 3
"""the first units carry what they know; the last one forgets at once"""
MOST = 36
"""letters of a sentence"""
SURE, COUNT = 0.5, 0.2
"""memory from which on a unit means "yes" · what a letter adds to the length in an LSTM"""
STRONG, OPEN = 16.0, 6.0
"""weights that shut or open a gate whatever else comes · a gate's bias that holds it open, and −OPEN shut"""
ENOUGH = 0.01
"""share of the gradient below which hardly anything is learnt"""
KEEP, OWN = (0.05, 0.999), (0.0, 1.6)
"""what a gate keeps a step, at rest · the weight of an RNN's state on itself"""
VOWELS = frozenset("aeiouAEIOUㅏㅑㅓㅕㅗㅛㅜㅠㅡㅣㅐㅔㅒㅖㅘㅙㅚㅝㅞㅟㅢ")


@dataclass(frozen=True)
class Setting:
    """What the learner has set: the cell, what its gates keep, an RNN's own weight, the unit looked at."""

    kind: str = "lstm"
    keep: float = 0.99
    own: float = 0.8
    unit: str = "bracket"


def read(text: str) -> Setting:
    """Return the setting in a text such as "lstm|0.99|0.8|bracket", which anybody may have written."""
    parts, usual = [*text.split("|"), "", "", "", ""], Setting()
    return Setting(
        parts[0] if parts[0] in cells.KINDS else usual.kind,
        link_values.number(parts[1], *KEEP, usual.keep),
        link_values.number(parts[2], *OWN, usual.own),
        parts[3] if parts[3] in UNITS else usual.unit,
    )


def write(setting: Setting) -> str:
    """Return the text that `read` reads."""
    return f"{setting.kind}|{setting.keep:g}|{setting.own:g}|{setting.unit}"


def cut(sentence: str) -> str:
    """Return the letters of a sentence that are read: in one line, Korean ones put together, MOST at most."""
    plain = unicodedata.normalize("NFC", " ".join(sentence.split()))
    return "".join(c for c in plain if c.isprintable())[:MOST]


def seen(sentence: str) -> Array:
    """Return what a cell sees, (T, 7)."""
    return np.array([_features(c) for c in sentence], float).reshape(-1, len(FEATURES))


def _features(c: str) -> tuple[bool, ...]:
    digit, letter = c in "0123456789", c.isalpha()
    syllable = "가" <= c <= "힣"
    consonant = letter and ((ord(c) - ord("가")) % 28 > 0 if syllable else c not in VOWELS)
    return c == "(", c == ")", c == " ", digit, letter, consonant, c in ".?!"


def base(kind: str) -> Weights:
    """Return the weights of a cell without what the learner sets: no gate keeps, no state acts on itself."""
    h, d = len(UNITS), len(FEATURES)
    gates = {name: (np.zeros((h, d)), np.zeros((h, h)), np.zeros(h)) for name in cells.GATES[kind]}
    {"rnn": _set_rnn, "lstm": _set_lstm, "gru": _set_gru}[kind](gates)
    inputs, state, bias = (np.concatenate(part) for part in zip(*gates.values(), strict=True))
    return Weights(inputs, state, bias, np.zeros_like(bias))


def _set_rnn(gates: dict[str, tuple[Array, Array, Array]]) -> None:
    #                        open close space digit letter consonant end
    gates["n"][0][:] = [
        [2, -1.5, 0, 0, 0, 0, 0],
        [0, 0, 0, 2, 0, 0, 0],
        [0, 0, -3, 0, 0.3, 0, 0],
        [0, 0, 0, 0, -1.5, 3, 0],
    ]


def _set_lstm(gates: dict[str, tuple[Array, Array, Array]]) -> None:
    s = STRONG
    count = OPEN + math.log(COUNT / (1 - COUNT))
    gates["i"][0][:] = [
        [s, s, 0, 0, 0, 0, 0],
        [0, 0, 0, s, 0, 0, 0],
        [0, 0, 0, 0, count, 0, 0],
        [0, 0, 0, 0, s, 0, 0],
    ]
    gates["i"][2][:] = -OPEN
    gates["i"][1][2, 0] = -s  # what stands in brackets is not counted
    gates["f"][0][:3] = [[-s, -s, 0, 0, 0, 0, 0], [0, 0, 0, -s, 0, 0, 0], [0, 0, -s, 0, 0, 0, -s]]
    gates["f"][2][3] = -OPEN
    gates["g"][0][:] = [
        [3, 0, 0, 0, 0, 0, 0],
        [0, 0, 0, 3, 0, 0, 0],
        [0, 0, 0, 0, 3, 0, 0],
        [0, 0, 0, 0, -3, 6, 0],
    ]
    gates["o"][2][:] = [OPEN, -OPEN, OPEN, OPEN]
    gates["o"][0][1, 6] = s  # it knows all along, and tells at the end of the sentence


def _set_gru(gates: dict[str, tuple[Array, Array, Array]]) -> None:
    s = STRONG
    gates["z"][0][:3] = [[-s, -s, 0, 0, 0, 0, 0], [0, 0, 0, -s, 0, 0, 0], [0, 0, -s, 0, -3.2, 0, -s]]
    gates["z"][1][2, 0] = s
    gates["z"][2][3] = -OPEN
    gates["r"][0][:2] = [[-s, -s, 0, 0, 0, 0, 0], [0, 0, 0, -s, 0, 0, 0]]
    gates["r"][2][:] = 3
    gates["n"][0][:] = [
        [3, 0, 0, 0, 0, 0, 0],
        [0, 0, 0, 3, 0, 0, 0],
        [0, 0, 0, 0, 3, 0, 0],
        [0, 0, 0, 0, -3, 6, 0],
    ]
    gates["n"][1][0, 0] = gates["n"][1][1, 1] = 0.5


def weights(setting: Setting) -> Weights:
    """Return the weights of the learner's cell."""
    plain, h = base(setting.kind), len(UNITS)
    if setting.kind == "rnn":
        return replace(plain, state=plain.state + np.diag([setting.own] * CARRIES + [0.0]))
    gate = cells.GATES[setting.kind].index("f" if setting.kind == "lstm" else "z")
    bias = plain.input_bias.copy()
    bias[gate * h : gate * h + CARRIES] += math.log(setting.keep / (1 - setting.keep))
    return replace(plain, input_bias=bias)


def truth(sentence: str, unit: str) -> float:
    """Return what a unit should know at the end: 1 or 0; letters of the last word outside brackets."""
    depth = length = 0
    for c in sentence:
        depth = 1 if c == "(" else 0 if c == ")" else depth
        length = 0 if c in " .?!" else length + (c.isalpha() and not depth)
    last = seen(sentence)[-1] if sentence else np.zeros(len(FEATURES))
    found = {
        "bracket": depth,
        "digit": any(c in "0123456789" for c in sentence),
        "length": length,
        "ending": last[5],
    }
    return float(found[unit])


@dataclass(frozen=True)
class Told:
    """What a cell makes of a sentence: its run, how the gradient fades (T+1,), the answer against the truth.

    `event` is the step, 1..T, of the last piece that the unit had to notice; 0 where there was none. `share`
    is what of the gradient gets back to the memory right after it.
    """

    run: Run
    fading: Array
    memory: float
    truth: float
    event: int

    @property
    def says(self) -> bool:
        """Whether the unit means "yes" at the end."""
        return self.memory > SURE

    @property
    def right(self) -> bool:
        """Whether that is so."""
        return self.says == (self.truth > 0)

    @property
    def share(self) -> float:
        """How much of the gradient gets back to the step in question, ≥ 0."""
        return float(self.fading[self.event])


def tell(sentence: str, setting: Setting) -> Told:
    """Let the learner's cell read a sentence."""
    pieces, made, unit = seen(sentence), weights(setting), UNITS.index(setting.unit)
    ran = cells.run(setting.kind, made, pieces)
    fades = cells.fading(setting.kind, made, pieces, ran, unit)
    noticed = {"bracket": "()", "digit": "0123456789"}.get(setting.unit, "")
    event = max((t for t, c in enumerate(sentence, 1) if c in noticed), default=0) if noticed else 0
    return Told(ran, fades, float(ran.carried[-1, unit]), truth(sentence, setting.unit), event)
