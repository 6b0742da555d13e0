import socket
import sys

import pytest

from core.runtime import sockets

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
