"""Every error code that the core can raise has its sentence in both languages."""

import re

import pytest
from core.runtime.weights import REASONS

from core.i18n.catalog import LANGUAGES, labels
from core.media.errors import MEDIA_ERROR_CODES


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "code", [*MEDIA_ERROR_CODES, *(f"weights_{reason}" for reason in REASONS), "busy", "unknown"]
)
def test_code_has_a_sentence(lang: str, code: str) -> None:
    sentence = labels(lang)[f"errors.{code}"]
    assert len(re.findall(r"[.?!]|요", sentence)) >= 1
