"""The gallery: every lesson with a small drawing and one sentence."""

import streamlit as st

from core.i18n.catalog import Words
from core.ui.language import language
from core.ui.lessons import Lesson, sections

COLUMNS = 3


def gallery() -> None:
    """Show the lessons that exist, by section."""
    say = Words(language(), "home")
    st.title(say("headline"), anchor=False)
    st.markdown(say("look"))
    for section, lessons in sections().items():
        st.subheader(say(f"sections.{section}"), anchor=False)
        columns = st.columns(COLUMNS)
        for column, lesson in zip(columns * len(lessons), lessons, strict=False):
            with column:
                card(lesson, say.lang)


def card(lesson: Lesson, lang: str) -> None:
    """Draw one lesson: picture, name as a link, what it shows."""
    say = Words(lang, lesson.name)
    with st.container(border=True):
        st.html(f'<div style="aspect-ratio:16/9;display:grid">{lesson.drawing}</div>')
        st.page_link(lesson.page, label=f"**{say('name')}**", icon=lesson.icon, width="stretch")
        st.markdown(say("teaser"))
