"""The learner's recordings: uploaded, or felt by the phone. They live in this session, never on disk."""

import zlib
from dataclasses import dataclass

import streamlit as st

from core.activity import files
from core.activity.recording import Choices, Recording
from core.i18n.catalog import Words
from core.media import upload_sizes
from core.media.errors import MediaError
from core.media.images import fingerprint
from core.ui import own, uploads, visitors

AT_MOST = 6
"""recordings kept for one person, and tables whose columns are still to be chosen"""
AXES = 3
_ARRIVED, _GONE = "recording_arrived", "recordings_gone"


@dataclass(frozen=True)
class Own:
    """One recording of the learner. `packed` is the compressed file, to read it again in another way."""

    name: str
    recording: Recording
    packed: bytes = b""

    def read_again(self, choices: Choices) -> "Own":
        """Return this recording read as the learner has it; raise MediaError where that cannot be."""
        return _read(self.name, self.packed, choices)


@dataclass(frozen=True)
class Unread:
    """A table with numbers that could not be made sense of: what is wrong, and its columns to choose from."""

    name: str
    problem: MediaError
    columns: tuple[str, ...]
    packed: bytes

    def read_again(self, choices: Choices) -> Own:
        """Return it read as the learner has it; raise MediaError where that cannot be."""
        return _read(self.name, self.packed, choices)


def own_recordings() -> dict[str, Own]:
    """Return the learner's recordings by key, oldest first."""
    return own.own("recordings", {})


def unread() -> dict[str, Unread]:
    """Return the tables whose columns the learner has still to choose, by key."""
    return own.own("unread", {})


def _read(name: str, packed: bytes, choices: Choices) -> Own:
    return Own(name, files.read_recording(zlib.decompress(packed), name, choices), packed)


def take(data: bytes, name: str) -> Own | Unread:
    """Read a file; raise MediaError for what is no recording and has no columns to choose from."""
    try:
        return Own(name, files.read_recording(data, name), zlib.compress(data, 1))
    except MediaError as problem:
        columns = files.columns_of(data, name)
        if len(columns) < AXES:
            raise
        return Unread(name, problem, columns, zlib.compress(data, 1))


def keep(key: str, mine: Own | Unread) -> None:
    """Add a recording, to be chosen next; the oldest goes where there are too many."""
    known = isinstance(mine, Own)
    group = own_recordings() if known else unread()
    group[key] = mine
    while len(group) > AT_MOST:
        own.own(_GONE, []).append(group.pop(next(iter(group))).name)
    if known:
        unread().pop(key, None)
        own.keep(_ARRIVED, key)


def choose_new() -> None:
    """Choose the recording that has just arrived: before the widget is drawn that shows which is chosen."""
    key = own.pop(_ARRIVED)
    if key is not None:
        own.choose("recording", key)
        if visitors.only_a_fragment():
            st.rerun()  # the side bar counts them


def add_recordings(say: Words) -> None:
    """Draw the upload; what arrives joins the learner's recordings, what cannot be read is named."""
    label, told = say("upload_recording", most=AT_MOST), say("upload_recording_help")
    field = uploads.Field("recordings", label, upload_sizes.RECORDING_MB, told)

    def read(data: bytes, name: str) -> tuple[str, Own | Unread]:
        return fingerprint(data), take(data, name)

    uploads.take(say, field, read, lambda found: keep(*found))
    for name in own.pop(_GONE, ()):
        st.info(say("recording_gone", name=uploads.plain(name), most=AT_MOST), icon=":material/move_down:")
