import asyncio
import contextlib
import socket
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator

import pytest

from core.runtime.network import sockets

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows gives no file descriptor for a socket"
)


def sends_at_once(connection: socket.socket) -> bool:
    return bool(connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))


@pytest.mark.parametrize("family, address", [(socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")])
def test_connections_before_and_after_send_at_once_and_stay_open(family: int, address: str) -> None:
    with socket.socket(family) as server:
        try:
            server.bind((address, 0))
        except OSError:
            pytest.skip("this machine has no IPv6")
        server.listen()
        with socket.create_connection(server.getsockname()[:2]) as early, server.accept()[0] as early_end:
            assert not sends_at_once(early_end)
            assert sockets.send_at_once() >= 3
            assert sends_at_once(early_end)
            with socket.create_connection(server.getsockname()[:2]) as late, server.accept()[0] as late_end:
                assert sends_at_once(late_end)
                late.sendall(b"late")
                assert late_end.recv(4) == b"late"
            early.sendall(b"early")
            assert early_end.recv(5) == b"early"


def test_a_socket_that_is_just_being_closed_does_no_harm(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(fd: int) -> int:
        raise OSError("bad file descriptor")

    monkeypatch.setattr(sockets.os, "dup", gone)
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        assert sockets.send_at_once() == 0


@pytest.fixture
def served() -> Iterator[tuple[str, int]]:
    """A server whose connections have half a second for a request; its page waits two seconds."""
    import uvicorn

    async def app(scope, receive, send) -> None:
        if scope["type"] == "http":
            while (await receive()).get("more_body"):
                pass
            await asyncio.sleep(2 if scope["path"] == "/slow" else 0)
            await send({"type": "http.response.start", "status": 200, "headers": []})
            await send({"type": "http.response.body", "body": b"here"})

    sockets.end_half_open(0.5)
    server = uvicorn.Server(uvicorn.Config(app, port=0, lifespan="off", log_level="error"))
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield listening.getsockname()
        server.should_exit = True
        thread.join(10)
    sockets.end_half_open()


HEAD = b"GET / HTTP/1.1\r\nHost: x\r\n"


@pytest.mark.parametrize(
    "begun",
    [b"", b"GET / HT", HEAD + b"A: ", HEAD.replace(b"GET", b"PUT") + b"Content-Length: 9\r\n\r\nx"],
    ids=["nothing", "half a line", "half a head", "half a body"],
)
def test_a_request_that_does_not_arrive_ends_its_connection(served: tuple[str, int], begun: bytes) -> None:
    with socket.create_connection(served) as client:
        client.settimeout(5)
        client.sendall(begun)
        with contextlib.suppress(ConnectionResetError):
            assert client.recv(99) == b""


def test_a_slow_answer_and_a_steady_upload_are_left_alone(served: tuple[str, int]) -> None:
    host = f"{served[0]}:{served[1]}"
    assert urllib.request.urlopen(f"http://{host}/slow", timeout=10).read() == b"here"
    with socket.create_connection(served) as client:
        client.settimeout(5)
        client.sendall(b"PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 40000\r\nConnection: close\r\n\r\n")
        for _ in range(10):
            client.sendall(bytes(4000))
            time.sleep(0.15)
        assert client.recv(999).startswith(b"HTTP/1.1 200")


def test_the_system_asks_whether_the_other_end_is_still_there() -> None:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        sockets.send_at_once()
        with socket.create_connection(server.getsockname()), server.accept()[0] as end:
            assert end.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)


def test_a_connection_from_before_the_watch_goes_on() -> None:
    received = []

    class Protocol:
        def connection_made(self, transport: object) -> None:
            pass

        def data_received(self, data: bytes) -> None:
            received.append(data)

    old = Protocol()
    sockets._watch(Protocol)
    old.data_received(b"a photo")
    assert received == [b"a photo"] and old.bytes_in == 7
