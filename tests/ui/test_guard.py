"""The service answers to its own names only, and tells browsers what they may do with its pages."""

import base64
import hashlib
from types import MappingProxyType

import pytest

from core.ui.guards import guard
from tests.load.client import finish

OURS = ["localhost", "localhost:8501", "127.0.0.1:8501", "192.168.0.7", "[::1]:8501", "[fe80::1%eth0]"]
OURS += ["teacher-pc:8501", "Teacher.local.", "lab.home.arpa", "class.school.kr", "a.class.org:80"]
STRANGE = ["evil.example", "evil.example:8501", "127.0.0.1.nip.io", "localhost.evil.example", "class.org", ""]
STRANGE += [
    "school.kr",
    "x.class.school.kr",
    "a b",
    "evil.example@localhost.evil",
    "[::1",
    "/",
    "a/b.c",
]


@pytest.mark.parametrize("host", OURS)
def test_own_names_and_addresses_are_known(host: str) -> None:
    assert guard.is_known(host, ["class.school.kr", "*.class.org"])


@pytest.mark.parametrize("host", STRANGE)
def test_a_strangers_name_for_this_computer_is_not(host: str) -> None:
    assert not guard.is_known(host, ["class.school.kr", "*.class.org"])


def test_names_are_set_by_the_environment_and_by_streamlits_own_settings(monkeypatch) -> None:
    monkeypatch.setenv("DEEPVISION_HOSTS", "Class.School.kr., *.class.org")
    known = guard.known_hosts()
    assert {"class.school.kr", "*.class.org"} <= set(known) and "" not in known


def answer(host: str, kind: str = "http", page: dict[bytes, bytes] = MappingProxyType({})) -> list[dict]:
    """Return what the server sends to one request; behind the guard, a page with these headers answers."""
    sent: list[dict] = []

    async def behind(scope, receive, send) -> None:
        await send({"type": f"{kind}.response.start", "status": 200, "headers": list(page.items())})
        await send({"type": f"{kind}.response.body", "body": b"here"})

    async def receive() -> dict:
        return {"type": f"{kind}.request"}

    async def send(message: dict) -> None:
        sent.append(message)

    scope = {"type": kind, "method": "GET", "path": "/", "headers": [(b"host", host.encode())]}
    finish(guard.Guard(behind)(scope, receive, send))
    return sent


def test_every_answer_says_what_a_browser_may_do() -> None:
    for host in ("localhost", "evil.example"):
        headers = dict(answer(host)[0]["headers"])
        assert headers[b"x-frame-options"] == b"SAMEORIGIN"
        assert headers[b"x-content-type-options"] == b"nosniff"
        assert b"default-src 'self'" in headers[b"content-security-policy"]
    kept = dict(answer("localhost", page={b"referrer-policy": b"origin"})[0]["headers"])
    assert kept[b"referrer-policy"] == b"origin"  # what the page itself says stays


def test_a_strange_host_gets_neither_page_nor_stream() -> None:
    assert answer("10.0.0.3:8501")[1]["body"] == b"here"
    refused = answer("evil.example")
    assert refused[0]["status"] == 421 and refused[1]["body"].decode() == guard.UNKNOWN
    assert answer("localhost", "websocket")[1]["body"] == b"here"
    assert answer("evil.example", "websocket") == [{"type": "websocket.close", "code": 1008}]


def test_the_policy_allows_the_pages_own_script_and_no_other_inline() -> None:
    rules = dict(rule.split(" ", 1) for rule in guard.policy().split("; "))
    digest = base64.b64encode(
        hashlib.sha256(b"\n      window.prerenderReady = false\n    ").digest()
    ).decode()
    assert f"'sha256-{digest}'" in rules["script-src"]
    assert "unsafe" not in rules["script-src"] and rules["object-src"] == "'none'"


def test_pages_may_compile_where_no_policy_is_sent(monkeypatch) -> None:
    monkeypatch.setattr(guard.Guard, "serves", False)
    assert guard.may_compile()
    guard.Guard(lambda *_: None)
    assert "wasm" not in guard.policy() and not guard.may_compile()
