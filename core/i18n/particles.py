"""Korean particles that fit the sound of the word before them.

The tables of words write a particle in braces, in its form after a consonant: `**{label}**{이라고}`.
`fill` puts in the right form. The library tossi tells which form follows which sound of Hangul and numbers;
`readings` tells how the rest is read.
"""

import re
import string
from collections.abc import Mapping

import tossi

from core.i18n import readings

PARTICLE = re.compile("[가-힣]+")
FORMATTER = string.Formatter()


def particle(before: str, form: str) -> str:
    """Return the form of a particle that fits the end of the text before it, "이에요" after "0.53".

    `form` is its form after a consonant. Where nothing is read, as behind "–", it
    is the form after a vowel.
    """
    return tossi.pick(readings.of(before), form)


def fill(label: str, facts: Mapping[str, object]) -> str:
    """Return a label with its {facts} and {particles} filled; raise KeyError for a missing fact."""
    text = ""
    for written, field, spec, conversion in FORMATTER.parse(label):
        text += written
        if field is None:
            continue
        if PARTICLE.fullmatch(field):
            text += particle(text, field)
        else:
            value, _ = FORMATTER.get_field(field, (), facts)
            text += format(FORMATTER.convert_field(value, conversion), FORMATTER.vformat(spec, (), facts))
    return text
