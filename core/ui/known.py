"""What a network knows: the names of its classes, to be searched."""

import streamlit as st

from core.i18n import class_names
from core.i18n.catalog import Words
from core.runtime import registry
from core.ui import shell

SHOWN = 120
"""names shown at once"""
KEY = "known_search"


def draw(say: Words, model: str) -> None:
    """Draw, folded, the names of a model's classes and a field that searches them."""
    labels = registry.get_spec(model).labels
    with st.expander(say("known.title", n=f"{len(labels):,}"), icon=":material/search:"):
        _search(say, labels)


@shell.fragment
def _search(say: Words, labels: tuple[str, ...]) -> None:
    """Draw the field and what it finds: typing asks no network."""
    text = st.text_input(say("known.search"), key=KEY, placeholder=say("known.example"))
    names = found(say, labels, text)
    kind = "some" if text.strip() and names else "none" if text.strip() else "all"
    st.caption(say(f"known.found_{kind}", n=f"{len(names):,}", all=f"{len(labels):,}"))
    if names:
        more = " …" if len(names) > SHOWN else ""
        st.markdown(" · ".join(names[:SHOWN]) + more)


def found(say: Words, labels: tuple[str, ...], text: str) -> list[str]:
    """Return what the classes that a text finds are called, the best first; all of them for no text."""
    of = next((name for name in class_names.SETS if class_names.names(name, "en") == labels), None)
    if of:
        names = class_names.names(of, say.lang)
        return [names[i] for i in class_names.search(text, of)]
    names, wanted = [say.thing(label) for label in labels], text.strip().casefold()
    both = zip(names, labels, strict=True)
    return [name for name, label in both if wanted in name.casefold() or wanted in label.casefold()]
