"""The frame around every page: language, navigation, the learner's pictures, and the one error boundary."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path

import streamlit as st

from core.i18n.catalog import Words
from core.runtime import memory
from core.ui import faults, home, own, visitors
from core.ui.guards import bound_links
from core.ui.language import language, switch
from core.ui.lessons import new_place, sections

IN_FRAME = "_in_frame"
ICON = Path(__file__).parent / "drawings" / "icon.png"
STYLE = Path(__file__).parent / "frame.css"
bound_links.guard()


def navigation() -> st.Page:
    """Register all pages and return the one that this run shows."""
    say = Words(language(), "home")
    pages = {"": [st.Page(home.gallery, title=say("title"), icon=":material/home:", default=True)]}
    for section, lessons in sections().items():
        pages[say(f"sections.{section}")] = [
            st.Page(
                lesson.page,
                title=Words(say.lang, lesson.name)("name"),
                icon=lesson.icon,
                url_path=lesson.name,
            )
            for lesson in lessons
        ]
    return st.navigation(pages, expanded=True)


def configure() -> None:
    """Name the browser's tab. Without an icon of ours Streamlit asks another host for one."""
    st.set_page_config(page_title="DeepVision Workshop", page_icon=ICON, layout="wide")


def run() -> None:
    """Draw the frame and run the chosen page: the whole of Home.py."""
    configure()
    faults.guard_callbacks()
    st.html(STYLE)  # first, so that nothing moves once a page has come
    memory.prepare_environment()
    st.session_state[IN_FRAME] = True
    try:
        page, place = navigation(), visitors.enter()
        guarded(page.run)() if not place else visitors.wait(Words(language(), "home"), place)
    finally:
        st.session_state[IN_FRAME] = False
    _sidebar(page.url_path)
    memory.warm_up(prepare=(first_page, first_answer))


def _sidebar(page: str) -> None:
    """Draw what is beside every page: after the page, as the first visitor waits for that."""
    from core.ui import inputs, takeaway  # here, as they import NumPy

    say = Words(language(), "home")
    st.html(f"<style>.stApp {{ --upload: '{say('upload_here')}'; }}</style>")
    with st.sidebar:
        switch()
        inputs.my_pictures(say)
        guarded(takeaway.draw)(say, page)


def first_page() -> None:
    """Import what charts are drawn with and make the samples' thumbnails, which the first page takes."""
    import core.figures.theme  # noqa: F401  it brings pandas
    from core.ui import inputs

    inputs.prepare()


def first_answer() -> None:
    """Classify once, so that the first visitor need not wait for the engine to compile the network."""
    from core.classification import infer
    from core.media import samples
    from core.runtime import defaults

    infer.classify(samples.load("coffee"), defaults.best("classification", "everyday"))


def page(lesson: str) -> Words:
    """Open a lesson with its title; return its words. The first line of every page.

    On a cold deep link Streamlit runs the page without Home.py: then register the pages and start over.
    """
    if not st.session_state.get(IN_FRAME):
        configure()
        navigation()
        st.rerun()
    moved = new_place(lesson, st.query_params.to_dict())
    if moved:
        st.switch_page(f"pages/{moved.pop('page')}.py", query_params=moved)
    say = Words(language(), lesson)
    st.title(say("name"), anchor=False)
    _tell_failed()
    return say


def _tell_failed() -> None:
    """Write what callbacks have raised, before the page or the part of it that runs because of them."""
    for error in faults.failed():
        show(error)


def guarded(function: Callable) -> Callable:
    """Wrap a page's run or a fragment's body: an error becomes a sentence in the page's language."""

    @wraps(function)
    def inside(*args: object, **kwargs: object) -> object:
        try:
            return function(*args, **kwargs)
        except Exception as error:
            show(error)

    return inside


def fragment(function: Callable) -> Callable:
    """Make a part of a page that reruns by itself, inside the error boundary.

    What the learner does first in it, a stroke on a sheet, brings the button that forgets it: once the whole
    page runs for that.
    """

    @wraps(function)
    def inside(*args: object, **kwargs: object) -> None:
        _tell_failed()
        visitors.seen()
        guarded(function)(*args, **kwargs)
        if visitors.only_a_fragment() and own.anything() and not st.session_state.get(own.OFFERED):
            st.rerun()

    return st.fragment(inside)


def show(error: Exception) -> None:
    """Write an error for the learner: its own sentence, else a short code that is in the log."""
    told = faults.sentence(Words(language(), "home"), error)
    if faults.is_known(error):
        st.warning(told, icon=":material/info:")
    else:
        st.error(told, icon=":material/error:")
