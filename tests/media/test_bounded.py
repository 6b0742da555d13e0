"""JSON and XML of strangers: read, or refused before they cost anything."""

import time

import pytest

from core.media import bounded
from core.media.errors import MediaError

CODES = "broken", "too_much"
JSON = {
    "no end": (b"[" * 100_000, "broken"),
    "a million lists": (b"[" + b"[]," * 1_000_000 + b"[]]", "too_much"),
    "a million numbers": (b"[" + b"1," * 1_000_000 + b"1]", "too_much"),
    "many digits": (b"9" * 10_000, "broken"),
    "no text": (b"\xff\xfe\x00", "broken"),
    "nothing": (b"", "broken"),
}
LAUGHS = b'<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;">]><a>&y;</a>'
XML = {
    "entities": (LAUGHS, "broken"),
    "in another encoding": (LAUGHS.decode().encode("utf-16"), "broken"),
    "outside": (b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', "broken"),
    "a million elements": (b"<a>" + b"<b/>" * 1_000_000 + b"</a>", "too_much"),
    "no end": (b"<a>" * 9999, "broken"),
    "nothing": (b"", "broken"),
}


@pytest.mark.parametrize(
    ("read", "data", "code"),
    [
        *((bounded.json_value, *JSON[name]) for name in JSON),
        *((bounded.xml_root, *XML[name]) for name in XML),
    ],
    ids=[*(f"json, {name}" for name in JSON), *(f"xml, {name}" for name in XML)],
)
def test_what_costs_too_much_or_is_none_is_named(read, data: bytes, code: str) -> None:
    began = time.process_time()
    with pytest.raises(MediaError) as caught:
        read(data, *CODES)
    assert caught.value.code == code and time.process_time() - began < 1


def test_what_is_fine_is_read() -> None:
    assert bounded.json_value('\ufeff{"a": [1, "글"]}'.encode(), *CODES) == {"a": [1, "글"]}
    root = bounded.xml_root("<annotation><object><name>글</name></object></annotation>".encode(), *CODES)
    assert root.findtext("object/name") == "글"
