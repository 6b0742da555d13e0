"""One visitor of a running dashboard without a browser, over Streamlit's own websocket.

The protocol is private to Streamlit and pinned with its version (1.67): load tests need hundreds of visitors,
and a browser each would measure the browsers.
"""

import asyncio
import http.client
import re
import time
import uuid
from collections import Counter
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any, TypeVar
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

TIMEOUT_S = 120.0
VALUE_FIELDS = {  # where a widget's value goes in its state, by the type of its element
    "button": "trigger_value",
    "button_group": "string_array_value",
    "checkbox": "bool_value",
    "number_input": "double_value",
    "radio": "string_value",
    "selectbox": "string_value",
    "slider": "double_array_value",
    "text_input": "string_value",
}

T = TypeVar("T")
Value = bool | float | str | list[float] | list[str]


@dataclass
class Run:
    """What one run of the script sent: how long it took, how much, which texts, and what went wrong."""

    seconds: float = 0.0
    bytes: int = 0
    messages: Counter[str] = field(default_factory=Counter)  # by type
    texts: list[str] = field(default_factory=list)  # Markdown, headings and plain texts, in order
    data: list[str] = field(default_factory=list)  # what components got, as JSON
    warnings: list[str] = field(default_factory=list)  # boxes in yellow
    errors: list[str] = field(default_factory=list)  # exceptions and boxes in red


def finish(tour: Coroutine[Any, Any, T]) -> T:
    """Run `tour` to its end and return its result; the main thread may have a browser's loop running."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, tour).result()


@dataclass
class Visitor:
    """A visitor of `host` ("127.0.0.1:8501"), to be used as `async with Visitor(host) as visitor`."""

    host: str
    page: str = ""  # the lesson's name in the address
    query: dict[str, str] = field(default_factory=dict)
    widgets: dict[str, tuple[str, str]] = field(
        default_factory=dict
    )  # key: (type of its element, identifier)
    address: str = "127.0.0.1"  # where this visitor comes from; all of 127.x.x.x is this machine

    async def __aenter__(self) -> "Visitor":
        self._states: dict[str, WidgetState] = {}
        self._session_id = self._script_hash = ""
        self._token = await asyncio.to_thread(self._fetch_token)
        self._socket: ClientConnection = await connect(
            f"ws://{self.host}/_stcore/stream",
            subprotocols=["streamlit", self._token],
            origin=f"http://{self.host}",
            additional_headers={"Cookie": self._cookies},
            max_size=None,
            local_addr=(self.address, 0),
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._socket.close()

    async def rerun(self, **values: Value) -> Run:
        """Set widgets by their keys, run the script and return what it sent once it has finished.

        Raises: KeyError for a widget that has not been on the page; TimeoutError after two minutes.
        """
        for key, value in values.items():
            self._set(key, value)
        message = BackMsg()
        message.rerun_script.query_string = urlencode(self.query)
        message.rerun_script.page_script_hash = self._script_hash
        message.rerun_script.page_name = "" if self._script_hash else self.page
        message.rerun_script.widget_states.widgets.extend(self._states.values())
        run = Run()
        began = time.perf_counter()
        await self._socket.send(message.SerializeToString())
        await self._until("script_finished", run)
        run.seconds = time.perf_counter() - began
        # A button springs back, and an uploader is replaced by an empty one.
        passing = ("trigger_value", "file_uploader_state_value")
        self._states = {
            key: state for key, state in self._states.items() if state.WhichOneof("value") not in passing
        }
        return run

    async def upload(self, key: str, data: bytes, name: str) -> int:
        """Send `data` as the file of the uploader with `key`, for the next run; return the HTTP status."""
        message = BackMsg()
        message.file_urls_request.request_id = uuid.uuid4().hex
        message.file_urls_request.file_names.append(name)
        message.file_urls_request.session_id = self._session_id
        await self._socket.send(message.SerializeToString())
        urls = (await self._until("file_urls_response", Run())).file_urls_response.file_urls[0]
        status = await asyncio.to_thread(self._put, urls.upload_url, data, name)
        state = self._states[key] = WidgetState(id=self.widgets[key][1])
        info = state.file_uploader_state_value.uploaded_file_info.add()
        info.file_id, info.name, info.size = urls.file_id, name, len(data)
        info.file_urls.CopyFrom(urls)
        return status

    def _set(self, key: str, value: Value) -> None:
        kind, identifier = self.widgets[key]
        state = self._states[key] = WidgetState(id=identifier)
        where = VALUE_FIELDS[kind]
        if isinstance(value, list):
            getattr(state, where).data.extend(value)
        else:
            setattr(state, where, value)

    async def _until(self, kind: str, run: Run) -> ForwardMsg:
        async with asyncio.timeout(TIMEOUT_S):
            while True:
                data = await self._socket.recv()
                message = ForwardMsg.FromString(data)
                run.bytes += len(data)
                run.messages[message.WhichOneof("type")] += 1
                self._note(message, run)
                if message.WhichOneof("type") == kind and not self._is_restart(message):
                    return message

    @staticmethod
    def _is_restart(message: ForwardMsg) -> bool:
        """Return whether a run ended only because the script asked for another one."""
        return (
            message.WhichOneof("type") == "script_finished"
            and message.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN
        )

    def _note(self, message: ForwardMsg, run: Run) -> None:
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self._session_id = message.new_session.initialize.session_id or self._session_id
            self._script_hash = message.new_session.page_script_hash
            run.texts.clear()  # what an earlier run drew is drawn again
        elif kind == "navigation":
            self._script_hash = message.navigation.page_script_hash or self._script_hash
        elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            self._note_element(message.delta.new_element, run)

    def _note_element(self, element: Element, run: Run) -> None:
        kind = element.WhichOneof("type")
        content = getattr(element, kind)
        identifier = getattr(content, "id", "")
        if identifier.startswith("$$ID-"):
            self.widgets[identifier.split("-", 2)[2]] = kind, identifier
        if kind == "bidi_component":
            run.data.append(content.json or content.mixed.json)
        if kind in ("markdown", "heading", "text"):
            run.texts.append(content.body)
        elif kind == "exception":
            run.errors.append(f"{content.type}: {content.message}")
        elif kind == "alert" and content.format == content.WARNING:
            run.warnings.append(content.body)
        elif kind == "alert" and content.format == content.ERROR:
            run.errors.append(content.body)

    def _fetch_token(self) -> str:
        """Return the token against cross-site requests that the server hands to every browser.

        A proxy may hand out a cookie of its own, which goes back to it with everything, as in a browser.
        """
        with closing(http.client.HTTPConnection(self.host, timeout=60)) as connection:
            connection.request("GET", "/_stcore/health")
            given = connection.getresponse().headers.get_all("set-cookie") or []
        self._cookies = "; ".join(cookie.partition(";")[0] for cookie in given)
        found = re.search(r"_streamlit_xsrf=([^;]+)", self._cookies)
        if found is None:
            raise ConnectionError(f"{self.host} hands out no token: is it a Streamlit server?")
        return found[1]

    def _put(self, address: str, data: bytes, name: str) -> int:
        boundary = uuid.uuid4().hex
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
        body = head.encode() + data + f"\r\n--{boundary}--\r\n".encode()
        headers = {
            "Content-Type": f"multipart/form-data; boundary={boundary}",
            "Cookie": self._cookies,
            "X-Xsrftoken": self._token,
        }
        with closing(http.client.HTTPConnection(self.host, timeout=60)) as connection:
            connection.request("PUT", f"/{address.lstrip('/')}", body, headers)
            return connection.getresponse().status
