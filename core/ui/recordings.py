"""The learner's recordings: uploaded, or felt by the phone. They live in this session, never on disk."""

import zlib
from dataclasses import dataclass

import streamlit as st

from core.activity import files
from core.activity.recording import Choices, Recording
from core.i18n.catalog import Words
from core.media.errors import MediaError
from core.media.images import fingerprint
from core.runtime.limits import Full, Places
from core.ui import inputs, visitors

AT_MOST = 6
"""recordings kept for one person"""
_reading = Places(2, "decoders_busy", wait_s=15)


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
    return st.session_state.setdefault("recordings", {})


def take(data: bytes, name: str) -> Own:
    """Read a file; raise MediaError for what is not a recording."""
    with _reading.one():
        return Own(name, files.read_recording(data, name), zlib.compress(data, 1))


def keep(key: str, own: Own) -> None:
    """Add a recording and choose it; the oldest goes where there are too many."""
    mine = own_recordings()
    mine[key] = own
    while len(mine) > AT_MOST:
        mine.pop(next(iter(mine)))
    st.session_state["recording"], st.session_state["recording_arrived"] = key, True


def add_recordings(say: Words) -> None:
    """Draw the upload; what arrives joins the learner's recordings, what cannot be read is named."""
    turn = st.session_state.setdefault("recording_turn", 0)
    st.file_uploader(
        say("upload_recording"),
        accept_multiple_files=True,
        key=f"recording_upload_{turn}",
        max_upload_size=files.MAX_FILE_MB,
        help=say("upload_recording_help"),
        on_change=_take_uploads,
        args=(say,),
    )
    if st.session_state.pop("recording_arrived", False):
        st.rerun()  # the side bar counts them
    for sentence in st.session_state.pop("recording_errors", []):
        st.warning(sentence, icon=":material/broken_image:")


def _take_uploads(say: Words) -> None:
    """Keep what was uploaded, then start over with an empty uploader: the upload itself is forgotten."""
    uploads, errors = st.session_state.get(f"recording_upload_{st.session_state.recording_turn}"), []
    for file in uploads or []:
        data = file.getvalue()
        try:
            keep(fingerprint(data), take(data, file.name))
        except (MediaError, Full) as error:
            facts = {k: inputs.plain(v) if k == "columns" else v for k, v in error.facts.items()}
            errors.append(f"{inputs.plain(file.name)}: {say.error(error.code, **facts)}")
    visitors.drop(uploads or ())
    st.session_state.recording_errors = errors
    st.session_state.recording_turn += 1
