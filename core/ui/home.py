"""The gallery: the lessons by section and in order, each with a small drawing and one sentence."""

from itertools import count

import streamlit as st

from core.i18n.catalog import Words
from core.ui.language import language
from core.ui.lessons import Lesson, sections

COLUMNS = 4


def gallery() -> None:
    """Show what this is, then the lessons that exist, section by section."""
    say = Words(language(), "home")
    st.caption(say("product"))
    st.title(say("headline"), anchor=False)
    st.markdown(say("look"))
    number = count(1)
    for section, lessons in sections().items():
        st.subheader(say(f"sections.{section}"), anchor=False)
        st.caption(say(f"about.{section}"))
        for first in range(0, len(lessons), COLUMNS):
            for column, lesson in zip(st.columns(COLUMNS), lessons[first : first + COLUMNS], strict=False):
                with column:
                    card(lesson, next(number), say)


def card(lesson: Lesson, number: int, say: Words) -> None:
    """Draw one lesson: picture, number and name as a link, what it shows, about how long it takes."""
    own = Words(say.lang, lesson.name)
    with st.container(border=True, height="stretch", key=f"card_{lesson.name}"):
        st.image(lesson.drawing, width="stretch")
        st.page_link(lesson.page, label=f"**{number} · {own('name')}**", width="stretch")
        st.markdown(own("teaser"))
        st.caption(say("minutes", n=lesson.minutes))
