"""The class: a seat for everybody who comes, and nothing left behind by those who go.

Streamlit itself sets no limit on visitors or on the sum of their uploads, and forgets the pictures of a
closed tab only when somebody else closes one. What it knows of a session is asked for here, nowhere else.
"""

import asyncio
import gc
import ipaddress
import os
import threading
import weakref
from collections.abc import Iterable
from dataclasses import dataclass

import streamlit as st
from starlette.exceptions import HTTPException
from streamlit.runtime import Runtime, exists
from streamlit.runtime.fragment import FragmentStorage
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.state import SessionState
from streamlit.runtime.uploaded_file_manager import UploadedFile

from core.i18n.catalog import Words
from core.runtime import gateway, memory
from core.runtime.cluster import settings
from core.runtime.limits import Places, Seats
from core.ui.guards import form_memory

MOST_PEOPLE = int(os.environ.get("DEEPVISION_SEATS", 60))
AT_ONE_ADDRESS = int(os.environ.get("DEEPVISION_SEATS_AT_ONE_ADDRESS", max(1, MOST_PEOPLE * 2 // 3)))
"""seats that one address keeps while others wait: a class behind one router is one, and so is one computer"""
IDLE_S = 60 * float(os.environ.get("DEEPVISION_IDLE_MINUTES", 5))
"""seconds without a click after which a seat goes to somebody who waits for one"""
PATIENCE_S = 12
KEPT_S = 25
"""seconds that a closed tab's session is kept, as a tab that was only cut off comes back to it"""
SWEPT_AFTER_S = 4
ASK_AGAIN_S = 4
MOST_FILES = 64
"""uploads that wait to be read for one visitor: more than any lesson takes at once"""
MOST_NAMED = 100
"""refused files whose names are remembered until the visitor is told"""
MOST_UPLOADED = 512 << 20
"""bytes of uploads that wait to be read, of everybody together"""


def _connected(session: str) -> bool:
    """Tell whether a session's tab is connected."""
    return not exists() or Runtime.instance().is_active_session(session)


seats = Seats(MOST_PEOPLE, PATIENCE_S, at_one_address=AT_ONE_ADDRESS, idle_s=IDLE_S, here=_connected)
form_memory.keep_in_memory()
trainings = Places(4, "trainings_full", wait_s=10)
"""live trainings at once: their slices share the device's queue with everybody's questions"""
if settings.address():
    from core.runtime.cluster.seats import SharedPlaces, SharedSeats

    seats = SharedSeats(seats, gateway.device(), _connected, lambda: uploaded())
    trainings = SharedPlaces(trainings, gateway.device())
_prepared, _sweeping = threading.Lock(), threading.Lock()


@dataclass(frozen=True)
class Seat:
    """A visitor's seat: the session that has it, and what that session holds."""

    session: str
    held: tuple[SessionState, FragmentStorage]
    trace: "weakref.ref[Trace]"


class Trace:
    """Lies among what a session holds, and goes when that goes."""


_traces: weakref.WeakSet[Trace] = weakref.WeakSet()
_gone: list["weakref.ref[Trace]"] = []
"""traces of closed sessions that are not swept yet"""


def enter() -> int:
    """Return 0 if this visitor has a seat, else their place in the queue for one."""
    session = get_script_run_ctx().session_id
    if "_trace" not in st.session_state:
        st.session_state["_trace"] = Trace()
        _traces.add(st.session_state["_trace"])
        _limit_uploads()
    _seat(session)
    return seats.take(session, _address(session))


def seen() -> None:
    """Note that this visitor does something: whole pages ask for their seat, parts of pages do not."""
    seats.seen(get_script_run_ctx().session_id)


def _address(session: str) -> str:
    """Return where a visitor comes from; Streamlit's own `st.context.ip_address` hides local ones.

    Of IPv6 it is the network (64 bits): one computer has all the addresses in it that it likes.
    """
    client = Runtime.instance().get_client(session) if exists() else None
    found = client and client.client_context and client.client_context.remote_ip
    try:
        number = ipaddress.ip_address(str(found).partition("%")[0])
    except ValueError:
        return ""
    if number.version == 6 and not number.ipv4_mapped:
        return str(ipaddress.ip_network((number, 64), strict=False))
    return str(getattr(number, "ipv4_mapped", None) or number)


def who() -> str:
    """Return what tells this visitor from all others, as long as their tab is open."""
    return get_script_run_ctx().session_id


def remembered() -> int:
    """Return of how many sessions something is still in memory."""
    return len(_traces)


def uploaded() -> int:
    """Return the bytes of all uploads that wait to be read."""
    if not exists():
        return 0
    families = Runtime.instance().uploaded_file_mgr.get_stats().values()
    return sum(stat.byte_length for stats in families for stat in stats)


def _left(seat: Seat) -> None:
    """Free the seat of a closed tab, and soon what its session holds unless the tab is back by then."""
    seats.leave(seat.session)
    try:
        asyncio.get_running_loop().call_later(KEPT_S, _close, seat)
    except RuntimeError:  # the whole server stops
        return


@st.cache_resource(scope="session", on_release=_left, show_spinner=False)
def _seat(session: str) -> Seat:
    context = get_script_run_ctx()
    held = context.session_state._state, context.fragment_storage
    return Seat(session, held, weakref.ref(st.session_state["_trace"]))


def _close(seat: Seat) -> None:
    if exists() and not Runtime.instance().is_active_session(seat.session):
        getattr(Runtime.instance().uploaded_file_mgr, "refused", {}).pop(seat.session, None)
        Runtime.instance().close_session(seat.session)
        # Streamlit's loop remembers the session that it served last until it serves another one.
        for held in seat.held:
            held.clear()
        _gone.append(seat.trace)
        # A little later, as its threads end by themselves and what they hold with them.
        sweep = threading.Thread(target=_sweep, name="sweep", daemon=True)
        asyncio.get_running_loop().call_later(SWEPT_AFTER_S, sweep.start)


def _sweep() -> None:
    """Collect what closed sessions held: its parts refer to each other. One sweep serves many who leave.

    What came before the last exemption takes a second or more, in which nobody is answered: only if need be.
    """
    if _sweeping.acquire(blocking=False):
        try:
            gone, _gone[:] = _gone[:], []
            gc.collect()
            if any(trace() is not None for trace in gone):
                memory.sweep()
        finally:
            _sweeping.release()


def wait(say: Words, place: int) -> None:
    """Tell somebody for whom there is no seat yet their place, and let them in as soon as there is one."""
    st.title(say("full"), anchor=False)

    @st.fragment(run_every=ASK_AGAIN_S)
    def ask() -> None:
        ahead = enter()
        if not ahead:
            st.rerun()
        st.info(say("full_place", place=ahead, most=seats.most), icon=":material/hourglass_top:")

    ask()


def drop(files: Iterable[UploadedFile]) -> None:
    """Forget uploads that have been read: Streamlit keeps them as long as the session lasts."""
    context = get_script_run_ctx()
    for file in files if exists() else ():
        Runtime.instance().uploaded_file_mgr.remove_file(context.session_id, file.file_id)


def refused() -> list[str]:
    """Return the names of uploads of this visitor that were refused since the last time."""
    names = getattr(Runtime.instance().uploaded_file_mgr, "refused", {}) if exists() else {}
    return names.pop(get_script_run_ctx().session_id, [])


def drop_all() -> None:
    """Forget every upload of this visitor."""
    refused()
    if exists():
        Runtime.instance().uploaded_file_mgr.remove_session_files(get_script_run_ctx().session_id)


def only_a_fragment() -> bool:
    """Tell whether this run draws a part of the page only."""
    return bool(get_script_run_ctx().fragment_ids_this_run)


def _limit_uploads() -> None:
    """Refuse uploads beyond the limits: they lie in memory from their arrival on, before any page runs."""
    with _prepared:
        files = Runtime.instance().uploaded_file_mgr if exists() else None
        if files is None or getattr(files, "limited", False):
            return
        add = files.add_file

        def add_file(session_id: str, file: object) -> None:
            mine = len(files.file_storage.get(session_id, ()))
            if uploaded() + len(file.data) > MOST_UPLOADED or mine >= MOST_FILES:
                names = files.refused.setdefault(session_id, [])
                names += [file.name] if len(names) < MOST_NAMED else []
                raise HTTPException(status_code=503, detail="too many uploads at once")
            add(session_id, file)

        files.refused = {}
        files.add_file, files.limited = add_file, True
