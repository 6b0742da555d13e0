"""The learner's classes: names, photos, and a head brought along in a file."""

from collections.abc import Callable

import numpy as np
import streamlit as st

from core.i18n.catalog import Words
from core.media import upload_sizes
from core.shared.backbones import BACKBONES
from core.transfer_learning import head_file
from core.ui import controls, inputs, own, uploads

ENOUGH, MOST, MOST_CLASSES = 5, 30, head_file.MOST_CLASSES
"""photos a class: from which there is no warning, at most; classes at most"""
MOST_FEATURES = 400
SIDE_PX = 384
"""of the copies that are kept: no network here sees more"""
ALBUM = "teach"


def classes(say: Words) -> dict[str, dict[str, inputs.Picture]]:
    """Return the learner's photos by class, two empty classes at first."""
    album = inputs.album(ALBUM)
    if not album:
        album |= {say("new_class", n=n): {} for n in (1, 2)}
    return album


def edit(say: Words) -> None:
    """Draw the classes to choose from, and name, upload and camera of the chosen one."""
    album = classes(say)
    names = list(album)
    chosen = st.session_state.get("teach_class")
    begin = controls.begin_at("teach_class", chosen if chosen in album else names[0])

    def title(name: str) -> str:
        return say("class_with", name=inputs.plain(name), n=len(album[name]))

    controls.relabel("teach_class", begin, {name: title(name) for name in names})
    name = st.radio(say("which"), names, names.index(begin), key="teach_class", format_func=title)
    with st.container(horizontal=True):
        full, least = len(album) >= MOST_CLASSES, len(album) <= 2
        plus = {"icon": ":material/add:", "key": "teach_add", "disabled": full}
        st.button(say("add_class"), on_click=_add, args=(say,), **plus)
        minus = {"icon": ":material/delete:", "key": "teach_drop", "disabled": least}
        st.button(say("drop_class"), on_click=_drop, args=(name,), **minus)
    own.mark("teach_class")
    key = own.key(f"teach_name_{name}")
    st.text_input(
        say("class_name"),
        name,
        max_chars=head_file.LONGEST_LABEL,
        key=key,
        on_change=_rename,
        args=(name, key),
    )
    inputs.add_to(say, album[name], "_class", MOST, side=SIDE_PX)


def _add(say: Words) -> None:
    album = inputs.album(ALBUM)
    free = (say("new_class", n=n) for n in range(1, MOST_CLASSES + 2))
    name = next(name for name in free if name not in album)
    album[name] = {}
    st.session_state["teach_class"] = name


def _drop(name: str) -> None:
    inputs.album(ALBUM).pop(name, None)


def _rename(old: str, key: str) -> None:
    """Give a class its new name in its old place; an empty name or another class's is not taken."""
    album, new = inputs.album(ALBUM), head_file.plain_label(st.session_state[key])
    if new and new not in album and old in album:
        renamed = [(new if name == old else name, photos) for name, photos in album.items()]
        album.clear()
        album.update(renamed)
        st.session_state["teach_class"] = new


def remove_photo() -> None:
    """Take away the photo that the learner has chosen on the shelves."""
    shelf, _, key = (st.session_state[own.key("teach_shelves")].removed or "").partition(" ")
    groups = list(inputs.album(ALBUM).values())
    if shelf.isdecimal() and int(shelf) < len(groups):
        groups[int(shelf)].pop(key, None)


def open_file(say: Words) -> None:
    """Draw the field for a head that was saved before."""
    megabytes = -(-upload_sizes.HEAD_KB // 1024)
    field = uploads.Field("head", say("open"), megabytes, say("open_help"), several=False)
    uploads.take(say, field, lambda data, _: head_file.from_bytes(data), lambda head: own.keep("head", head))
    head = own.get("head")
    names = ", ".join(map(inputs.plain, head.labels)) if head else ""
    st.caption(say("opened", names=names) if head else say("nothing_open"))


def kept_features(photo: inputs.Picture, backbone: str, find: Callable[[], np.ndarray]) -> np.ndarray:
    """Return a photo's features (d,), kept with what the learner may take home, or come from there."""
    kept = own.own("features", {})
    x = kept.get((photo.key, backbone))
    if x is None or x.shape != (BACKBONES[backbone],):
        x = kept[photo.key, backbone] = find()
    while len(kept) > MOST_FEATURES:
        kept.pop(next(iter(kept)))
    return x
