"""Answers that leave at once, and connections that end when nobody is at the other end."""

import contextlib
import importlib
import os
import socket
from typing import Any

import psutil

DEAD_AFTER = (("TCP_KEEPIDLE", 30), ("TCP_KEEPINTVL", 10), ("TCP_KEEPCNT", 3), ("TCP_USER_TIMEOUT", 60_000))
"""seconds without a word after which the system asks, how often it does, and ms without an answer"""
PATIENCE_S = 20.0
SLOWEST = 2048
"""bytes of an upload that have to arrive in that time"""
_PROTOCOLS = (
    "uvicorn.protocols.http.h11_impl.H11Protocol",
    "uvicorn.protocols.http.httptools_impl.HttpToolsProtocol",
)


def send_at_once() -> int:
    """Switch off Nagle's algorithm on this process's TCP sockets; return how many there were.

    Streamlit answers in several small messages and leaves the algorithm on (1.67). So the second message
    waits until the browser acknowledges the first, 40 ms on Linux, in every rerun of a quick series.
    Connections accepted later inherit the setting from the listening socket. A server on Windows, which gives
    no file descriptors for sockets, is left as it is. A connection whose other end is gone without a word (a
    phone that left the network) ends within a minute.
    """
    changed = 0
    for connection in psutil.Process().net_connections("tcp"):
        if connection.fd < 0:
            continue
        with contextlib.suppress(OSError), socket.socket(fileno=os.dup(connection.fd)) as twin:
            twin.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            _end_when_dead(twin)
            changed += 1
    return changed


def _end_when_dead(connection: socket.socket) -> None:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for name, value in DEAD_AFTER:
        if hasattr(socket, name):  # not every system has them all
            with contextlib.suppress(OSError):
                connection.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), value)


def end_half_open(patience_s: float = PATIENCE_S) -> None:
    """Let the server end connections on which a request does not arrive, or not to its end.

    Uvicorn (0.54) itself waits for ever for the first line of a request and for the rest of an upload. Who
    sends nothing for `patience_s` seconds, or less than 2 KB of an upload, is cut off. Websockets are another
    protocol, with pings of its own.
    """
    for path in _PROTOCOLS:
        module, _, name = path.rpartition(".")
        try:
            protocol = getattr(importlib.import_module(module), name)
        except ImportError:
            continue  # that parser is not installed
        if not hasattr(protocol, "patience_s"):
            _watch(protocol)
        protocol.patience_s = patience_s


def _watch(protocol: type) -> None:
    made, received = protocol.connection_made, protocol.data_received

    def connection_made(self: Any, transport: Any) -> None:
        self.bytes_in = 0
        made(self, transport)
        self.loop.call_later(self.patience_s, _look, self, None, 0)

    def data_received(self: Any, data: bytes) -> None:
        self.bytes_in += len(data)
        received(self, data)

    protocol.bytes_in = (
        0  # of connections that were there before: a browser's first may carry its first photo
    )
    protocol.connection_made, protocol.data_received = connection_made, data_received


def _look(connection: Any, cycle: object, bytes_before: int) -> None:
    """Look at a connection every now and then; end it where nothing has come of it since the last look."""
    transport, now = connection.transport, connection.cycle
    if transport.is_closing() or transport.get_protocol() is not connection:
        return
    waiting = now is None or now.response_complete
    arriving = not waiting and now.more_body and not connection.flow.read_paused
    few = connection.bytes_in - bytes_before < SLOWEST
    if (waiting and now is cycle) or (arriving and now is cycle and few):
        transport.abort()
        return
    connection.loop.call_later(connection.patience_s, _look, connection, now, connection.bytes_in)
