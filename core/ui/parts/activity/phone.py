"""The learner's own phone: its address as a QR code, ten seconds of movement, answers while it moves."""

import io
from urllib.parse import urlsplit

import segno
import streamlit as st

from core.activity import infer
from core.figures import theme
from core.i18n.catalog import Words
from core.media.errors import MediaError
from core.runtime import gateway
from core.runtime.network import lan
from core.ui import inputs, own, panels, shell
from core.ui.components import courier
from core.ui.components.activity import phone_motion as recorder
from core.ui.parts.activity import reading, recordings, source
from core.ui.parts.activity.window import leading

LONGEST_ADDRESS = 200


@shell.fragment
def draw(say: Words) -> None:
    """Draw the part."""
    stage, side = st.columns([5, 3], gap="large")
    with side:
        qr(say)
        reading.add(say)
        st.caption(say("phone_privacy"))
    with stage:
        recorder.phone_motion(
            source.names(say),
            source.names(say, "shorts"),
            say.table("recorder"),
            own.key("recorder"),
            answer=live_answer(),
            on_recorded=_take_recording,
            on_window=_take_window,
        )
        latest(say)


def live_answer() -> tuple[int, list[float]] | None:
    """Return the number of the window that the phone sent last, and the answer to it."""
    window = own.pop("live_window")
    recording = recorder.unpack(window)
    if recording is None or not isinstance(window.get("id"), int):
        return None
    model = source.NO_GYRO if recording.gyro_rads is None else source.MODEL
    try:
        found = gateway.call(infer.recognise, recording, model)
    except (gateway.Busy, MediaError):  # the phone asks again in a second
        return None
    return window["id"], found.probabilities[-1].tolist()


def latest(say: Words) -> None:
    """Draw the learner's newest recording with the answers to it, or at first a generated one."""
    recordings.choose_new()
    mine = recordings.own_recordings()
    if mine:
        key = next(reversed(mine))
        st.subheader(f"{say('phone_after')}: {inputs.plain(mine[key].name)}", anchor=False)
        own.choose("recording", key)
        here = source.of_mine(say, key)
    else:
        st.subheader(say("phone_before"), anchor=False)
        here = source.sample("walk")
    model = source.choose_model(say, here)
    found = source.answers(say, here, model)
    source.picture(say, here, found, "motion")
    first = leading(found)
    facts = {"first": source.names(say)[first.activity], "share": theme.percent(first.share)}
    if mine:
        panels.verdict(say("phone_verdict", **facts))
        reading.draw(say)


def _take_window() -> None:
    own.keep("live_window", st.session_state[own.key("recorder")].window)


def _take_recording() -> None:
    recording = recorder.unpack(courier.once(own.key("recorder"), "recorded"))
    if recording is not None:
        number = own.get("phone_recordings", 0) + 1
        own.keep("phone_recordings", number)
        recordings.keep(f"phone_{number}", recordings.Own(f"#{number}", recording))


def qr(say: Words) -> None:
    """Draw the address for the phone as text and as a QR code; the learner may correct it."""
    own = for_others(st.context.url or "")
    url = st.text_input(
        say("address"), own, LONGEST_ADDRESS, key="phone_address", help=say("address_help")
    ).strip()
    parts = urlsplit(url if url.startswith(("http://", "https://")) else "")
    if not parts.hostname:
        st.warning(say("address_long"), icon=":material/link_off:")
        return
    if lan.is_local(parts.hostname):
        st.warning(say("address_local"), icon=":material/computer:")
        return
    if url == own and not answers(own):
        st.warning(say("address_closed"), icon=":material/computer:")
    elif parts.scheme == "http":
        st.info(say("address_insecure"), icon=":material/lock_open:")
    show(say, url if parts.query else f"{url}?lang={say.lang}&part=phone")


def show(say: Words, url: str) -> None:
    """Draw a QR code."""
    drawing = io.BytesIO()
    segno.make(url, error="m", micro=False).save(
        drawing, kind="svg", border=3, dark="#000", light="#fff", omitsize=True, xmldecl=False
    )
    st.image(
        drawing.getvalue().decode(), caption=say("qr_title"), width="stretch", alt=say("qr_alt", url=url)
    )


def for_others(url: str) -> str:
    """Return the address of this page that a phone on the same network can open.

    It is the one in this browser, unless that means this computer only: then with the address that was
    given to Streamlit, or else the computer's own. Without a network it stays what it was.
    """
    here = urlsplit(url or f"{_scheme()}://localhost:{st.get_option('server.port')}/activity")
    host = here.hostname or "localhost"
    if lan.is_local(host):
        told = st.get_option("browser.serverAddress") or "localhost"
        host = lan.address() or host if lan.is_local(told) else told
    host = f"[{host}]" if ":" in host else host
    return f"{here.scheme}://{host}{f':{here.port}' if here.port else ''}{here.path}"


def _scheme() -> str:
    return "https" if st.get_option("server.sslCertFile") else "http"


@st.cache_data(ttl=10, show_spinner=False)
def answers(url: str) -> bool:
    """Tell whether the dashboard is open at an address; an address of another computer is not asked."""
    parts = urlsplit(url)
    if parts.hostname != lan.address():
        return True
    return lan.listens(parts.hostname, parts.port or {"https": 443}.get(parts.scheme, 80))
