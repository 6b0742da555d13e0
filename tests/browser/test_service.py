"""The dashboard as a service in a real browser: what it forbids browsers, its own pages do not need."""

from pathlib import Path

import pytest

from core.i18n.plain_text import shown
from tests.load.server import serve, serve_dashboard

PAGES = ("gradient_descent?part=race", "convolution", "classification", "detection?part=film", "gan")
PAGES += ("activity", "models")
MARKED = "a, img, strong, em, del, code, b, li, h1, table, .katex, span span"
NAMES = (
    "my_film.mp4",
    "**bold** [link](https://a.example) <b>x</b> <img src=x onerror=alert(1)>",
    "www.a.example https://b.example/?c=d me@a.example",
    "&lt;b&gt; &#x202e; :smile: :red[x] :material/home: $x^2$ a -> b --> c",
    "1. first.csv",
    "사진\u202egpj.exe",
    "# head ~~no~~ `code` | a | b |",
)
SHOW = """
import streamlit as st
from core.i18n.plain_text import in_markdown
from tests.browser.test_service import NAMES
st.title("names")
for i, name in enumerate(NAMES):
    with st.container(key=f"name{i}"):
        st.warning(in_markdown(name, 200))
"""


@pytest.mark.slow
def test_the_policy_stops_nothing_of_ours(tmp_path: Path, open_page, settled) -> None:
    with serve_dashboard(tmp_path / "log.txt") as host:
        page = open_page(f"http://{host}/?lang=en")
        for lesson in PAGES:
            told = page.goto(f"http://{host}/{lesson}{'&' if '?' in lesson else '?'}lang=en").headers
            page.wait_for_selector("h1")
            settled(page)
            assert page.locator("[data-testid=stException]").count() == 0
            assert "frame-ancestors 'self'" in told["content-security-policy"]
        page.close()


def test_names_are_shown_as_they_are(tmp_path: Path, open_page, settled) -> None:
    (tmp_path / "names.py").write_text(SHOW, encoding="utf8")
    with serve(tmp_path / "names.py") as host:
        page = open_page(f"http://{host}")
        settled(page)
        for i, name in enumerate(NAMES):
            box = page.locator(f".st-key-name{i} [data-testid=stMarkdownContainer]")
            assert box.text_content().replace("\u2060", "").strip() == shown(name, 200)
            assert box.locator(MARKED).count() == 0
        page.close()
