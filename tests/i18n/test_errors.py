"""Every error code that the core can raise has its sentence in both languages."""

import re

from core.i18n.catalog import LANGUAGES, labels
from core.media.decode import NOTES
from core.media.errors import MEDIA_ERROR_CODES
from core.runtime.weights import REASONS

CODES = (*MEDIA_ERROR_CODES, *(f"weights_{reason}" for reason in REASONS), "busy", "device_full", "unknown")


def test_codes_have_a_sentence() -> None:
    said = {(lang, code): labels(lang).get(f"errors.{code}", "") for lang in LANGUAGES for code in CODES}
    assert [place for place, sentence in said.items() if not re.search(r"[.?!]|요", sentence)] == []


def test_what_was_done_to_a_picture_has_its_words() -> None:
    said = {(lang, note): labels(lang).get(f"common.notes.{note}") for lang in LANGUAGES for note in NOTES}
    assert [place for place, words in said.items() if not words] == []
