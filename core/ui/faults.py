"""An error as a sentence for the learner."""

import logging
import secrets
from collections.abc import Callable

from core.i18n.catalog import Words, labels

log = logging.getLogger("deepvision")


def is_known(error: Exception) -> bool:
    """Tell whether there is a sentence for this error."""
    return f"errors.{getattr(error, 'code', None)}" in labels("en")


def sentence(say: Words, error: Exception, plain: Callable[[str], str] = str) -> str:
    """Return an error's own sentence, else one with a short code that is in the log.

    `plain` is for facts that a stranger's file has brought along.
    """
    if is_known(error):
        facts = {name: plain(fact) if isinstance(fact, str) else fact for name, fact in error.facts.items()}
        return say.error(error.code, **facts)
    number = secrets.token_hex(3).upper()
    log.error("error %s", number, exc_info=error)
    return say.error("unknown", code=number)
