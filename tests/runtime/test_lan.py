"""The computer's own address on its network."""

import socket
from types import SimpleNamespace

import psutil
import pytest

from core.runtime.network import lan


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.1.2.3", "::1", "0.0.0.0", "app.localhost"])
def test_what_means_this_computer_only(host: str) -> None:
    assert lan.is_local(host)


@pytest.mark.parametrize("host", ["192.168.0.10", "10.1.2.3", "school.example", "fe80::1"])
def test_what_others_can_open(host: str) -> None:
    assert not lan.is_local(host)


def test_own_address_is_one_of_this_computer() -> None:
    own = {a.address for card in psutil.net_if_addrs().values() for a in card if a.family == socket.AF_INET}
    assert lan.address() is None or lan.address() in own


def test_without_a_way_out_a_card_tells_and_without_a_network_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class NoWay(socket.socket):
        def connect(self, _: object) -> None:
            raise OSError

    cards = {"lo": ["127.0.0.1"], "down": ["10.0.0.9"], "wlan0": ["8.8.8.8", "192.168.0.10"]}
    monkeypatch.setattr(lan.socket, "socket", NoWay)
    monkeypatch.setattr(
        lan.psutil, "net_if_stats", lambda: {n: SimpleNamespace(isup=n != "down") for n in cards}
    )
    monkeypatch.setattr(
        lan.psutil,
        "net_if_addrs",
        lambda: {n: [SimpleNamespace(family=socket.AF_INET, address=a) for a in c] for n, c in cards.items()},
    )
    assert lan.address() == "192.168.0.10"
    cards.clear()
    assert lan.address() is None


def test_whether_somebody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        assert lan.listens("127.0.0.1", port)
    assert not lan.listens("127.0.0.1", port)
