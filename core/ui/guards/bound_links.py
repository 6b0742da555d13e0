"""What widgets read from the link by themselves (`bind="query-params"`) is read as carefully as the rest.

Streamlit (1.67) takes "1e999" for a number: the whole page then ends in an OverflowError.
"""

import functools

from streamlit.runtime.state import session_state

from core.shared.link_values import LARGEST, LONGEST_TEXT


def guard() -> None:
    """Let a widget open at its default where the link holds a value that nobody chose: once a process."""
    parse = session_state.parse_url_param
    if hasattr(parse, "__wrapped__"):
        return

    @functools.wraps(parse)
    def careful(value: str | list[str], value_type: str) -> object:
        if sum(map(len, value)) > LONGEST_TEXT:
            raise ValueError("a value that is too long")
        found = parse(value, value_type)
        every = found if isinstance(found, list) else [found]
        if any(isinstance(number, int | float) and not abs(number) < LARGEST for number in every):
            raise ValueError("a number that nobody chose")
        return found

    session_state.parse_url_param = careful
