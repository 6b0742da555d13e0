"""The gallery: every lesson with a small drawing and one sentence."""

import streamlit as st

from core.i18n.catalog import Words
from core.ui.language import language
from core.ui.lessons import LESSONS, Lesson

COLUMNS = 3


def gallery() -> None:
    """Show the lessons that exist, in the order of their sections."""
    say = Words(language(), "home")
    st.title(say("headline"), anchor=False)
    st.markdown(say("look"))
    for first in range(0, len(LESSONS), COLUMNS):
        for column, lesson in zip(st.columns(COLUMNS), LESSONS[first : first + COLUMNS], strict=False):
            with column:
                card(lesson, say)


def card(lesson: Lesson, say: Words) -> None:
    """Draw one lesson: section, picture, name as a link, what it shows."""
    own = Words(say.lang, lesson.name)
    with st.container(border=True, height="stretch", key=f"card_{lesson.name}"):
        st.caption(say(f"sections.{lesson.section}"))
        st.image(lesson.drawing, width="stretch")
        st.page_link(lesson.page, label=f"**{own('name')}**", icon=lesson.icon, width="stretch")
        st.markdown(own("teaser"))
