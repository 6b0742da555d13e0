"""The one way in for files: photos, recordings, videos, heads. Whoever sends them, two are read at once."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from core.i18n.catalog import Words
from core.i18n.plain_text import in_markdown as plain
from core.runtime.limits import Places
from core.ui import faults, own, visitors

T = TypeVar("T")
FEW = 3
"""files that are read without showing how far it is"""
reading = Places(2, "decoders_busy", wait_s=15)


@dataclass(frozen=True)
class Field:
    """Where files come in: its name, which makes its key, its label and help, the largest file in MB.

    `camera` is the label of a switch for the camera, where there is to be one. `kinds` are endings of file
    names, none for all: what a file is its content says.
    """

    name: str
    label: str
    most_mb: int
    help: str | None = None
    camera: str = ""
    kinds: tuple[str, ...] = ()
    several: bool = True


class Enough(RuntimeError):
    """There is no room for this one. `code` and `facts` fill the sentence."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts


def take(say: Words, field: Field, read: Callable[[bytes, str], T], keep: Callable[[T], None]) -> None:
    """Draw the field; what arrives is read and kept, what cannot be read is named; the field is empty again.

    `read` takes a file's bytes and name, `keep` what it returns; it raises Enough where there is no room.
    Whatever both raise becomes a sentence beside the file's name: no file can break a page.
    """
    files, told = _arrived(say, field), f"told {field.name}"
    if files:
        sentences = own.own(told, [])
        for name, thing in _read(say, field, files, read, sentences):
            try:
                keep(thing)
            except Exception as error:
                sentences.append(f"{plain(name)}: {faults.sentence(say, error, plain)}")
        sentences += [f"{plain(name)}: {say.error('upload_refused')}" for name in visitors.refused()]
        _end(field, files)
        st.rerun()
    for text in own.pop(told, ()):
        st.warning(text, icon=":material/broken_image:")


def hold(say: Words, field: Field, check: Callable[[bytes, str], object]) -> UploadedFile | None:
    """Draw a field for one file, too large to keep twice; return it while it lies there and can be read.

    `check` raises what is wrong with it: then it is named as in `take`, and the field is empty again.
    """
    files, told = _arrived(say, field), f"told {field.name}"
    held = f"checked {field.name}"
    if files and own.get(held) != files[0].file_id:
        own.keep(held, files[0].file_id)
        if not list(_read(say, field, files, check, own.own(told, []), drop=False)):
            _end(field, files)
            st.rerun()
    if not files:
        own.pop(held)
    for text in own.pop(told, ()):
        st.warning(text, icon=":material/broken_image:")
    return files[0] if files else None


def _arrived(say: Words, field: Field) -> list[UploadedFile]:
    """Draw the field, and the camera if it is asked for; return what has arrived."""
    files = st.file_uploader(
        field.label,
        list(field.kinds) or None,
        accept_multiple_files=field.several,
        key=_key(field.name),
        max_upload_size=field.most_mb,
        help=field.help,
    )
    files = list(files) if field.several else [files] if files else []
    if field.camera and st.toggle(field.camera, key=f"camera_on_{field.name}", help=say("camera_help")):
        shot = st.camera_input(
            say("camera"), key=_key(f"camera_{field.name}"), label_visibility="collapsed", resolution="720p"
        )
        files += [shot] if shot else []
    return files


def _read(
    say: Words,
    field: Field,
    files: list[UploadedFile],
    read: Callable[[bytes, str], T],
    sentences: list[str],
    drop: bool = True,
) -> Iterator[tuple[str, T]]:
    """Yield names of files and what they hold, with a bar and a stop button if they are many.

    What is wrong is added to `sentences`. Each is forgotten once it is read: a click elsewhere ends this run,
    and the next one reads the rest.
    """
    many = len(files) > FEW
    bar = st.progress(0.0) if many else None
    if many:
        stop = {"key": "stop_reading", "icon": ":material/stop_circle:"}
        st.button(say("stop"), on_click=_end, args=(field, files), **stop)
    for done, file in enumerate(files):
        if bar is not None:
            bar.progress(done / len(files), say("reading", done=done, all=len(files)))
        try:
            with reading.one():
                thing = read(file.getvalue(), file.name)
        except Exception as error:
            sentences.append(f"{plain(file.name)}: {faults.sentence(say, error)}")
        else:
            yield file.name, thing
        if drop:
            visitors.drop([file])


def _end(field: Field, files: list[UploadedFile]) -> None:
    """Forget what was uploaded, read or not, and start over with an empty field."""
    visitors.drop(files)
    turns = st.session_state.setdefault("upload_turns", {})
    for name in (field.name, f"camera_{field.name}"):
        turns[name] = turns.get(name, 0) + 1


def _key(name: str) -> str:
    """Return an uploader's key: another one, for an empty uploader, after its files were taken."""
    return own.key(f"{name}_{st.session_state.get('upload_turns', {}).get(name, 0)}")
