"""The learner's recordings: uploaded, or felt by the phone. They live in this session, never on disk."""

import zlib
from dataclasses import dataclass

import streamlit as st

from core.activity import files
from core.activity.recording import Choices, Recording
from core.i18n.catalog import Words
from core.media import upload_sizes
from core.media.images import fingerprint
from core.ui import own, uploads, visitors

AT_MOST = 6
"""recordings kept for one person"""
_ARRIVED = "recording_arrived"


@dataclass(frozen=True)
class Own:
    """One recording of the learner. `packed` is the compressed file, to read it again in another way."""

    name: str
    recording: Recording
    packed: bytes = b""

    def read_again(self, choices: Choices) -> "Own":
        """Return this recording read as the learner has it; raise MediaError where that cannot be."""
        data = zlib.decompress(self.packed)
        return Own(self.name, files.read_recording(data, self.name, choices), self.packed)


def own_recordings() -> dict[str, Own]:
    """Return the learner's recordings by key, oldest first."""
    return own.own("recordings", {})


def take(data: bytes, name: str) -> Own:
    """Read a file; raise MediaError for what is not a recording."""
    return Own(name, files.read_recording(data, name), zlib.compress(data, 1))


def keep(key: str, mine: Own) -> None:
    """Add a recording, to be chosen next; the oldest goes where there are too many."""
    group = own_recordings()
    group[key] = mine
    while len(group) > AT_MOST:
        group.pop(next(iter(group)))
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
    label, told = say("upload_recording"), say("upload_recording_help")
    field = uploads.Field("recordings", label, upload_sizes.RECORDING_MB, told)

    def read(data: bytes, name: str) -> tuple[str, Own]:
        return fingerprint(data), take(data, name)

    uploads.take(say, field, read, lambda found: keep(*found))
