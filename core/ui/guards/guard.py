"""What stands before the dashboard as a service: by which name it is asked, what browsers may do with it."""

import base64
import hashlib
import ipaddress
import os
import re
import socket
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

NO_DOMAIN = (".local", ".localhost", ".lan", ".home.arpa", ".internal")
"""ends of names that nobody outside the local network can own"""
UNKNOWN = "This server does not know the name that it was asked by; DEEPVISION_HOSTS lists such names.\n"
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def known_hosts() -> list[str]:
    """Return the names, "*." for those below, by which this server may be asked besides local ones."""
    named = re.split(r"[\s,]+", os.environ.get("DEEPVISION_HOSTS", ""))
    set_ = [*(st.get_option("server.allowedHosts") or []), st.get_option("browser.serverAddress")]
    return [name.lower().rstrip(".") for name in [*named, *set_, socket.gethostname()] if name]


def is_known(host: str | None, known: Iterable[str]) -> bool:
    """Tell whether the Host of a request is one of ours: an address, a local name, or a `known` one.

    A stranger's page cannot be at an address, only at a name of which they say that it means this computer
    (DNS rebinding); and a name without a dot, or one for local networks, is no stranger's.
    """
    if re.search(r"[\s/?#@\\]", host or ""):
        return False
    try:
        name = (urlsplit(f"//{host or ''}").hostname or "").rstrip(".")
    except ValueError:
        return False
    if not name or not re.fullmatch(r"[\w.:%-]+", name):
        return False
    try:
        ipaddress.ip_address(name.partition("%")[0])
        return True
    except ValueError:
        pass
    if "." not in name or name.endswith(NO_DOMAIN) or name in known or "*" in known:
        return True
    return any(pattern.startswith("*.") and name.endswith(pattern[1:]) for pattern in known)


def policy() -> str:
    """Return the Content-Security-Policy: everything comes from here.

    Streamlit (1.67) starts the scripts of components as blobs, and writes styles as it runs. Its page has a
    script of its own in it, which goes by its hash.
    """
    page = (Path(st.__file__).parent / "static" / "index.html").read_text(encoding="utf8")
    hashes = [
        base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in _SCRIPT.findall(page)
    ]
    scripts = " ".join(["'self'", "blob:", *(f"'sha256-{digest}'" for digest in hashes)])
    rules = {
        "default-src": "'self'",
        "script-src": scripts,
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "media-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "connect-src": "'self' data: blob:",
        "worker-src": "'self' blob:",
        "frame-src": "'self'",
        "frame-ancestors": "'self'",
        "object-src": "'none'",
        "base-uri": "'self'",
        "form-action": "'self'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def may_compile() -> bool:
    """Return whether scripts may compile WebAssembly: the policy forbids it, where a `Guard` sends one."""
    return not Guard.serves


class Guard:
    """ASGI middleware: refuses unknown hosts, and says in every answer what a browser may do with it."""

    serves = False

    def __init__(self, app: ASGIApp) -> None:
        Guard.serves = True
        self.app, self._headers = (
            app,
            {
                "X-Frame-Options": "SAMEORIGIN",
                "X-Content-Type-Options": "nosniff",
                "Referrer-Policy": "same-origin",
                "Content-Security-Policy": policy(),
            },
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        host = dict(scope["headers"]).get(b"host", b"").decode("latin-1")
        if is_known(host, known_hosts()):
            await self.app(scope, receive, self._with_headers(send))
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await PlainTextResponse(UNKNOWN, 421)(scope, receive, self._with_headers(send))

    def _with_headers(self, send: Send) -> Send:
        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
            await send(message)

        return sent
