"""Every choice of every part is shown in the other language once the language is switched."""

from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Widget

from tests.pages.test_every_page import PARTS

KEPT = {"lang"}
"""the switch itself: it names each language in that language"""


def choices(app: AppTest) -> Iterator[Widget]:
    """Yield the page's widgets that offer labels to choose from."""
    every = (*app.selectbox, *app.radio, *app.button_group, *app.select_slider, *app.multiselect)
    yield from (widget for widget in every if widget.key not in KEPT)


def chosen(widget: Widget) -> set[str]:
    """Return the labels of what is chosen, as the visitor's language has them."""
    values = widget.value if isinstance(widget.value, list) else [widget.value]
    return {widget.format_func(value) for value in values if value is not None}


def shown(widget: Widget) -> set[str]:
    """Return the labels that the run sets in the browser as chosen."""
    proto, fields = widget.proto, widget.proto.DESCRIPTOR.fields_by_name
    values = getattr(proto, next(f for f in ("raw_values", "raw_value", "value") if f in fields))
    return {values} if isinstance(values, str) else set(values)


@pytest.mark.slow
@pytest.mark.parametrize(("lesson", "part"), PARTS)
def test_choices_are_shown_in_the_language_of_the_page(open_lesson, lesson: str, part: str | None) -> None:
    app = open_lesson(lesson, "ko", **({"part": part} if part else {}))
    before = {widget.key: chosen(widget) for widget in choices(app)}
    app.query_params["lang"] = "en"
    app.session_state["lang"] = "en"
    app.run()
    stale = [
        widget.key
        for widget in choices(app)
        if before.get(widget.key, chosen(widget)) != chosen(widget)
        and not (widget.proto.set_value and shown(widget) == chosen(widget))
    ]
    assert not app.exception
    assert stale == []
