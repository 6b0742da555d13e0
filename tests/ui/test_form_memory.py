"""An upload on its way is in memory, counted, and gone when it is not wanted any more."""

import gc

import pytest
import starlette.formparsers
from starlette.exceptions import HTTPException
from starlette.requests import Request

from core.ui import visitors
from core.ui.guards import form_memory
from tests.load.client import finish

assert visitors.form_memory is form_memory  # whoever is let in has it set


def upload(data: bytes) -> str:
    """Send a form with one file to the parser; return what holds it, its size, and all that is counted."""
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n'
    body = head + data + b"\r\n--x--\r\n"
    parts = iter([body[at : at + (1 << 16)] for at in range(0, len(body), 1 << 16)])

    async def receive() -> dict:
        body = next(parts, None)
        return {"type": "http.request", "body": body or b"", "more_body": body is not None}

    async def parsed() -> str:
        headers = [(b"content-type", b"multipart/form-data; boundary=x"), (b"content-length", b"1")]
        request = Request({"type": "http", "method": "PUT", "headers": headers}, receive)
        async with request.form() as form:
            file = form["file"]
            return f"{type(file.file).__name__} {len(await file.read())} {form_memory.arriving()}"

    return finish(parsed())


def test_the_form_parser_keeps_large_files_in_memory() -> None:
    size = 5 << 20
    assert upload(bytes(size)) == f"Arriving {size} {size}"
    assert form_memory.arriving() == 0
    assert starlette.formparsers.SpooledTemporaryFile is form_memory.Arriving


def test_too_much_at_once_is_refused_and_forgotten(monkeypatch) -> None:
    monkeypatch.setattr(form_memory, "MOST_ARRIVING", 2 << 20)
    with pytest.raises(HTTPException) as refused:
        upload(bytes(3 << 20))
    assert refused.value.status_code == 503
    del refused
    gc.collect()
    assert form_memory.arriving() == 0
    assert upload(bytes(1 << 20)).startswith("Arriving")


def test_what_nobody_refers_to_is_not_counted() -> None:
    file = form_memory.Arriving()
    file.write(b"x" * 99)
    assert form_memory.arriving() == 99
    del file
    gc.collect()
    assert form_memory.arriving() == 0
