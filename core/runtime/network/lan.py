"""This computer's address on the local network, for those who want to open the dashboard from a phone."""

import ipaddress
import socket

import psutil

ELSEWHERE = ("192.0.2.1", 9)
"""an address that belongs to nobody (RFC 5737, TEST-NET-1)"""
PATIENCE_S = 0.3


def address() -> str | None:
    """Return the IPv4 address that this computer has on its network, None without a network.

    Connecting a UDP socket sends nothing: the system only chooses from which address it would send. Where it
    knows no way out of the local network, the first private address of a network card is taken.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as way_out:
        try:
            way_out.connect(ELSEWHERE)
            found = way_out.getsockname()[0]
        except OSError:
            found = next(iter(_cards()), None)
    return None if found is None or is_local(found) else found


def listens(host: str, port: int) -> bool:
    """Tell whether something answers at an address of this computer; nothing leaves the computer."""
    try:
        with socket.create_connection((host, port), PATIENCE_S):
            return True
    except OSError:
        return False


def is_local(host: str) -> bool:
    """Tell whether a host's name or address means, on each computer, that computer itself."""
    try:
        number = ipaddress.ip_address(host)
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
    return number.is_loopback or number.is_unspecified


def _cards() -> list[str]:
    """Return the private addresses of the network cards that are up."""
    up = {name for name, card in psutil.net_if_stats().items() if card.isup}
    every = (a for name, list_ in psutil.net_if_addrs().items() if name in up for a in list_)
    found = (a.address for a in every if a.family == socket.AF_INET)
    return [a for a in found if ipaddress.ip_address(a).is_private and not is_local(a)]
