"""Every error code that the core can raise has its sentence in both languages."""

import re

import pytest

from core.i18n.catalog import LANGUAGES, labels
from core.media.decode import NOTES
from core.media.errors import MEDIA_ERROR_CODES
from core.runtime.weights import REASONS


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "code",
    [*MEDIA_ERROR_CODES, *(f"weights_{reason}" for reason in REASONS), "busy", "device_full", "unknown"],
)
def test_code_has_a_sentence(lang: str, code: str) -> None:
    sentence = labels(lang)[f"errors.{code}"]
    assert len(re.findall(r"[.?!]|요", sentence)) >= 1


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("note", NOTES)
def test_what_was_done_to_a_picture_has_its_words(lang: str, note: str) -> None:
    assert labels(lang)[f"common.notes.{note}"]
