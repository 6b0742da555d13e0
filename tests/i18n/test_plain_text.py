"""Names that others have chosen are shown as they are, in one line, and do nothing."""

import re
import unicodedata

import pytest

from core.i18n.plain_text import LONGEST, in_markdown, shown

JOINER = "\u2060"


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("photo 1.jpg", "photo 1.jpg"),
        ("사진\u202egpj.exe", "사진gpj.exe"),
        ("a\u200e\u200f\u2066b\u2069\ufeff\u200bc\x00\x1b[31m", "abc[31m"),
        ("two\nlines\r\n\t and\u2028more\u00a0", "two lines and more"),
        (unicodedata.normalize("NFD", "가속도.csv"), "가속도.csv"),
        ("a" + "\u0301" * 50 + "b", "á\u0301\u0301\u0301b"),
        ("👩\u200d🔬", "👩\u200d🔬"),
        ("שלום.csv", "\u2068שלום.csv\u2069"),
    ],
)
def test_what_is_shown(name: str, seen: str) -> None:
    assert shown(name) == seen


def test_long_names_keep_both_ends() -> None:
    found = shown("begin" + "x" * 500 + "end.csv")
    assert len(found) <= LONGEST and found.startswith("begin") and found.endswith("end.csv")


@pytest.mark.parametrize(
    "name",
    [
        "my_film.mp4",
        "**b** [x](y) <b> `c` $x$ :red[x] &lt;",
        "www.a.b https://a.b/c?d=e a@b.c :smile: a -> b",
    ],
)
def test_markdown_gives_back_what_was_meant(name: str) -> None:
    marked = in_markdown(name, 200)
    read = re.sub(r"\\(.)", r"\1", marked)
    assert read.replace(JOINER, "") == name
    for taken in ("www.", "://", "@b", ":smile:", "->"):
        assert taken not in marked


def test_a_number_with_a_point_begins_no_list() -> None:
    assert in_markdown("1. run.csv") == "1\\. run.csv" and in_markdown("v1.2") == "v1.2"
